import { isoOf } from '../calendar.ts'
import type { Fact } from '../facts/fact.ts'
import type { Verdict } from '../verdict/verdict.ts'
import type { TimelineEvent } from './card.ts'
import { dateInWords } from './dates.ts'
import { referenceOf, type Speaking } from './evidence.ts'

/** The disease course: every event that the trial follows, with the criteria that it answers. */
export function timelineOf(
  verdict: Verdict,
  facts: readonly Fact[],
  { words, language }: Speaking,
): TimelineEvent[] {
  const { trial, findings } = verdict
  const anchor = trial.anchor ?? 'recurrence'
  const recurrences = new Set(facts.filter(({ name }) => name === anchor).map(referenceOf))
  return trial.timeline
    .flatMap(({ kind, fact: name }) =>
      facts
        .filter((fact) => fact.name === name && isShown(fact))
        // A cancer that counts as the recurrence is not drawn again as the primary, unless it dates the primary.
        .filter(
          (fact) =>
            kind !== 'primary' || !recurrences.has(referenceOf(fact)) || undatedAnchor(facts, anchor, fact),
        )
        .map((fact): TimelineEvent => {
          const answered = findings.filter(({ used }) =>
            used.some((one) => referenceOf(one) === referenceOf(fact) && one.name === name),
          )
          return {
            kind,
            side:
              fact.side === 'left' || fact.side === 'right' || fact.side === 'both' ? fact.side : 'unknown',
            ...(fact.start && fact.end && Number.isFinite(fact.start.first)
              ? { from: isoOf(fact.start.first) }
              : {}),
            ...(fact.start && fact.end && Number.isFinite(fact.end.last) ? { to: isoOf(fact.end.last) } : {}),
            date: fact.dateText ? dateInWords(fact.dateText, words) : words.noDate,
            label: fact.label,
            answers: trial.criteria
              .filter(({ id }) => answered.some(({ criterion }) => criterion === id))
              .map(({ id, statement }) => ({ id, statement: statement[language] })),
            reference: referenceOf(fact),
            planned: fact.strength === 'planned',
          }
        }),
    )
    .sort((a, b) => compare(a.from ?? '9999', b.from ?? '9999') || compare(a.reference, b.reference))
}

const isShown = ({ none, doubt, source }: Fact): boolean =>
  !none && source.kind === 'chart' && doubt !== 'of-another-tumour'

/** A primary whose status alone tells of the recurrence keeps its own place. */
const undatedAnchor = (facts: readonly Fact[], anchor: string, primary: Fact): boolean =>
  facts.some(
    (fact) => fact.name === anchor && fact.start === undefined && referenceOf(fact) === referenceOf(primary),
  )

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

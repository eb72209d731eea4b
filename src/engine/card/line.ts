import type { Finding, Seen } from '../criteria/finding.ts'
import type { Answer } from '../facts/answers.ts'
import type { Fact } from '../facts/fact.ts'
import type { Criterion, OpenTerm } from '../trials/trial.ts'
import { answersInWords, questionInWords } from './asked.ts'
import type { CardLine, CardOverride, EvidenceLine } from './card.ts'
import { ageInWords, dateInWords } from './dates.ts'
import { evidenceOf, type Speaking, seenOf, unusedOf, valueInWords } from './evidence.ts'
import { queryInWords } from './gaps.ts'

/** The clinician's part in a criterion. */
export interface Spoken {
  /** The question to put, of those that are open. */
  readonly asks: string | undefined
  readonly given: readonly Answer[]
  readonly override: CardOverride | undefined
}

/** How much of a line is made. */
export interface Extent {
  readonly checking: boolean
  /** False where nobody looks at what was found and what stands behind it. */
  readonly withEvidence: boolean
}

/** One criterion in words. */
export function lineOf(
  criterion: Criterion,
  openTerms: readonly OpenTerm[],
  finding: Finding,
  { asks, given, override }: Spoken,
  { checking, withEvidence }: Extent,
  today: number,
  speaking: Speaking,
): CardLine {
  const { language, words, catalog } = speaking
  const question = catalog.questions.find(({ id }) => id === asks)
  const ownTerms = openTerms.flatMap(({ term, atThisSite }) =>
    atThisSite ? [words.atThisSite(term, atThisSite[language])] : [],
  )
  // What contradicts is told in the verdict, too.
  const isTold = withEvidence || finding.effect === 'contradicts'
  const unread = [...new Set(finding.unread.map((entry) => queryInWords(entry, words)))]
  return {
    id: criterion.id,
    statement: criterion.statement[language],
    exclude: criterion.exclude,
    status: finding.status,
    reason: finding.reason,
    effect: finding.effect,
    ...(criterion.rule.kind === 'unavailable' ? { isTextUnavailable: true } : {}),
    checking,
    result: checking ? words.results.checking : isTold ? resultOf(criterion, finding, today, speaking) : '',
    ...(question && finding.status === 'unknown' ? { asks: questionInWords(question, speaking) } : {}),
    answered: answersInWords(criterion.questions, given, speaking),
    ...(override ? { override } : {}),
    ...(criterion.rule.kind !== 'permission' && finding.status !== 'unknown' && unread.length > 0
      ? { caution: words.cautionUnread(unread.join('; ')) }
      : {}),
    sentence: criterion.sentence,
    reading: criterion.reading[language],
    settledBy: criterion.settledBy[language],
    method: words.kinds[criterion.rule.kind],
    ...(openTerms.length > 0 ? { leftOpen: openTerms.map(({ text }) => text[language]).join(' ') } : {}),
    ...(ownTerms.length > 0 ? { atThisSite: ownTerms.join(' ') } : {}),
    used: withEvidence ? finding.used.map((fact) => evidenceOf(fact, speaking)) : [],
    notUsed: withEvidence
      ? [
          ...seenInWords(finding.seen, speaking),
          ...finding.unused.map((unused) => unusedOf(unused, speaking)),
        ]
      : [],
  }
}

/** Older values of one thing that are listed; a laboratory may have hundreds. */
const OLDER_SHOWN = 5

/** What was seen and not used. Of values that a newer one replaces the newest are listed, the rest counted. */
function seenInWords(seen: readonly Seen[], speaking: Speaking): EvidenceLine[] {
  const older = seen
    .filter(({ why }) => why === 'superseded')
    .sort((a, b) => (b.fact.end?.last ?? 0) - (a.fact.end?.last ?? 0))
  const [next, ...rest] = older.slice(OLDER_SHOWN)
  // A single one takes no more room than the words that count it.
  const counted = next && rest.length > 0 ? [next, ...rest] : []
  const isCounted = new Set(counted)
  const listed = seen.filter((one) => !isCounted.has(one)).map((one) => seenOf(one, speaking))
  if (!next || counted.length === 0) return listed
  const { reference, source, why } = seenOf(next, speaking)
  const label = speaking.words.older(counted.length)
  return [...listed, { reference, label, source, ...(why === undefined ? {} : { why }) }]
}

/** The result in a few words: what was found and when; or, with nothing to show, why nothing can be said. */
function resultOf(criterion: Criterion, finding: Finding, today: number, speaking: Speaking): string {
  const { results } = speaking.words
  const what = inShort(finding, today, speaking)
  if (criterion.rule.kind === 'permission')
    return what || (finding.unread.length > 0 ? results.reasons.incomplete : results.nothingFound)
  if (finding.disagreement) return differenceInShort(finding, today, speaking) ?? what
  if (finding.reason === 'missing' && what) return missingInWords(finding, speaking) || what
  if (finding.reason) return what || results.reasons[finding.reason]
  if (!criterion.exclude) return what
  return finding.status === 'met' ? results.excluded(what) : results.excludedNot(what)
}

/** What is missing where something else of the criterion is on record. */
const missingInWords = ({ missing }: Finding, { catalog, language }: Speaking): string =>
  missing
    .flatMap((name) => catalog.facts.find((fact) => fact.name === name)?.title[language] ?? [])
    .join('; ')

const SHOWN = 2

const inShort = ({ used }: Finding, today: number, speaking: Speaking): string =>
  told(used, today, speaking).slice(0, SHOWN).join('; ')

/** Facts in short, each once. */
const told = (facts: readonly Fact[], today: number, speaking: Speaking): string[] => [
  ...new Set(facts.map((fact) => factInShort(fact, today, speaking))),
]

/** What the chart says and what was answered, side by side; the first of each. */
function differenceInShort({ used }: Finding, today: number, speaking: Speaking): string | undefined {
  const of = (kind: Fact['source']['kind']) =>
    told(
      used.filter(({ source }) => source.kind === kind),
      today,
      speaking,
    )[0]
  const [chart, answer] = [of('chart'), of('answer')]
  return chart && answer ? speaking.words.results.difference(chart, answer) : undefined
}

/** "WHO 1 on 2 Oct 2026"; "Radiotherapy to breast, left, 16 Jun 2007 – 21 Aug 2007". */
export function factInShort(fact: Fact, today: number, speaking: Speaking): string {
  const { words } = speaking
  if (fact.name === 'birth') return ageInWords(fact.start, today, words) ?? words.unreadable
  const line = evidenceOf(fact, speaking)
  const what = valueInWords(fact, speaking) ?? line.label
  const date = fact.dateText ? dateInWords(fact.dateText, words) : undefined
  // The record's own words may name the side already, in either language.
  const side = SIDE_IN_WORDS[fact.side]?.test(what) ? undefined : line.side
  const { source } = fact
  const parts = [what, side, source.kind === 'answer' ? words.answeredBy(source.by) : date]
  return parts.filter((part) => part !== undefined && part !== '').join(', ')
}

const SIDE_IN_WORDS: Readonly<Partial<Record<Fact['side'], RegExp>>> = {
  left: /\b(left|links|linker)/i,
  right: /\b(right|rechts|rechter)/i,
  both: /\b(both|bilateral|beide|beiderzijds)/i,
}

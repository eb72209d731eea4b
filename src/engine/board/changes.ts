import type { Card } from '../card/card.ts'
import type { Language } from '../language.ts'
import type { EarlierReferral } from '../referral/earlier.ts'
import { type Change, type KeptDecision, NOT_THERE, type Snapshot } from './decision.ts'
import { snapshotOf } from './snapshot.ts'
import { boardWords } from './words/words-of.ts'

/**
 * What is otherwise now than when the board last decided: the verdict, the criteria in the order of the card, how far a
 * referral is. What is still being read has not changed yet.
 * @param referral the newest referral of this trial; none where there is none, or none could be looked up
 */
export function changesSince(
  { snapshot }: KeptDecision,
  card: Card,
  referral?: Pick<EarlierReferral, 'status'>,
): Change[] {
  const now = snapshotOf(card, referral)
  const statements = Object.fromEntries(card.lines.map(({ id, statement }) => [id, statement]))
  return changesBetween(snapshot, card.checking ? { ...now, verdict: snapshot.verdict } : now, statements)
}

/**
 * The same of two snapshots, where the card itself is gone. A criterion that the definition no longer has is left out;
 * one that it did not have then is named.
 * @param statements what each criterion says, by its id
 */
export function changesBetween(
  before: Snapshot,
  now: Snapshot,
  statements: Readonly<Record<string, string>>,
): Change[] {
  const then = new Map(Object.entries(before.criteria))
  const said = new Map(Object.entries(statements))
  return [
    ...(now.verdict === before.verdict
      ? []
      : [{ kind: 'verdict', before: before.verdict, now: now.verdict } as const]),
    ...Object.entries(now.criteria).flatMap(([id, standing]): Change[] => {
      const stood = then.get(id) ?? NOT_THERE
      const statement = said.get(id) ?? id
      return stood === standing ? [] : [{ kind: 'criterion', statement, before: stood, now: standing }]
    }),
    ...(now.referral === undefined || now.referral === before.referral
      ? []
      : [{ kind: 'referral', status: now.referral } as const]),
  ]
}

/** A change in a sentence. */
export function changeInWords(change: Change, language: Language): string {
  const { changes, verdicts, standings, referrals } = boardWords(language)
  if (change.kind === 'referral') return changes.referral(word(referrals, change.status))
  const { before, now } = change
  if (change.kind === 'verdict') return changes.verdict(word(verdicts, before), word(verdicts, now))
  const { statement } = change
  return before === NOT_THERE
    ? changes.added(statement, word(standings, now))
    : changes.criterion(statement, word(standings, before), word(standings, now))
}

/** A code without a word stands for itself: it is never left out. */
const word = (words: Readonly<Record<string, string>>, code: string): string =>
  (Object.hasOwn(words, code) ? words[code] : undefined) ?? code

import { changesSince } from '../engine/board/changes.ts'
import type { Change, KeptDecision } from '../engine/board/decision.ts'
import type { Card } from '../engine/card/card.ts'
import type { EarlierReferral } from '../engine/referral/earlier.ts'
import type { ReadTrial } from './board-read-row.ts'

/** What is otherwise now than at the last meeting, from what is left of the card: its verdict, and how each line stands. */
export function changesOf(
  before: KeptDecision,
  { verdict, snapshot, statements }: ReadTrial,
  referral: EarlierReferral | undefined,
): readonly Change[] {
  const lines = Object.entries(snapshot.criteria).map(([id, standing]) => ({
    id,
    statement: statements[id] ?? id,
    // A standing is the status, or why it is unknown: either way it comes out as it went in.
    status: standing,
    reason: null,
    checking: false,
  }))
  // The comparison reads no more of a card than this; a test holds it against whole cards.
  const rest = { verdict, lines, checking: false } as unknown as Card
  return changesSince(before, rest, referral)
}

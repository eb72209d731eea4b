import { changesBetween } from '../engine/board/changes.ts'
import type { Change, KeptDecision } from '../engine/board/decision.ts'
import type { ReadTrial } from '../engine/board/row.ts'
import type { EarlierReferral } from '../engine/referral/earlier.ts'

/** What is otherwise now than at the last meeting, from what is left of the card: its verdict, and how each line stands. */
export const changesOf = (
  before: KeptDecision,
  { snapshot, statements }: ReadTrial,
  referral: EarlierReferral | undefined,
): readonly Change[] =>
  changesBetween(before.snapshot, { ...snapshot, ...(referral && { referral: referral.status }) }, statements)

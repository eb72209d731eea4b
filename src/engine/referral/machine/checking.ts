/** What the look before anything is sent comes to. */
import { type Abilities, type DeskFault, type PatientNow, RUNGS, type Rung } from '../desk.ts'
import type { PartType } from '../draft.ts'
import type { EarlierReferral } from '../earlier.ts'
import { GENERATIONS } from '../key.ts'
import type { Checked, NotSent, WritingRung } from '../state.ts'
import type { Answer } from './moves.ts'
import { LETTER_OR_ORDER, requiredOn } from './read-back.ts'

/** The answer to a check. */
export type CheckAnswer = Extract<Answer, { to: 'check' }>

/** True for a way by which something is written. */
export const isWriting = (rung: Rung): rung is WritingRung => rung !== 'letter' && rung !== 'mail'

/**
 * The best way that works here. Nothing is written that cannot be searched for: without that nobody could tell whether
 * it arrived. What nobody has to write, the letter, works everywhere.
 */
export function rungOf({ transaction, create, search }: Abilities): Rung {
  const works = (rung: Rung): boolean =>
    !isWriting(rung) ||
    ((rung !== 'transaction' || transaction) &&
      requiredOn(rung).every((type) => create.has(type) && search.has(type)))
  return RUNGS.find(works) ?? 'letter'
}

/** The kinds by which an earlier referral is found here. */
export const lookedFor = ({ search }: Abilities): readonly PartType[] =>
  LETTER_OR_ORDER.filter((type) => search.has(type))

/** The number that the next referral has. */
export const nextGeneration = (earlier: readonly EarlierReferral[]): number =>
  1 + Math.max(-1, ...earlier.map(({ generation }) => generation))

/** What was found. */
export const checkedOf = ({ abilities, objection, earlier }: CheckAnswer): Checked => ({
  rung: rungOf(abilities),
  earlier,
  generation: nextGeneration(earlier),
  needsReason: earlier.some(({ isOpen }) => isOpen),
  objectionChecked: objection === 'none',
})

/** Why nothing can be sent to this patient's record, as it is now. */
export function hindrance(patient: PatientNow, objection: CheckAnswer['objection']): NotSent | undefined {
  if (patient.kind === 'failed') return unasked(patient.why)
  if (patient.kind !== 'same') return { kind: `patient-${patient.kind}` }
  return objection === 'objects' ? { kind: 'objection' } : undefined
}

/** A question before sending went unanswered. */
export const unasked = (why: DeskFault): NotSent => ({
  kind: why === 'session-ended' ? why : 'could-not-check',
})

/** The newest earlier referral, where no number is left for another. */
export const lastOfAll = ({ generation, earlier }: Checked): EarlierReferral | undefined =>
  generation < GENERATIONS ? undefined : earlier[0]

/** The referral of which only a part is there, and which can be completed: the newest one, never an older one. */
export const halfOf = ({ earlier, rung }: Checked): EarlierReferral | undefined =>
  isWriting(rung) && rung !== 'document' && earlier[0]?.status === 'half' ? earlier[0] : undefined

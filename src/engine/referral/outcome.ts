/** What came of the conversation with the patient where nobody is referred now, with a coded reason. */

/** Why, by what came of it; the last of each list is for whatever none of the others says. */
export const OUTCOME_REASONS = {
  interested: ['wants-information', 'wants-time', 'wants-to-talk-at-home', 'other'],
  'declined-by-patient': ['no-research', 'burden', 'travel', 'other-treatment', 'no-reason-given', 'other'],
  deferred: ['awaiting-results', 'awaiting-board', 'awaiting-recovery', 'other-treatment-first', 'other'],
  'not-suitable': ['condition', 'other-trial', 'understanding', 'criterion', 'other'],
} as const

/** What came of it. */
export type OutcomeKind = keyof typeof OUTCOME_REASONS

/** Why, in a code. */
export type OutcomeReason = (typeof OUTCOME_REASONS)[OutcomeKind][number]

/** What can come of it, in the order in which it is offered. */
export const OUTCOMES = Object.keys(OUTCOME_REASONS) as readonly OutcomeKind[]

/** What came of talking with a patient about a trial. */
export interface Outcome {
  readonly kind: OutcomeKind
  readonly reason?: OutcomeReason
  /** In the clinician's own words. */
  readonly note?: string
  /** Who recorded it, by name, where that is known. */
  readonly by?: string
  /** An instant, `2026-11-23T09:41:00+01:00`. */
  readonly at?: string
}

/** True for a reason that belongs to what came of it. */
export const isReasonOf = (kind: OutcomeKind, reason: string): reason is OutcomeReason =>
  (OUTCOME_REASONS[kind] as readonly string[]).includes(reason)

/** True for one of what can come of it. */
export const isOutcomeKind = (kind: string): kind is OutcomeKind =>
  (OUTCOMES as readonly string[]).includes(kind)

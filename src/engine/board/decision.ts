/** What a board decides of one patient and one trial. */

/** What can be decided. */
export const DECISIONS = ['refer', 'discuss-again', 'not-suitable', 'ask-patient'] as const

/** What was decided. */
export type DecisionKind = (typeof DECISIONS)[number]

/** Why a patient is not suitable, in a code. */
export const NOT_SUITABLE_REASONS = [
  'condition',
  'other-trial',
  'understanding',
  'criterion',
  'other',
] as const

/** Why a patient is not suitable. */
export type NotSuitableReason = (typeof NOT_SUITABLE_REASONS)[number]

/** A decision of the board. */
export interface Decision {
  readonly trial: string
  readonly kind: DecisionKind
  /** With `not-suitable` alone, and always there. */
  readonly reason?: NotSuitableReason
  /** In the board's own words. */
  readonly note?: string
  /** Who took part, as it was written. */
  readonly participants?: string
  /** Who recorded it. */
  readonly by?: string
  /** An instant, `2026-11-23T09:41:00+01:00`. */
  readonly at?: string
}

/** True for one of what can be decided. */
export const isDecisionKind = (kind: string): kind is DecisionKind =>
  (DECISIONS as readonly string[]).includes(kind)

/** True for one of the reasons. */
export const isNotSuitableReason = (reason: string): reason is NotSuitableReason =>
  (NOT_SUITABLE_REASONS as readonly string[]).includes(reason)

/** True for the reason that a decision needs: one with `not-suitable`, none with any other. */
export const isReasonFor = (kind: DecisionKind, reason: string | undefined): boolean =>
  kind === 'not-suitable' ? reason !== undefined && isNotSuitableReason(reason) : reason === undefined

/** How each criterion stood when it was decided, so that the next meeting sees what changed since. */
export interface Snapshot {
  /** Verdict of the trial. */
  readonly verdict: string
  /** Status (or reason of an unknown) by criterion. */
  readonly criteria: Readonly<Record<string, string>>
  /** How far a referral was, where there was one. */
  readonly referral?: string
}

/** A decision as the EHR holds it. */
export interface KeptDecision {
  readonly decision: Decision
  readonly snapshot: Snapshot
}

/** `before` of a criterion that the definition did not have at the last meeting. */
export const NOT_THERE = 'not-there'

/** Something that is otherwise than at the last meeting; `changeInWords` says it in a sentence. */
export type Change =
  | { readonly kind: 'verdict'; readonly before: string; readonly now: string }
  | { readonly kind: 'criterion'; readonly statement: string; readonly before: string; readonly now: string }
  | { readonly kind: 'referral'; readonly status: string }

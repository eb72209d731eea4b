/** The states of a referral and what can happen in each (`machine/` has the arrows). Plain data. */
import type { Bar } from './bars.ts'
import type { DeskFault, Rung } from './desk.ts'
import type { PartType } from './draft.ts'
import type { EarlierReferral } from './earlier.ts'

/** What was found before anything is sent. */
export interface Checked {
  /** The best way that works here now. */
  readonly rung: Rung
  /** Earlier referrals of this patient for this trial, the newest first. */
  readonly earlier: readonly EarlierReferral[]
  /** The number that the next referral has. */
  readonly generation: number
  /** True where the one that is there is still open, so that another needs a reason. */
  readonly needsReason: boolean
  /** True where the record was asked for an objection to research and holds none. */
  readonly objectionChecked: boolean
}

/** Why nothing was sent, or not all of it. */
export type NotSent =
  | { readonly kind: 'patient-changed' | 'patient-deceased' | 'patient-merged' } // stops the card
  | { readonly kind: 'objection' }
  | { readonly kind: 'data-changed'; readonly references: readonly string[] }
  /** Closed, expired or too old at the moment of sending. */
  | { readonly kind: 'not-standing'; readonly bars: readonly Bar[] }
  | { readonly kind: 'already-referred'; readonly earlier: EarlierReferral } // found at the last look
  | { readonly kind: 'session-ended' }
  | { readonly kind: 'could-not-check' } // the look before sending failed: nothing was sent
  | { readonly kind: 'not-idempotent' } // this server lost our identifier before: sending is switched off
  | ({ readonly kind: 'refused' } & Refusal)
  | { readonly kind: 'not-accepted' } // unclear twice, and a successful search found nothing either time
  | {
      readonly kind: 'half'
      readonly present: readonly PartType[]
      readonly missing: readonly PartType[]
      readonly refused?: Refusal
      /** Why it was not completed, where that was tried. */
      readonly hindrance?: NotSent
    }

/** A 4xx, to the whole or to one part. */
export interface Refusal {
  readonly status: number
  readonly type?: PartType
}

/** Why nobody can say. */
export type Ambiguity =
  | 'search-failed' // the search that would tell did not work
  | 'vanished' // the server said that it stored it, and it cannot be found
  | 'several' // the server said that there is more than one already, and none can be found
  | 'other-subject' // what is stored under our identifier names another patient, or none

/** Something that the server keeps otherwise than it was sent. */
export type Difference = 'identifier' | 'subject' | 'status' | 'code' | 'focus' | 'recipient'

/** A way to refer by which something is written. */
export type WritingRung = Extract<Rung, 'transaction' | 'sequential' | 'document'>

/** A referral that was read back. */
export interface Sent {
  readonly rung: WritingRung
  readonly parts: readonly { readonly type: PartType; readonly id: string }[]
  readonly differs: readonly Difference[]
  /** Parts that were written beside the referral itself and are not to be found. Known after the second look. */
  readonly missing: readonly PartType[]
  /** Further copies of it, `Type/id`: one is kept, by a rule that is the same for everybody who looks. */
  readonly duplicates: readonly string[]
  /** Copies that the server did not let us mark. */
  readonly notMarked: readonly string[]
  /** The copy that is being marked. */
  readonly marking?: string
  /**
   * Whether a second look for copies was taken, some time later: still to come; taken; or it did not work, and nobody
   * can say whether there are copies.
   */
  readonly copies: 'looking' | 'looked' | 'not-looked'
  /** True when it was there already, from another tab or an earlier attempt. */
  readonly wasThere: boolean
  /** How often it was written: 0 where it was there, 2 where the first time went unanswered. */
  readonly attempts: number
}

/** Where a referral is. */
export type ReferralState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'ready'; readonly checked: Checked }
  /** `completes`: the order of an earlier attempt is there, and only what is missing of it will be written. */
  | { readonly kind: 'confirming'; readonly checked: Checked; readonly completes: boolean }
  | {
      readonly kind: 'sending'
      readonly checked: Checked
      readonly step: 'looking' | 'posting'
      readonly attempt: number
    }
  /** `attempt` 0: nothing was written since the app was opened; an earlier attempt, or another tab's, is looked for. */
  | {
      readonly kind: 'verifying'
      readonly checked: Checked
      readonly attempt: number
      readonly search: number
    }
  | { readonly kind: 'sent'; readonly checked: Checked; readonly sent: Sent }
  | { readonly kind: 'notSent'; readonly checked?: Checked; readonly why: NotSent }
  | {
      readonly kind: 'ambiguous'
      readonly checked: Checked
      readonly why: Ambiguity
      /** Why the search failed: after `session-ended` only a new launch helps. */
      readonly fault?: DeskFault
      /** `Type/id` of what is known of it, to look for by hand. */
      readonly references: readonly string[]
    }

/** What the clinician confirmed: the patient has been told and agrees. */
export interface Said {
  readonly agreed: true
  /** Why a second time, or why in spite of what the record contradicts. */
  readonly reason?: string
}

/**
 * A referral under way. What is called in a state in which it means nothing changes nothing: a second click sends
 * nothing a second time.
 */
export interface ReferralRun {
  readonly state: ReferralState
  /** Looks whether and how this patient can be referred. Again, where that was found out before. */
  open(): void
  /** Shows the confirm step, where something would be written. */
  review(): void
  confirm(said: Said): void
  cancel(): void
  /** After `ambiguous`, and after a second look for copies that did not work. */
  searchAgain(): void
  /** Writes what is missing of a referral of which a part is there. */
  resume(): void
  /** Marks a further copy, `Type/id`, as entered in error. */
  markDuplicate(reference: string): void
  /** The page is gone: nothing that comes in later counts. What was written stays noted as pending. */
  close(): void
}

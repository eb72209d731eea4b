/** The states of a referral and what can happen in each (`machine.ts` has the arrows). Plain data. */
import type { Rung } from './desk.ts'
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
  | { readonly kind: 'not-standing' } // closed, expired or too old at the moment of sending: the bars say which
  | { readonly kind: 'already-referred'; readonly earlier: EarlierReferral } // found at the last look
  | { readonly kind: 'session-ended' }
  | { readonly kind: 'could-not-check' } // the look before sending failed: nothing was sent
  | { readonly kind: 'not-idempotent' } // this server lost our identifier before: sending is switched off
  | { readonly kind: 'refused'; readonly status: number; readonly type?: PartType }
  | { readonly kind: 'not-accepted' } // unclear twice, and a successful search found nothing either time
  | { readonly kind: 'half'; readonly present: readonly PartType[]; readonly missing: readonly PartType[] }

/** Why nobody can say. */
export type Ambiguity =
  | 'search-failed' // the search that would tell did not work
  | 'vanished' // the server said that it stored it, and it cannot be found

/** Something that the server keeps otherwise than it was sent. */
export type Difference = 'identifier' | 'subject' | 'status' | 'code' | 'focus' | 'recipient'

/** A referral that was read back. */
export interface Sent {
  readonly rung: Extract<Rung, 'transaction' | 'sequential' | 'document'>
  readonly parts: readonly { readonly type: PartType; readonly id: string }[]
  readonly differs: readonly Difference[]
  /** Further copies of it, `Type/id`: the one with the lowest id is kept. */
  readonly duplicates: readonly string[]
  /** True when it was there already, from another tab or an earlier attempt. */
  readonly wasThere: boolean
}

/** Where a referral is. */
export type ReferralState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'ready'; readonly checked: Checked }
  | { readonly kind: 'confirming'; readonly checked: Checked }
  | {
      readonly kind: 'sending'
      readonly checked: Checked
      readonly step: 'looking' | 'posting'
      readonly attempt: number
    }
  | {
      readonly kind: 'verifying'
      readonly checked: Checked
      readonly attempt: number
      readonly search: number
    }
  | { readonly kind: 'sent'; readonly checked: Checked; readonly sent: Sent }
  | { readonly kind: 'notSent'; readonly checked?: Checked; readonly why: NotSent }
  | { readonly kind: 'ambiguous'; readonly checked: Checked; readonly why: Ambiguity }

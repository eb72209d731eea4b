/** What the referral's views are given, and what they may ask for. Plain data in, calls out. */
import type { Card } from '../../engine/card/card.ts'
import type { Bar } from '../../engine/referral/bars.ts'
import type { Rung } from '../../engine/referral/desk.ts'
import type { Letter, Recipient, Requester } from '../../engine/referral/draft.ts'
import type { EarlierReferral } from '../../engine/referral/earlier.ts'
import type { Outcome } from '../../engine/referral/outcome.ts'
import type { Checked, ReferralState, WritingRung } from '../../engine/referral/state.ts'

/** Where something is kept: found again by the next person in the chart, or gone with this tab. */
export type Kept = 'in-chart' | 'session'

/** What the clinician says of the conversation; who and when is added by whoever keeps it. */
export type SaidOutcome = Pick<Outcome, 'kind' | 'reason' | 'note'>

/** One trial's referral of one patient, as it is shown. */
export interface ShownReferral {
  readonly trial: { readonly id: string; readonly acronym: string; readonly version: string }
  /** Why nothing can be sent now. Empty: it can be asked for. */
  readonly bars: readonly Bar[]
  readonly state: ReferralState
  /** Referrals known from launch, the newest first. Those of a newer look stand in `state`. */
  readonly earlier: readonly EarlierReferral[]
  /** True where they could not be read. */
  readonly earlierFailed?: boolean
  readonly recipient?: Recipient
  readonly requester?: Requester
  readonly patient?: Card['patient']
  /** Statements that stay unknown. */
  readonly open: readonly string[]
  /** Statements of criteria that the record contradicts: referring in spite of them asks a reason. */
  readonly against: readonly string[]
  /** Statements that the clinician overrode. */
  readonly overrides: readonly string[]
  /** The clinician's answers, counted. */
  readonly answers: number
  readonly keptAnswers: Kept
  /** What will be sent, once it is written. Nothing is sent before it is there to be looked at. */
  readonly letter?: Letter
  /** True where it could not be written. */
  readonly letterFailed?: boolean
  /** `mailto:` address of the mail without patient identifiers. */
  readonly mail?: string
  /** What was recorded last of the conversation with the patient. */
  readonly outcome?: Outcome
  readonly outcomeSaving?: 'pending' | 'failed'
  readonly outcomeKept: Kept
}

/** What the clinician asked for. Each returns at once; what comes of it arrives as another `ShownReferral`. */
export interface ReferralActions {
  /** Looks whether and how this patient can be referred. Again, where that was found out before. */
  open(): void
  /** Shows the confirm step, once that is known. */
  review(): void
  cancel(): void
  /** The patient has been told and agrees. Called once for each time that the step is shown. */
  confirm(confirmed: { readonly agreed: true; readonly reason?: string }): void
  /** Looks again whether it arrived, or whether there are copies. The only way out of not knowing. */
  searchAgain(): void
  /** Sends what is missing of half a referral. */
  resume(): void
  /** Reads the chart anew. */
  readAgain(): void
  /** Takes back a copy, `Type/id`. */
  markDuplicate(reference: string): void
  /** Has the letter written, to be read; it says whether the patient's agreement was confirmed. */
  showLetter(agreed: boolean): void
  /** The letter as text, on the clipboard. False where the browser did not let it. */
  copyLetter(): Promise<boolean>
  printLetter(): void
  setOutcome(said: SaidOutcome): void
}

/** What the last look before sending found, where there was one. */
export const checkedOf = (state: ReferralState): Checked | undefined =>
  'checked' in state ? state.checked : undefined

/** True for the ways that write a referral into the EHR. */
export const isWritten = (rung: Rung): rung is WritingRung => rung !== 'letter' && rung !== 'mail'

/** The way to refer, as the page sees it. `smart/` makes it; a test makes its own. */
import type { Json, Resource } from '../fhir.ts'
import type { Bar } from './bars.ts'
import type { Objection } from './desk.ts'
import type { Consent, Draft, Recipient } from './draft.ts'
import type { EarlierReferral } from './earlier.ts'
import type { ReferralRun, ReferralState } from './state.ts'

/** A trial in one version of its definition. */
export interface TrialVersion {
  readonly id: string
  readonly version: string
}

/** What one referral is run with. */
export interface ReferralOrder {
  readonly trial: TrialVersion
  readonly recipient: Recipient
  /** The patient as read. */
  readonly patient: Json
  onState(state: ReferralState): void
  /** Why it may not be sent, asked again at the moment of sending. */
  stands(): readonly Bar[]
  /** Writes what is sent. */
  draft(asked: { readonly key: string; readonly consent: Consent; readonly reason?: string }): Promise<Draft>
  /** The evaluation date, `YYYY-MM-DD`. */
  today(): string
  /** A fault of our own came up; the state says what it means for the referral. */
  onBug(): void
}

/** What is kept, or that it could not be read. */
export type KeptRead = { readonly kind: 'read'; readonly found?: Resource } | { readonly kind: 'failed' }

/** Something that the EHR keeps for us in one QuestionnaireResponse, found again by its identifier. */
export interface KeptResponse {
  read(): Promise<KeptRead>
  /** False where the EHR did not keep it. */
  write(make: (key: string) => Json | Promise<Json>): Promise<boolean>
}

/** What was referred before, or that it could not be read. */
export type Earlier =
  | { readonly kind: 'read'; readonly earlier: readonly EarlierReferral[] }
  | { readonly kind: 'failed' }

/** What the EHR holds of one trial before a meeting: what was referred, and what a board decided last. */
export interface Before {
  readonly earlier: Earlier
  readonly board: KeptRead
}

/** The way to refer, at a site that has turned it on. */
export interface ReferralDoor {
  readonly answerWithinDays: number
  recipientOf(trial: string): Recipient | undefined
  /** Looks for every referral that there may be of one trial. */
  earlier(trial: TrialVersion, today: string): Promise<Earlier>
  /**
   * What `earlier` and `board` would read of each trial, by its id: one search for each type, whatever the number of
   * trials, as long as their identifiers fit in one address. Of each trial it looks for the first two referrals, and for
   * all only where it finds one. A later number is given only after an earlier one was found, so where neither is there,
   * none is, unless both were removed or may no longer be searched. Two, and not one, so that one that was removed hides
   * nothing. Nothing is sent by it: the card, and the look before anything is sent, always look for all.
   */
  before(trials: readonly TrialVersion[], today: string): Promise<ReadonlyMap<string, Before>>
  objection(): Promise<Objection>
  refer(order: ReferralOrder): ReferralRun
  /** What came of talking with the patient about one trial. */
  outcome(trial: TrialVersion): KeptResponse
  /** What a board decided of one trial, last. */
  board(trial: TrialVersion): KeptResponse
  /** The clinicians' answers so far. Absent where the site does not keep them in the chart. */
  readonly answers?: KeptResponse
}

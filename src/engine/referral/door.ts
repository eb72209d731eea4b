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

/** Something that the EHR keeps for us in one QuestionnaireResponse, found again by its identifier. */
export interface KeptResponse {
  read(): Promise<{ readonly kind: 'read'; readonly found?: Resource } | { readonly kind: 'failed' }>
  /** False where the EHR did not keep it. */
  write(make: (key: string) => Json | Promise<Json>): Promise<boolean>
}

/** What was referred before, or that it could not be read. */
export type Earlier =
  | { readonly kind: 'read'; readonly earlier: readonly EarlierReferral[] }
  | { readonly kind: 'failed' }

/** The way to refer, at a site that has turned it on. */
export interface ReferralDoor {
  readonly answerWithinDays: number
  recipientOf(trial: string): Recipient | undefined
  earlier(trial: TrialVersion, today: string): Promise<Earlier>
  objection(): Promise<Objection>
  refer(order: ReferralOrder): ReferralRun
  /** What came of talking with the patient about one trial. */
  outcome(trial: TrialVersion): KeptResponse
  /** What a board decided of one trial, last. */
  board(trial: TrialVersion): KeptResponse
  /** The clinicians' answers so far. Absent where the site does not keep them in the chart. */
  readonly answers?: KeptResponse
}

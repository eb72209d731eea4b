/** A referral as the EHR holds it, made from its Task, ServiceRequest and ResearchSubject. */

/** How far it is, in the words of the card. */
export type ReferralStatus =
  | 'requested'
  | 'received'
  | 'accepted'
  | 'rejected'
  | 'on-study'
  | 'completed'
  | 'cancelled' // revoked, or entered in error
  | 'half' // its order is there, and no task follows it
  | 'unknown' // a status that we do not know

/** One referral, found in the EHR. */
export interface EarlierReferral {
  readonly key: string
  readonly generation: number
  readonly status: ReferralStatus
  /** Why it was rejected or cancelled, in the words of whoever did. */
  readonly reason?: string
  /** Who referred, by name where the EHR gives one. */
  readonly by?: string
  /** When, as the EHR has it. */
  readonly at?: string
  /** The day by which an answer was expected. */
  readonly answerBy?: string
  /** True where that day is gone by without an answer. */
  readonly isOverdue: boolean
  /** True while it is under way: another needs a reason. */
  readonly isOpen: boolean
  /** `Type/id` of what it consists of. */
  readonly references: readonly string[]
  /** `Type/id` of copies beyond the first. */
  readonly duplicates: readonly string[]
}

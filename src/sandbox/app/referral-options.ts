import { TRIAL_OFFICES, type TrialOffice } from '../staff.ts'

/** What a test may say otherwise of referring at this site. */
export interface ReferralOptions {
  /** Trials for which nobody is named. */
  readonly withoutRecipient?: readonly string[]
  /** The days within which an answer is expected; 14. */
  readonly answerWithinDays?: number
  /** Whether drafts of answers may be kept in the chart; yes. */
  readonly keepAnswers?: boolean
}

/** Which office takes the referrals of which trial. */
const OFFICE_OF: Readonly<Record<string, TrialOffice>> = {
  NCT06452485: 'sandbox-trial-office',
  NCT02513394: 'sandbox-oncology-trials',
  NCT05710666: 'sandbox-oncology-trials',
  NCT06362616: 'sandbox-oncology-trials',
}

/** The block `referral` of the site registry: who gets the referrals of which trial. */
export const referralBlock = ({
  withoutRecipient = [],
  answerWithinDays = 14,
  keepAnswers = true,
}: ReferralOptions = {}) => ({
  answerWithinDays,
  keepAnswers,
  recipients: Object.fromEntries(
    Object.entries(OFFICE_OF)
      .filter(([trial]) => !withoutRecipient.includes(trial))
      .map(([trial, id]) => [trial, { id, reference: `Organization/${id}`, ...TRIAL_OFFICES[id] }]),
  ),
})

/** What keeps a referral from being sent, before anything is asked of the EHR. The letter remains in each case. */
import type { Card } from '../card/card.ts'
import type { Standing } from '../trials/standing.ts'

/** A reason not to send; each has words that say why and what to do. */
export type Bar =
  | 'trial-not-open' // not recruiting, no open site, withdrawn
  | 'definition-overdue' // past its day of review
  | 'definition-incomplete' // a summary, or text that nobody could read
  | 'still-reading'
  | 'read-too-old'
  | 'deceased'
  | 'not-applicable' // nothing of the disease is recorded
  | 'no-recipient'
  | 'no-requester'
  | 'not-turned-on' // the site has not turned referral on
  | 'objects' // an objection to research is recorded

/** After this long without reading the record anew nothing is sent. */
export const READ_LASTS_MINUTES = 60

/** What decides whether anything may be sent. */
export interface Circumstances {
  readonly card: Pick<Card, 'trial' | 'verdict' | 'checking'>
  readonly readAgeMinutes: number
  readonly hasRecipient: boolean
  readonly hasRequester: boolean
  readonly isTurnedOn: boolean
  /** True where the record holds an objection to research; false as well where nobody has looked yet. */
  readonly objects?: boolean
}

/** Everything that stands in the way, the weightier first: the patient, the trial, the reading, the site. */
export function barsOf({
  card: { trial, verdict, checking },
  readAgeMinutes,
  hasRecipient,
  hasRequester,
  isTurnedOn,
  objects = false,
}: Circumstances): Bar[] {
  const limits = trial.standing.filter(({ barsReferral }) => barsReferral)
  // A clock that went back says nothing of how old the reading is.
  const isFresh = readAgeMinutes >= 0 && readAgeMinutes <= READ_LASTS_MINUTES
  const some: (Bar | false)[] = [
    verdict.notApplicable === 'deceased' && 'deceased',
    objects && 'objects',
    // While it is being read, nothing is known to be missing.
    !checking && verdict.notApplicable === 'nothing-recorded' && 'not-applicable',
    ...limits.map(({ kind }) => BY_STANDING[kind]),
    checking && 'still-reading',
    !isFresh && 'read-too-old',
    !isTurnedOn && 'not-turned-on',
    // Where the site has not turned it on there is nobody either.
    isTurnedOn && !hasRecipient && 'no-recipient',
    isTurnedOn && !hasRequester && 'no-requester',
  ]
  return [...new Set(some.filter((one) => one !== false))]
}

/** What each limit of a definition comes to for a referral, should it bar one. */
const BY_STANDING: Readonly<Record<Standing['kind'], Bar>> = {
  'not-recruiting': 'trial-not-open',
  'recruitment-unknown': 'trial-not-open',
  'no-open-site': 'trial-not-open',
  'review-overdue': 'definition-overdue',
  summary: 'definition-incomplete',
  'text-unavailable': 'definition-incomplete',
  'one-language': 'definition-incomplete',
}

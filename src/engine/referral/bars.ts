/** What keeps a referral from being sent, before anything is asked of the EHR. The letter remains in each case. */

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

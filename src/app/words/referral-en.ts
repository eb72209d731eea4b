import type { Bar } from '../../engine/referral/bars.ts'
import type { Rung } from '../../engine/referral/desk.ts'
import type { PartType } from '../../engine/referral/draft.ts'
import type { ReferralStatus } from '../../engine/referral/earlier.ts'
import type { OUTCOME_REASONS, OutcomeKind } from '../../engine/referral/outcome.ts'
import type { Ambiguity, Difference, NotSent } from '../../engine/referral/state.ts'

const relaunch = 'Close this page and open Trialside again from the patient’s chart.'
const byLetter = 'Use the letter.'
const nothing = 'Nothing was sent.'

/** What a notice says: first what is known, then what to do. */
export interface WhatAndNext {
  readonly what: string
  readonly next: string
}

const bar: Record<Bar, WhatAndNext> = {
  'trial-not-open': {
    what: 'This trial takes no patients now, or not here.',
    next: 'Ask the study team whether that will change.',
  },
  'definition-overdue': {
    what: 'These criteria were due for review and may have changed.',
    next: 'Check the registry record. Whoever keeps this site’s list of trials can review them.',
  },
  'definition-incomplete': {
    what: 'Not all criteria of this trial are known here.',
    next: 'Ask the study team for the full text.',
  },
  'still-reading': { what: 'The chart is still being read.', next: 'Wait until all is read.' },
  'read-too-old': {
    what: 'The chart was read more than 60 minutes ago.',
    next: 'Read it again: it may have changed.',
  },
  deceased: {
    what: 'The record says that the patient has died.',
    next: 'If that is wrong, have the record corrected first.',
  },
  'not-applicable': {
    what: 'The record holds nothing of the disease that this trial is about.',
    next: 'If the patient has it, have it recorded first.',
  },
  'no-recipient': {
    what: 'Nobody is set up here to receive referrals to this trial.',
    next: `${byLetter} “How to take part” says who can be asked.`,
  },
  'no-requester': {
    what: 'The EHR did not say who you are, so nobody could be named as the one who refers.',
    next: `Open Trialside from your own account, or use the letter.`,
  },
  'not-turned-on': { what: 'This site has not turned referral on.', next: byLetter },
  objects: {
    what: 'The record holds an objection to research.',
    next: 'Talk with the patient. If it no longer stands, have the record changed first.',
  },
}

const status: Record<ReferralStatus, string> = {
  requested: 'waiting for the trial office',
  received: 'received by the trial office',
  accepted: 'accepted by the trial office',
  rejected: 'declined by the trial office',
  'on-study': 'on study',
  completed: 'completed',
  cancelled: 'withdrawn',
  half: 'incomplete: no task tells the trial office',
  filed: 'a letter in the chart; nobody is told by it',
  unknown: 'in a state that Trialside does not know',
}

const rung: Record<Rung, string> = {
  transaction: 'As an order with a task in the EHR, all in one step.',
  sequential: 'As an order with a task in the EHR, one entry after the other.',
  document: 'As a letter in the chart. Nobody is told by it: call or mail the trial office too.',
  letter:
    'Not by Trialside: this EHR takes nothing from it. Print the letter or copy it, and send it yourself.',
  mail: 'By a mail that does not name the patient, asking the trial office to call you.',
}

const part: Record<PartType, string> = {
  QuestionnaireResponse: 'the findings and your answers',
  ServiceRequest: 'the order',
  Task: 'the task for the trial office',
  ResearchSubject: 'the entry as a candidate',
  Provenance: 'the note of who sent it and from what',
  DocumentReference: 'the letter',
}

const difference: Record<Difference, WhatAndNext> = {
  identifier: {
    what: 'Its number was changed or dropped.',
    next: 'A second referral could not be told from this one, so Trialside sends no more here. Tell your EHR support desk.',
  },
  subject: {
    what: 'It stands under another patient.',
    next: 'Call the trial office and your EHR support desk now.',
  },
  status: {
    what: 'Its status was changed, so it may not count as requested.',
    next: 'Call the trial office and ask whether they see it.',
  },
  code: {
    what: 'What is asked for was changed.',
    next: 'Call the trial office and say that it is a referral for pre-screening.',
  },
  focus: {
    what: 'The task no longer points to the order.',
    next: 'Call the trial office and ask whether they see the order.',
  },
  recipient: {
    what: 'It is addressed to somebody else.',
    next: 'Call the trial office: they may not see it.',
  },
}

const notSent: Record<Exclude<NotSent['kind'], 'refused'>, WhatAndNext> = {
  'patient-changed': {
    what: `${nothing} The patient in the EHR is not the one that this card was made from.`,
    next: `Check which patient is open. ${relaunch}`,
  },
  'patient-deceased': {
    what: `${nothing} The record now says that the patient has died.`,
    next: 'If that is wrong, have the record corrected first.',
  },
  'patient-merged': {
    what: `${nothing} This record was closed or merged into another.`,
    next: 'Open the patient’s current record and start Trialside there.',
  },
  objection: {
    what: `${nothing} The record holds an objection to research.`,
    next: 'Talk with the patient. If it no longer stands, have the record changed first.',
  },
  'data-changed': {
    what: `${nothing} Entries that this referral rests on were changed since they were read.`,
    next: 'Read the chart again, look at the result, and confirm anew.',
  },
  'not-standing': {
    what: `${nothing} A referral was possible before and is not now.`,
    next: 'Below is why, and what to do.',
  },
  'already-referred': {
    what: `${nothing} The patient has been referred to this trial already, by you or somebody else.`,
    next: 'Another referral needs a reason.',
  },
  'session-ended': {
    what: `${nothing} The EHR no longer gives access.`,
    next: `${relaunch} If it was sent before after all, that will be found then.`,
  },
  'could-not-check': {
    what: `${nothing} The EHR could not be asked first whether the patient has been referred already.`,
    next: 'Wait a minute and try again.',
  },
  'not-idempotent': {
    what: `${nothing} This EHR lost the number of a referral before, so a second one could not be told from the first.`,
    next: `Sending is switched off here. ${byLetter}`,
  },
  'not-accepted': {
    what: 'It did not arrive. The EHR gave no clear answer twice, and looking for it found nothing both times.',
    next: 'Wait a minute and try again: it is looked for first. Or use the letter.',
  },
  half: {
    what: 'Only a part arrived. The trial office may not be told yet.',
    next: 'Send the rest. What is there is not sent again.',
  },
}

const ambiguity: Record<Ambiguity, string> = {
  'search-failed': 'The EHR could not be asked whether it is there.',
  vanished: 'The EHR said that it stored it, and it cannot be found there.',
  several:
    'The EHR stored nothing: it said that there is more than one already, and none can be found there.',
  'other-subject': 'What the EHR holds under its number names another patient, or none.',
}

/** The reasons of each outcome, in the order in which they are offered. */
const outcomeReasons: { [Kind in OutcomeKind]: Record<(typeof OUTCOME_REASONS)[Kind][number], string> } = {
  interested: {
    'wants-information': 'Wants more information',
    'wants-time': 'Wants time to think',
    'wants-to-talk-at-home': 'Wants to talk at home first',
    other: 'Another reason',
  },
  'declined-by-patient': {
    'no-research': 'Wants no research',
    burden: 'Too much of a burden',
    travel: 'Too far to travel',
    'other-treatment': 'Prefers another treatment',
    'no-reason-given': 'Gave no reason',
    other: 'Another reason',
  },
  deferred: {
    'awaiting-results': 'Results are awaited',
    'awaiting-board': 'The tumour board is awaited',
    'awaiting-recovery': 'Recovery is awaited',
    'other-treatment-first': 'Another treatment comes first',
    other: 'Another reason',
  },
  'not-suitable': {
    condition: 'Condition of the patient',
    'other-trial': 'Another trial fits better',
    understanding: 'Not able to understand or consent',
    criterion: 'Does not meet a criterion',
    other: 'Another reason',
  },
}

const outcomeKinds: Record<OutcomeKind, string> = {
  interested: 'Interested',
  'declined-by-patient': 'Declined by the patient',
  deferred: 'Deferred',
  'not-suitable': 'Not suitable',
}

/** Why the EHR refused, as far as its status says (RFC 9110; 412 is several matches of a conditional create). */
function whyRefused(http: number): string {
  if (http === 401 || http === 403) return 'your access does not include it'
  if (http === 404 || http === 405 || http === 501) return 'it does not take entries of this kind'
  if (http === 412) return 'it already holds more than one with this number'
  return 'it did not accept the content'
}

/** Everything that the referral itself says, in English. What the letter says comes with the letter. */
export const referralEn = {
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  title: 'Referral',
  refer: 'Refer for pre-screening',
  referAgain: 'Refer again',
  completeReferral: 'Complete the referral',
  againNeedsReason: 'An earlier referral is under way. Another needs a reason.',
  showLetter: 'Show the letter',
  hideLetter: 'Close the letter',
  letterComing: 'The letter is being written…',
  letterFailed: 'The letter could not be written. The fault is in Trialside. Refer by phone.',
  cannotSend: 'Why nothing can be sent now',
  readAgain: 'Read the chart again',
  bar,
  answersInSession: (n: number) =>
    `${n === 1 ? 'Your answer is' : `Your ${n} answers are`} kept in this browser tab only.`,
  earlier: {
    title: 'Earlier referrals',
    referred: (by?: string, on?: string) => `Referred${by ? ` by ${by}` : ''}${on ? ` on ${on}` : ''}`,
    status,
    answerBy: (on: string) => `Answer expected by ${on}.`,
    overdue: (on?: string) => `${on ? `No answer by ${on}` : 'No answer in time'}: call the trial office.`,
    failed:
      'Earlier referrals could not be looked up. It is not known whether the patient has been referred already.',
    failedNext: 'They are looked up again before anything is sent.',
  },
  phone: 'Phone',
  duplicates: {
    more: (n: number) =>
      n === 1 ? 'The EHR holds a second copy of it.' : `The EHR holds ${n} more copies of it.`,
    next: 'The first is kept. Mark the others, so that nobody is called twice.',
    byHand: 'The first is kept. Have the others taken back, so that nobody is called twice.',
    mark: (reference: string) => `Mark ${reference} as entered in error`,
    state: {
      pending: 'Being marked…',
      failed: 'Could not be marked. Ask your EHR support desk.',
    },
    looking: 'Looking once more whether the EHR holds copies of it…',
    notLooked: 'Whether the EHR holds copies of it could not be checked.',
    lookAgain: 'Look again for copies',
  },
  confirm: {
    title: 'Check before sending',
    completes: 'The order of an earlier attempt is there. Only what is missing of it will be sent.',
    patient: { name: 'Patient', birthDate: 'Born', identifier: 'Patient number' },
    trial: 'Trial',
    version: 'criteria version',
    to: 'To',
    from: 'From',
    way: 'How',
    rung,
    what: 'What will be sent: the letter',
    answers: (n: number) => (n === 1 ? 'Your answer goes with it.' : `Your ${n} answers go with it.`),
    open: (n: number) => `Stays unknown (${n})`,
    noneOpen: 'No criterion stays unknown.',
    against: (n: number) => `The record contradicts (${n})`,
    overrides: (n: number) => `Overridden (${n})`,
    objectionChecked: 'The record was asked for an objection to research. It holds none.',
    objectionNotChecked:
      'Whether the record holds an objection to research could not be checked. Ask the patient.',
    cancel: 'Cancel',
    send: {
      transaction: (recipient: string) => `Send to ${recipient}`,
      sequential: (recipient: string) => `Send to ${recipient}`,
      document: (recipient: string) => `Put the letter to ${recipient} in the chart`,
    },
    sending: 'Sending…',
    missing: {
      patient: 'Name and birth date of the patient are not known, so nothing can be sent.',
      recipient: 'The recipient is not known, so nothing can be sent.',
      requester: 'It is not known who refers, so nothing can be sent.',
      letter: 'The letter is not written yet, so nothing can be sent.',
      agreement: 'Answer first whether the patient agrees.',
      reason: 'Choose a reason first.',
      note: 'Say the reason in a few words first.',
    },
  },
  consent: {
    question: 'Has the patient been told, and do they agree to being contacted and to these data being sent?',
    yes: 'Yes, told and agrees',
    notYet: 'Not yet',
    notYetMeans:
      'Then nothing about the patient leaves. You can ask the trial office to call you, without naming the patient.',
    mail: 'Mail without patient details',
    later: 'Later',
  },
  reason: {
    title: 'Why refer in spite of this?',
    because: {
      second: 'An earlier referral is under way.',
      against: 'The record contradicts a criterion.',
      override: 'You overrode a criterion.',
    },
    code: {
      'no-answer': 'No answer to the earlier one',
      changed: 'The situation has changed',
      'record-wrong': 'The record is wrong or out of date',
      'study-team': 'The study team is to decide',
      other: 'Another reason',
    },
    note: 'In a few words',
    optional: 'optional',
  },
  progress: {
    checking: 'Looking for earlier referrals…',
    looking: 'Looking once more before sending…',
    posting: 'Sending…',
    again: 'It had not arrived. Sending once more, under the same number…',
    verifying: 'Checking that it arrived… Do not send it again.',
    verifyingEarlier: 'Checking whether an earlier attempt arrived… Do not send it again.',
    searching: (n: number) => `Look ${n}: some EHRs need a while.`,
    stay: 'Leave this page open.',
  },
  sent: {
    what: {
      transaction: (recipient: string) => `Sent to ${recipient}`,
      sequential: (recipient: string) => `Sent to ${recipient}`,
      document: () => 'The letter is in the chart',
    },
    next: {
      transaction: 'The EHR holds the order and its task. Whether it was accepted is shown here later.',
      sequential: 'The EHR holds the order and its task. Whether it was accepted is shown here later.',
      document: 'Nobody is told by it: call or mail the trial office.',
    },
    otherwise: 'The EHR holds the referral, but not as it was sent.',
    wasThere: 'It was there already, from another tab or an earlier attempt. It was not sent twice.',
    readBack: 'Read back from the EHR',
    differs: 'The EHR keeps it otherwise than it was sent',
    partsMissing: 'Sent with it, and not found',
    partsMissingNext: 'The referral itself is there.',
    difference,
  },
  part,
  notSent,
  refused: (http: number, refused?: PartType) => ({
    what: `Nothing was stored. The EHR refused ${refused ? part[refused] : 'it'}: ${whyRefused(http)}.`,
    next: `${byLetter} Your EHR support desk can help with the code.`,
    code: `HTTP ${http}`,
  }),
  changedEntries: 'Changed',
  present: 'There',
  missing: 'Missing',
  sendRest: 'Send the rest',
  tryAgain: 'Try again',
  ambiguous: {
    what: 'It is not known whether the referral arrived.',
    why: ambiguity,
    next: 'Look again. Do not send it another way meanwhile: the patient could be called twice.',
    call: (recipient: string) =>
      `To be sure now, call ${recipient} and ask whether a referral of this patient came in.`,
    look: 'Look again',
    relaunch: `The EHR no longer gives access. ${relaunch} It is looked for then.`,
    references: 'To look for in the EHR',
  },
  outcome: {
    title: 'Not now: what came of it',
    kind: 'What came of talking with the patient?',
    kinds: outcomeKinds,
    reason: 'Why?',
    reasons: outcomeReasons,
    note: 'In a few words',
    optional: 'optional',
    save: 'Record',
    missing: { kind: 'Choose first what came of it.', reason: 'Choose a reason first.' },
    saving: 'Being recorded…',
    failed: 'It could not be recorded. What you entered is still here: try again.',
    last: 'Recorded last',
    by: (by?: string, on?: string) => [by && `by ${by}`, on && `on ${on}`].filter(Boolean).join(' '),
    kept: {
      'in-chart': 'Kept in the chart: shown to whoever opens this card next.',
      session: 'Kept in this browser tab only: nothing can be written into the chart here.',
    },
  },
  letter: {
    label: 'The letter',
    criterion: 'Criterion',
    result: 'Result',
    evidence: 'From the record',
    print: 'Print',
    copy: 'Copy as text',
    copied: 'Copied.',
    notCopied: 'The browser did not let it be copied. Select the text and copy it.',
    notDecision: 'Not a decision of the study team',
  },
}

/** The referral's words in one language. English sets the keys. */
export type ReferralWords = typeof referralEn

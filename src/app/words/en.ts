const count = new Intl.NumberFormat('en-GB')

const relaunch = 'Close this page and open Trialside again from the patient’s chart.'
const ifAgain = `${relaunch} If this happens again, give the code below to your EHR support desk.`
const administrators =
  'Give the code below to your EHR support desk. There is nothing you can change here yourself.'
const nothingRead = 'Nothing of the patient was read.'

/** Everything that the page itself says, in English. What a card says comes with the card. */
export const en = {
  language: 'Language',
  opening: 'Opening the chart…',
  patient: {
    line: 'Patient',
    name: 'Name',
    birthDate: 'Born',
    age: 'Age',
    sex: 'Sex',
    identifier: 'Patient number',
    reading: 'Reading who the patient is…',
    absent: 'The record gave no patient details.',
  },
  stillReading: 'Still reading the chart. No result yet.',
  readingProgress: 'How far the reading has come',
  searches: (done: number, all: number, entries: number) =>
    `${count.format(done)} of ${count.format(all)} searches, ${count.format(entries)} ${entries === 1 ? 'entry' : 'entries'}`,
  readToTheEnd: 'All is read. The rows stayed in place for you.',
  showByResult: 'Show by result',
  trials: {
    title: 'Trials for this patient',
    worth: (n: number, all: number) =>
      n === 0
        ? `None of ${count.format(all)} trials appears worth discussing`
        : `${count.format(n)} of ${count.format(all)} trials worth discussing`,
    groups: {
      worth: 'Worth discussing',
      against: 'Do not appear to fit',
      apart: 'Do not apply',
    },
  },
  additions: {
    title: 'Not used here: what this site adds',
    others: 'The other trials are shown as usual. This is for whoever keeps this site’s list of trials.',
    problems: (n: number) => `${count.format(n)} ${n === 1 ? 'problem' : 'problems'}`,
    notRead: {
      'no-worker':
        'This browser lets no worker run, so nothing that the site adds was read: only there can one that takes too long be ended.',
      'too-slow': 'It took too long and was ended. Nothing that the site adds is used.',
      failed: 'The fault is in Trialside. Nothing that the site adds is used.',
    },
  },
  standing: 'How far this definition can be relied on',
  criteria: 'Criteria, in the trial’s order',
  mark: {
    supports: 'Supports',
    contradicts: 'Contradicts',
    open: 'Open',
    allowed: 'Allowed',
    checking: 'Checking…',
  },
  reason: {
    missing: 'not recorded',
    conflict: 'contradicting',
    stale: 'out of date',
    ambiguous: 'not clear',
    incomplete: 'not readable',
    clinician: 'for you to judge',
  },
  exclusion: 'Exclusion',
  caution: 'Caution',
  registrySays: 'The registry says',
  summarySays: 'A summary says, not the registry itself',
  weRead: 'How we read it',
  leftOpen: 'What the text leaves open',
  used: 'From the record',
  notUsed: 'Seen, but not used',
  nothingUsed: 'No entry in the record was used for this.',
  why: 'Not used because',
  source: 'Source',
  gaps: 'Could not be read',
  touches: 'Affects',
  touchesNothing: 'No criterion depends on it.',
  timeline: 'Disease course',
  lane: { left: 'L', right: 'R', none: '?' },
  side: { left: 'left', right: 'right', both: 'left and right', unknown: 'side not recorded' },
  laneName: { left: 'Left', right: 'Right', none: 'Side not recorded' },
  event: {
    primary: 'Primary tumour',
    radiotherapy: 'Radiotherapy',
    recurrence: 'Recurrence',
    surgery: 'Surgery',
  },
  planned: 'planned',
  undated: 'Without a date',
  answers: 'Answers',
  answersKey: 'An event → the criterion that it answers',
  showCriterion: 'Show criterion:',
  sites: 'Where the trial runs',
  asOf: 'as of',
  settle: 'What would settle it',
  notices: 'Worth knowing',
  panel: 'About the trial',
  howToTakePart: 'How to take part',
  registryLink: 'Registry record (opens in a new tab)',
  linkOut: '(opens in a new tab)',
  about: 'About this card',
  code: 'Code',
  next: 'What to do',
  unreadable: '[unreadable value]',
  closed: {
    idle: {
      what: 'Closed after 15 minutes without use',
      means: 'To protect the patient, everything about them was removed from this page.',
      next: relaunch,
    },
    left: {
      what: 'This page was closed',
      means: 'Everything about the patient was removed from it.',
      next: relaunch,
    },
  },
  problem: {
    'not-launched': {
      what: 'Trialside opens from the patient’s chart',
      means: 'This page was opened by itself, so it does not know which patient you mean. Nothing was read.',
      next: 'Open the patient in your EHR and start Trialside from the chart.',
    },
    'iss-missing': {
      what: 'The chart did not say which EHR it is',
      means: `The EHR’s address is missing from the launch, so Trialside cannot connect. ${nothingRead}`,
      next: ifAgain,
    },
    'launch-missing': {
      what: 'The launch from the chart was incomplete',
      means: `The code that ties this page to the open chart is missing. ${nothingRead}`,
      next: ifAgain,
    },
    'parameter-repeated': {
      what: 'The launch from the chart contradicts itself',
      means: `A launch setting was given more than once, and Trialside does not guess which one counts. ${nothingRead}`,
      next: ifAgain,
    },
    'iss-unknown': {
      what: 'This EHR is not registered with Trialside',
      means:
        'Trialside connects only to EHRs that your hospital has registered. Nothing was sent to this one.',
      next: administrators,
    },
    'config-unreadable': {
      what: 'Trialside is not set up correctly here',
      means: `The list of EHRs that it may connect to is missing or damaged. ${nothingRead}`,
      next: administrators,
    },
    'discovery-failed': {
      what: 'The EHR did not say how to sign in',
      means: `Its sign-in settings could not be fetched. ${nothingRead}`,
      next: `Wait a minute. ${ifAgain}`,
    },
    'discovery-not-json': {
      what: 'The EHR’s sign-in settings cannot be read',
      means: `It sent something else, often an error page of the network in between. ${nothingRead}`,
      next: ifAgain,
    },
    'endpoints-missing': {
      what: 'The EHR’s sign-in settings are incomplete',
      means: `They do not say where to sign in. ${nothingRead}`,
      next: administrators,
    },
    'endpoint-not-trusted': {
      what: 'The EHR points to a sign-in address that is not trusted',
      means: `The address is not among those your hospital registered, so Trialside did not go there. ${nothingRead}`,
      next: administrators,
    },
    'pkce-not-supported': {
      what: 'This EHR’s sign-in is not safe enough',
      means: `It does not offer the protection that Trialside requires (PKCE with S256). ${nothingRead}`,
      next: administrators,
    },
    'storage-blocked': {
      what: 'The browser blocks storage for this page',
      means: `Without it, signing in cannot be completed. ${nothingRead}`,
      next: 'Allow site data for Trialside in this browser, then open it again from the chart. On a managed computer, give the code below to your support desk.',
    },
    'access-denied': {
      what: 'Access to the chart was not given',
      means: `You or the EHR declined it. ${nothingRead}`,
      next: 'If that was not intended, open Trialside again from the chart and allow access. If you have no choice there, give the code below to your EHR support desk.',
    },
    'authorization-failed': {
      what: 'Signing in did not work',
      means: `The EHR reported an error while giving access. ${nothingRead}`,
      next: ifAgain,
    },
    'state-unknown': {
      what: 'This sign-in can no longer be used',
      means:
        'It was used before, or it did not start in this tab. Reloading the page also does this. Nothing is shown, to be safe.',
      next: relaunch,
    },
    'token-refused': {
      what: 'The EHR refused the sign-in',
      means: `It did not accept the last step, often because that took too long. ${nothingRead}`,
      next: ifAgain,
    },
    'token-malformed': {
      what: 'The EHR’s answer to the sign-in cannot be used',
      means: `It is incomplete or not in the agreed form. ${nothingRead}`,
      next: ifAgain,
    },
    'patient-missing': {
      what: 'The EHR named no patient',
      means: `Trialside was opened without a patient. ${nothingRead}`,
      next: 'Open one patient’s chart, then start Trialside there.',
    },
    'patient-not-readable': {
      what: 'The patient’s own details could not be read',
      means: 'Without them Trialside cannot be sure whose record this is, so it shows nothing.',
      next: `Check that you may see this patient’s chart. ${ifAgain}`,
    },
    'patient-differs': {
      what: 'The patient does not match',
      means:
        'The EHR named one patient and sent the details of another. Everything was removed from this page.',
      next: 'Check which patient is open in the chart. Then close this page and report the code below: patients may have been mixed up.',
    },
    'somebody-else': {
      what: 'Data about another patient came in',
      means:
        'The EHR sent data that are not about the patient in this chart. Trialside stopped and removed everything.',
      next: 'Do not rely on what you saw here before. Close this page and report the code below to your EHR support desk.',
    },
    'not-fhir-r4': {
      what: 'This EHR speaks another version',
      means: `Trialside reads FHIR R4 only. ${nothingRead}`,
      next: administrators,
    },
    'ehr-unreachable': {
      what: 'The EHR does not answer',
      means: 'It could not be reached over the network. Nothing is shown, because the record was not read.',
      next: `Check the connection and wait a minute. ${ifAgain}`,
    },
    'session-ended': {
      what: 'Your session has ended',
      means:
        'The EHR no longer gives access. What was shown has been removed, because it can no longer be kept up to date.',
      next: relaunch,
    },
    'engine-failed': {
      what: 'Trialside itself has failed',
      means: 'The fault is in Trialside, not in the record. No result is shown, because it could be wrong.',
      next: `${ifAgain} The trial’s registry record still tells you its criteria.`,
    },
  },
}

/** The page's words in one language. English sets the keys. */
export type Words = typeof en

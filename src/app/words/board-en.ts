import type { ListFault } from '../../engine/board/patient-list.ts'
import type { VerdictKind } from '../../engine/card/card.ts'
import type { Adding } from '../board-shown.ts'

const patients = (n: number) => `${n} ${n === 1 ? 'patient' : 'patients'}`

/** Everything that the board's page says by itself, in English. Cards, decisions and papers bring their own words. */
export const boardEn = {
  title: 'Tumour board',
  opening: 'Opening the board…',
  progress: (done: number, of: number, failed: number) =>
    `${done} of ${patients(of)} read${failed > 0 ? `, ${failed} could not be read` : ''}`,
  stoppedAt: (left: number) => `Reading stopped. ${left} not read.`,
  stop: 'Stop reading',
  goOn: 'Go on reading',
  retry: 'Try again',
  views: {
    label: 'What to see',
    list: 'Patients',
    missing: 'Missing before the meeting',
    decisions: 'Decisions',
  },
  column: { patient: 'Patient', missing: 'Missing, and who could supply it', decision: 'Decided' },
  row: {
    waiting: 'Waiting',
    reading: 'Reading…',
    stopped: 'Not read',
    failed: 'Could not be read',
    unnamed: 'Patient not read yet',
    open: (name: string) => `Open the card of ${name}`,
    nothingMissing: 'Nothing',
    more: (n: number) => `and ${n} more`,
    remove: 'Take off this list',
    gaps: (n: number) => `${n} ${n === 1 ? 'part' : 'parts'} of the record could not be read`,
    changed: 'Changed since last time',
    besideUnread: 'Earlier referrals or decisions could not be read',
  },
  verdict: {
    fits: 'Appears to fit',
    'may-fit': 'May fit',
    'does-not-fit': 'Does not appear to fit',
    'not-applicable': 'Does not apply',
  } satisfies Record<VerdictKind, string>,
  points: (n: number) => `${n} open`,
  order: { label: 'Order', list: 'as on the list', worth: 'worth discussing first', again: 'Arrange anew' },
  filter: {
    label: 'Show only',
    trial: 'Trial',
    allTrials: 'all trials',
    verdict: 'Verdict',
    allVerdicts: 'all verdicts',
    missing: 'Something is missing',
    none: 'No patient matches these choices.',
    shown: (n: number, of: number) => `${n} of ${patients(of)} shown`,
  },
  add: {
    label: 'Add a patient by number',
    button: 'Add',
    said: {
      idle: '',
      looking: 'Looking…',
      'not-found': 'No patient has this number.',
      several: 'More than one patient has this number. Nobody was added.',
      'already-there': 'This patient is on the list already.',
      forbidden: 'You may not search for patients here.',
      'not-there': 'This EHR offers no search for patients.',
      'not-understood': 'The EHR’s answer could not be understood. Nobody was added.',
      unreachable: 'The EHR did not answer. Try again.',
      'session-ended': 'Your session has ended. Open the board again from the EHR.',
    } satisfies Record<Adding, string>,
  },
  oddity: {
    empty: 'The list is empty. Add patients by number.',
    twice: (n: number) => `${patients(n)} stood on the list more than once and is shown once.`,
    'no-patient': (n: number) =>
      `${n} ${n === 1 ? 'entry names' : 'entries name'} no patient of this EHR and ${n === 1 ? 'is' : 'are'} left out.`,
    left: (n: number) =>
      `${n} ${n === 1 ? 'entry is' : 'entries are'} marked as no longer on the list and left out.`,
    more: (total: number) => `The list has ${total} patients. 200 are read at a time.`,
  },
  nextPage: (from: number, to: number) => `Read patients ${from} to ${to}`,
  listFault: {
    forbidden: 'You may not read this list.',
    'not-there': 'The EHR does not have this list.',
    'not-understood': 'What the EHR sent is no list of patients.',
    unreachable: 'The EHR did not answer when asked for the list.',
    'session-ended': 'Your session has ended. Open the board again from the EHR.',
  } satisfies Record<ListFault, string>,
  listFaultNext: 'Patients can still be added by number.',
  noList: 'The EHR named no list. Add patients by number.',
  back: 'Back to the list',
  previous: 'Previous patient',
  next: 'Next patient',
  keys: 'Keys: Alt+↑ and Alt+↓ for the previous and the next patient',
  place: (at: number, of: number) => `Patient ${at} of ${of}`,
  missing: {
    by: 'Arranged by',
    patient: 'patient',
    supplier: 'who can supply it',
    none: 'Nothing is missing of the patients that were read.',
    unread: (n: number) => `Not complete: ${patients(n)} not read yet.`,
    forTrials: (list: string) => `for ${list}`,
  },
  decide: {
    title: 'What the board decides',
    others: (n: number) => `${n} other ${n === 1 ? 'trial' : 'trials'}`,
    reason: 'Why not suitable',
    note: 'Note',
    save: 'Record',
    missing: { kind: 'Choose what was decided.', reason: 'Choose why.' },
    changed: 'Not recorded yet.',
    kept: {
      pending: 'Being written into the chart…',
      'in-chart': 'Recorded in the chart.',
      session: 'Recorded on this page alone: print the decision record before closing.',
    },
    participants: 'Who takes part in the meeting',
    none: 'Nothing has been decided yet.',
    undecided: 'not decided',
  },
  walk: {
    start: (n: number) => `Refer decided patients (${n})`,
    at: (at: number, of: number, trial: string) => `Referral ${at} of ${of}: ${trial}.`,
    skip: 'Skip this one',
    next: 'Next',
    end: 'End',
    says: 'Nothing is sent for a patient whose step is not confirmed.',
    over: 'All patients to be referred have been gone through.',
  },
  paper: {
    print: 'Print',
    copy: 'Copy as text',
    copied: 'Copied.',
    notCopied: 'The browser did not let it be copied.',
    agenda: 'Print the agenda',
    pages: 'Print a page per patient',
    record: 'Print the decision record',
    left: (n: number) => `and ${n} more, on the card`,
  },
  since: 'Since last time',
}

/** The board's words in one language. English sets the keys. */
export type BoardWords = typeof boardEn

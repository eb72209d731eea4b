import { en as card } from '../../card/words/en.ts'
import type { ReferralWords } from './words.ts'

const CLINICIAN = 'the referring clinician'

/** A referral in English. */
export const en: ReferralWords = {
  card: {
    ...card,
    results: {
      ...card.results,
      reasons: { ...card.results.reasons, clinician: 'For a clinician to judge' },
    },
    answeredBy: (by) => `answered by ${by ?? CLINICIAN}`,
    answerOf: (by, at) => [`answer of ${by ?? CLINICIAN}`, at].filter(Boolean).join(', '),
    overrides: {
      ...card.overrides,
      whose: (by, at) => card.overrides.whose(by ?? CLINICIAN, at),
      you: CLINICIAN,
    },
    gaps: { ...card.gaps, forbidden: 'the access of the referring clinician does not include them' },
  },
  title: (trial) => `Referral for pre-screening: ${trial}`,
  parts: {
    testData: 'Test data',
    patient: 'Patient',
    referral: 'Referral',
    trial: 'Trial',
    result: 'Result of the pre-screening',
    settle: 'What would settle it',
    answers: 'Answers of the clinician',
    gaps: 'What could not be read',
    consent: 'What the patient was told and said',
    about: 'About this letter',
  },
  line: (term, text) => `${term}: ${text}`,
  terms: {
    name: 'Name',
    born: 'Born',
    identifier: 'Identifier',
    sex: 'Sex',
    from: 'From',
    to: 'To',
    written: 'Written',
    answerBy: 'Answer expected by',
    reason: 'Reason for referring all the same',
    trial: 'Trial',
    registry: 'Registry record',
    exclusion: 'Exclusion',
    allowed: 'Decides nothing',
    note: 'In their words',
  },
  nobodyNamed: 'a clinician whom the EHR did not name',
  studyTeam: 'the study team',
  results: { met: 'Met', 'not-met': 'Not met', unknown: 'Unknown', conflict: 'Contradicting' },
  exclusions: {
    met: 'Applies',
    'not-met': 'Does not apply',
    unknown: 'Unknown',
    conflict: 'Contradicting',
  },
  unknown: (why) => `Unknown, ${why.toLowerCase()}`,
  allRead: 'Everything that was asked for was read.',
  visible: 'Based on the data that the referring clinician may see.',
  agreed: (by) =>
    `Patient informed and agrees to be contacted and to these data being sent: yes, confirmed by ${by}.`,
  notAgreed: 'Patient informed and agrees to be contacted and to these data being sent: not confirmed.',
  objection: {
    objects: 'An objection to research is recorded: nobody may be referred by this letter.',
    none: 'An objection to research: none recorded.',
    unchecked: 'An objection to research: could not be checked in the record.',
  },
  toConfirm: (list) => `To confirm: ${list}.`,
  contradicted: (list) => `The record contradicts: ${list}.`,
  order: 'Referral for pre-screening of trial eligibility',
  taskInput: 'Findings by criterion and answers of the clinician',
  letterInput: 'Letter, with what the patient agreed to',
  definition: (trial, version, hash) => `Definition of ${trial}, version ${version}, SHA-256 ${hash}`,
}

/** Whom a question is best put to, as a code. */
export const ASKED_OF = [
  'board', // only the meeting itself can say
  'clinician', // whoever treats the patient
  'patient', // the patient, or whoever knows how the patient is
  'pathology',
  'radiology', // and nuclear medicine
  'radiotherapy',
  'surgery',
] as const

/** Whom a question is best put to. */
export type AskedOf = (typeof ASKED_OF)[number]

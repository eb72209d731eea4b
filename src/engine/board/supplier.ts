/** Who can supply what is missing before a meeting. */

/** Whom to ask, as a code; each has words on the board's page. */
export const SUPPLIERS = [
  'board', // only the meeting itself can say
  'clinician', // whoever treats the patient
  'patient', // the patient, or whoever knows how the patient is
  'pathology',
  'radiology', // and nuclear medicine
  'radiotherapy',
  'surgery',
  'records', // the EHR: something could not be read
] as const

/** Whom to ask. */
export type Supplier = (typeof SUPPLIERS)[number]

/** The resource types that this server offers: those that a chart in the sandbox may hold. */
export const OFFERED_TYPES = [
  'AllergyIntolerance',
  'Condition',
  'Consent',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'Group',
  'ImagingStudy',
  'Immunization',
  'List',
  'MedicationAdministration',
  'MedicationRequest',
  'MedicationStatement',
  'Observation',
  'Organization',
  'Patient',
  'Practitioner',
  'Procedure',
  'Provenance',
  'QuestionnaireResponse',
  'ResearchSubject',
  'ServiceRequest',
  'Specimen',
  'Task',
] as const

/** Types that belong to no patient: everybody with a scope for them may read them. */
export const SHARED_TYPES: ReadonlySet<string> = new Set(['Group', 'List', 'Organization', 'Practitioner'])

/** True for a type that this server offers. */
export const isOffered = (type: string): boolean => (OFFERED_TYPES as readonly string[]).includes(type)

/** The resource types that this server offers: those that a chart in the sandbox may hold. */
export const OFFERED_TYPES = [
  'AllergyIntolerance',
  'Condition',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'ImagingStudy',
  'Immunization',
  'MedicationAdministration',
  'MedicationRequest',
  'MedicationStatement',
  'Observation',
  'Organization',
  'Patient',
  'Practitioner',
  'Procedure',
  'QuestionnaireResponse',
  'ServiceRequest',
  'Specimen',
  'Task',
] as const

/** True for a type that this server offers. */
export const isOffered = (type: string): boolean => (OFFERED_TYPES as readonly string[]).includes(type)

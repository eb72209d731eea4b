import type { CodeableConcept, Coding } from 'fhir/r4'

/** The code systems that the invented records use. */
export const SYSTEMS = {
  snomed: 'http://snomed.info/sct',
  loinc: 'http://loinc.org',
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  icd10nl: 'http://hl7.org/fhir/sid/icd-10-nl',
  cpt: 'http://www.ama-assn.org/go/cpt',
  clinical: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
  verification: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
  conditionCategory: 'http://terminology.hl7.org/CodeSystem/condition-category',
  observationCategory: 'http://terminology.hl7.org/CodeSystem/observation-category',
  dicom: 'http://dicom.nema.org/resources/ontology/DCM',
  ucum: 'http://unitsofmeasure.org',
} as const

/** A code of one of the systems. */
export const coded = (system: keyof typeof SYSTEMS, code: string, display?: string): Coding => ({
  system: SYSTEMS[system],
  code,
  ...(display === undefined ? {} : { display }),
})

/** A concept of one or more codes, with the words the clinician wrote. */
export const concept = (coding: Coding | readonly Coding[], text?: string): CodeableConcept => ({
  coding: [coding].flat() as Coding[],
  ...(text === undefined ? {} : { text }),
})

/** Words without a code. */
export const inWords = (text: string): CodeableConcept => ({ text })

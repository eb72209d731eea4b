import type { Extension, PatientCommunication } from 'fhir/r4'

const ABILITY = 'http://terminology.hl7.org/CodeSystem/v3-LanguageAbilityProficiency'
const MODE = 'http://terminology.hl7.org/CodeSystem/v3-LanguageAbilityMode'

/** A language that a patient speaks; with a level, how well (E excellent, G good, F fair, P poor). */
export const speaks = (
  code: string,
  display: string,
  level?: 'E' | 'G' | 'F' | 'P',
): PatientCommunication => ({
  ...(level === undefined ? {} : { extension: ['RSP', 'ESP'].map((mode) => proficiency(mode, level)) }),
  language: { coding: [{ system: 'urn:ietf:bcp:47', code, display }] },
  preferred: true,
})

const proficiency = (mode: string, level: string): Extension => ({
  url: 'http://hl7.org/fhir/StructureDefinition/patient-proficiency',
  extension: [
    { url: 'level', valueCoding: { system: ABILITY, code: level } },
    { url: 'type', valueCoding: { system: MODE, code: mode } },
  ],
})

/** The record's note that an interpreter is needed. */
export const INTERPRETER_NEEDED: Extension = {
  url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed',
  valueCoding: { system: 'http://snomed.info/sct', code: '373066001', display: 'Yes' },
}

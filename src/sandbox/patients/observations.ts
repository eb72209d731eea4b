import type { CodeableConcept, Observation } from 'fhir/r4'
import { coded, concept } from './codes.ts'
import { type Entry, idOf, subjectOf } from './invented.ts'

/** An observation with some value. */
export const observation =
  (code: CodeableConcept, on: string, category: string, value: Partial<Observation>): Entry =>
  (about, number) =>
    ({
      resourceType: 'Observation',
      id: idOf(about, number, 'observation'),
      status: 'final',
      category: [concept(coded('observationCategory', category))],
      code,
      subject: subjectOf(about),
      effectiveDateTime: on,
      ...value,
    }) satisfies Observation

const ecogAnswers = ['LA9622-7', 'LA9623-5', 'LA9624-3', 'LA9625-0', 'LA9626-8'] as const

/** WHO performance status (the same as ECOG), as a number or as a LOINC answer. */
export const whoStatus = (on: string, grade: 0 | 1 | 2 | 3 | 4, as: 'number' | 'answer' = 'number'): Entry =>
  observation(
    concept(coded('loinc', '89247-1', 'ECOG Performance Status score'), 'WHO performance status'),
    on,
    'survey',
    as === 'number'
      ? { valueInteger: grade }
      : { valueCodeableConcept: concept(coded('loinc', ecogAnswers[grade]), `WHO ${grade}`) },
  )

const metastasisCategory = concept(coded('snomed', '399387003', 'cM category (observable entity)'), 'cM')

/** No distant metastases at clinical staging. */
export const noMetastases = (on: string): Entry =>
  observation(metastasisCategory, on, 'exam', {
    valueCodeableConcept: concept(
      coded('snomed', '1229901006', 'American Joint Committee on Cancer cM0'),
      'cM0',
    ),
  })

/** Distant metastases at clinical staging; where they are stands elsewhere. */
export const distantMetastases = (on: string): Entry =>
  observation(metastasisCategory, on, 'exam', {
    valueCodeableConcept: concept(
      coded('snomed', '1229903009', 'American Joint Committee on Cancer cM1'),
      'cM1',
    ),
  })

/** A laboratory value. */
export const lab = (on: string, loinc: string, name: string, value: number, unit: string): Entry =>
  observation(concept(coded('loinc', loinc, name), name), on, 'laboratory', {
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  })

const panel = [
  ['718-7', 'Hemoglobin', 7.6, 'mmol/L'],
  ['6690-2', 'Leukocytes', 6.1, '10*9/L'],
  ['777-3', 'Platelets', 240, '10*9/L'],
  ['2160-0', 'Creatinine', 68, 'umol/L'],
  ['1742-6', 'ALT', 24, 'U/L'],
  ['2823-3', 'Potassium', 4.1, 'mmol/L'],
] as const

/** So many rounds of blood tests, a week apart, back from a date: the bulk of a real record. */
export const bloodTests = (last: string, rounds: number): readonly Entry[] =>
  Array.from({ length: rounds }, (_, round) => {
    const day = new Date(Date.parse(last) - round * 7 * 86_400_000).toISOString().slice(0, 10)
    return panel.map(([code, name, value, unit]) =>
      lab(day, code, name, Math.round(value * (1 + ((round * 7) % 11) / 100) * 10) / 10, unit),
    )
  }).flat()

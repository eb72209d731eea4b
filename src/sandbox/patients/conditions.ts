import type { CodeableConcept, Condition } from 'fhir/r4'
import { bodySite, type PLACES, type Side } from './body-site.ts'
import { coded, concept, inWords } from './codes.ts'
import { type Entry, idOf, subjectOf } from './invented.ts'

/** What a condition may say beyond its code and date. */
export interface ConditionDetails {
  readonly side?: Side
  readonly place?: keyof typeof PLACES
  readonly clinical?: 'active' | 'recurrence' | 'resolved' | 'inactive'
  readonly verification?: 'confirmed' | 'provisional' | 'refuted'
  readonly category?: 'problem-list-item' | 'encounter-diagnosis'
}

/** The Dutch zibs say how sure it is in SNOMED CT as well, and say it first. */
const zibVerification = {
  confirmed: coded('snomed', '410605003', 'Confirmed present'),
  provisional: coded('snomed', '415684004', 'Suspected'),
  refuted: coded('snomed', '410516002', 'Known absent'),
} as const

/** A condition. The date is its onset; without one it has only been written down. */
export const condition =
  (code: CodeableConcept, onset: string | undefined, details: ConditionDetails = {}): Entry =>
  (about, number) => {
    const { clinical = 'active', verification = 'confirmed', category = 'problem-list-item' } = details
    return {
      resourceType: 'Condition',
      id: idOf(about, number, 'condition'),
      clinicalStatus: concept(coded('clinical', clinical)),
      verificationStatus: concept([
        ...(about.dialect === 'zib' ? [zibVerification[verification]] : []),
        coded('verification', verification),
      ]),
      category: [concept(coded('conditionCategory', category))],
      code,
      ...(details.place ? { bodySite: [bodySite(about.dialect, details.place, details.side)] } : {}),
      subject: subjectOf(about),
      ...(onset === undefined ? {} : { onsetDateTime: onset }),
    } satisfies Condition
  }

/** Breast cancer of one side, by histology. */
export const breastCancer = (onset: string, side: Side, details: ConditionDetails = {}): Entry =>
  condition(
    concept(
      coded('snomed', '408643008', 'Infiltrating duct carcinoma of breast'),
      side === 'left' ? 'Breast cancer, left' : 'Breast cancer, right',
    ),
    onset,
    { side, place: 'breast', ...details },
  )

/** Breast cancer as an ICD-10-CM code, side included, and nothing else. */
export const breastCancerIcd = (onset: string, code: string, text?: string): Entry =>
  condition(concept(coded('icd10cm', code), text), onset)

/** A local recurrence on one side. */
export const recurrence = (
  onset: string | undefined,
  side: Side,
  place: 'breast' | 'chest wall' = 'breast',
): Entry =>
  condition(
    concept(
      coded('snomed', '314955001', 'Local recurrence of malignant tumor of breast'),
      'Local recurrence of breast cancer',
    ),
    onset,
    { side, place },
  )

/** Something unrelated. */
export const otherCondition = (code: string, display: string, onset: string): Entry =>
  condition(concept(coded('snomed', code, display), display), onset)

/** A condition in words only. */
export const conditionInWords = (text: string, onset?: string): Entry => condition(inWords(text), onset)

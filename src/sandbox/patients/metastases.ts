import type { PLACES } from './body-site.ts'
import { coded, concept } from './codes.ts'
import { condition } from './conditions.ts'
import type { Entry } from './invented.ts'

/** A metastasis in lymph nodes of a named region. */
export const metastasis = (onset: string, place: keyof typeof PLACES): Entry =>
  condition(
    concept(
      coded('snomed', '94392001', 'Secondary malignant neoplasm of lymph node'),
      'Lymph node metastases of breast cancer',
    ),
    onset,
    { place },
  )

/** A metastasis in bone. */
export const boneMetastasis = (onset: string): Entry =>
  condition(
    concept(
      [
        coded('snomed', '94222008', 'Secondary malignant neoplasm of bone'),
        coded('icd10cm', 'C79.51', 'Secondary malignant neoplasm of bone'),
      ],
      'Bone metastasis of breast cancer',
    ),
    onset,
  )

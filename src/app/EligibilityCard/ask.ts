import type { Card } from '../../engine/card/card.ts'
import type { Language } from '../../engine/language.ts'
import type { Clinician } from '../clinician.ts'
import { type ClinicianWords, clinicianWords } from '../words/clinician.ts'

/** What the rows of a trial need in order to ask and to be overridden. */
export interface Ask {
  readonly trial: string
  readonly clinician: Clinician
  readonly reasons: Card['overrideReasons']
  readonly language: Language
  readonly say: ClinicianWords
}

/** What the rows of a card need. */
export const askFor = ({ trial, language, overrideReasons }: Card, clinician: Clinician): Ask => ({
  trial: trial.id,
  clinician,
  reasons: overrideReasons,
  language,
  say: clinicianWords(language),
})

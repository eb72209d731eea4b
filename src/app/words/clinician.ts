import type { Language } from '../../engine/language.ts'
import { type ClinicianWords, en } from './clinician-en.ts'
import { nl } from './clinician-nl.ts'

export type { ClinicianWords }

/** The words around questions and answers. Apart from the page's own, since the first paint needs none of them. */
export const clinicianWords = (language: Language): ClinicianWords => (language === 'nl' ? nl : en)

import type { Language } from '../../engine/language.ts'
import { en, type Words } from './en.ts'
import { nl } from './nl.ts'

/** The page's words in a language. */
export const wordsOf = (language: Language): Words => (language === 'nl' ? nl : en)

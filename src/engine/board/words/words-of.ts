import type { Language } from '../../language.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'
import type { BoardWords } from './words.ts'

/** What a meeting says, in a language. */
export const boardWords = (language: Language): BoardWords => (language === 'nl' ? nl : en)

import type { Language } from '../../language.ts'
import type { AsideWords } from './aside.ts'
import { en } from './aside-en.ts'
import { nl } from './aside-nl.ts'

/** What is said beside a referral, in a language. */
export const asideWords = (language: Language): AsideWords => (language === 'nl' ? nl : en)

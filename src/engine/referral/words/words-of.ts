import type { Language } from '../../language.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'
import type { ReferralWords } from './words.ts'

/** The sentences of a referral in a language. */
export const referralWords = (language: Language): ReferralWords => (language === 'nl' ? nl : en)

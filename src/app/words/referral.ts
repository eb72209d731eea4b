import type { Language } from '../../engine/language.ts'
import { type ReferralWords, referralEn } from './referral-en.ts'
import { referralNl } from './referral-nl.ts'

export type { ReferralWords }

/** The words around a referral. Apart from the page's own, since the first paint needs none of them. */
export const referralWords = (language: Language): ReferralWords =>
  language === 'nl' ? referralNl : referralEn

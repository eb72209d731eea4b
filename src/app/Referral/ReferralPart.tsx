import type { Card } from '../../engine/card/card.ts'
import type { Referral as OfTrial } from '../referral.ts'
import { browserTimers } from '../watch-page.ts'
import { referralWords } from '../words/referral.ts'
import { browserReveal } from './browser-reveal.ts'
import { Referral } from './Referral.tsx'

const reveal = browserReveal(browserTimers.after)

/** The referral on a card. Nothing before the whole record has been read. */
export function ReferralPart({ card, referral }: { card: Card; referral: OfTrial | undefined }) {
  if (!referral) return null
  return (
    <Referral
      shown={referral.shown.value}
      actions={referral.actions}
      reveal={reveal}
      words={referralWords(card.language)}
    />
  )
}

import type { Card } from '../card/card.ts'
import type { EarlierReferral } from '../referral/earlier.ts'
import type { Snapshot } from './decision.ts'

/** How a card stands: kept with a decision. What is still being read is left out, since it does not stand yet. */
export const snapshotOf = (card: Card, referral?: Pick<EarlierReferral, 'status'>): Snapshot => ({
  verdict: card.verdict.kind,
  criteria: Object.fromEntries(
    card.lines
      .filter(({ checking }) => !checking)
      .map(({ id, status, reason }) => [id, reason ?? status] as const),
  ),
  ...(referral ? { referral: referral.status } : {}),
})

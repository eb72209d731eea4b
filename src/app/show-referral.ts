import { computed, type ReadonlySignal } from '@preact/signals'
import type { Card } from '../engine/card/card.ts'
import type { Bar } from '../engine/referral/bars.ts'
import type { Letter, Recipient, Requester } from '../engine/referral/draft.ts'
import type { EarlierReferral } from '../engine/referral/earlier.ts'
import type { ReferralState } from '../engine/referral/state.ts'
import { mailAddress } from './mail-address.ts'
import type { OutcomeKeeper } from './outcome.ts'
import type { Kept, ShownReferral } from './Referral/shown.ts'

/** All that is known of one trial's referral. */
export interface KnownOfReferral {
  readonly card: ReadonlySignal<Card>
  readonly siteName: string
  readonly recipient: Recipient | undefined
  readonly requester: ReadonlySignal<Requester | undefined>
  readonly bars: ReadonlySignal<readonly Bar[]>
  readonly state: ReadonlySignal<ReferralState>
  readonly earlier: ReadonlySignal<readonly EarlierReferral[]>
  readonly earlierFailed: ReadonlySignal<boolean>
  readonly letter: ReadonlySignal<Letter | 'failed' | undefined>
  readonly keptAnswers: ReadonlySignal<Kept>
  readonly outcome: Pick<OutcomeKeeper, 'outcome' | 'saving' | 'where'>
}

/** The same as the views take it. */
export const showReferral = (known: KnownOfReferral): ReadonlySignal<ShownReferral> =>
  computed(() => {
    const { recipient, siteName, outcome } = known
    const card = known.card.value
    const { id, acronym, version } = card.trial
    const requester = known.requester.value
    const letter = known.letter.value
    const mail = mailAddress({ card, siteName, recipient, requester })
    const statements = (effect: 'open' | 'contradicts') =>
      card.lines.filter((line) => line.effect === effect).map(({ statement }) => statement)
    return {
      trial: { id, acronym, version },
      bars: known.bars.value,
      state: known.state.value,
      earlier: known.earlier.value,
      ...(known.earlierFailed.value && { earlierFailed: true }),
      ...(recipient && { recipient }),
      ...(requester && { requester }),
      ...(card.patient && { patient: card.patient }),
      open: statements('open'),
      against: statements('contradicts'),
      overrides: card.lines.filter((line) => line.override).map(({ statement }) => statement),
      answers: answersOn(card),
      keptAnswers: known.keptAnswers.value,
      ...(letter === 'failed' ? { letterFailed: true } : letter && { letter }),
      ...(mail && { mail }),
      ...(outcome.outcome.value && { outcome: outcome.outcome.value }),
      ...(outcome.saving.value && { outcomeSaving: outcome.saving.value }),
      outcomeKept: outcome.where.value,
    }
  })

/** Several criteria may rest on one answer; answers to another trial's questions do not go with it. */
const answersOn = ({ lines }: Card): number =>
  new Set(lines.flatMap(({ answered }) => answered.map(({ id }) => id))).size

import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Card } from '../engine/card/card.ts'
import type { Objection } from '../engine/referral/desk.ts'
import type { Consent, Draft, Requester } from '../engine/referral/draft.ts'
import type { ReferralState } from '../engine/referral/state.ts'
import { keepLetter, type LetterOnScreen } from './letter-on-screen.ts'
import { checkedOf } from './Referral/shown.ts'

/** What the letter of a referral says, each part of which may change while it is on screen. */
export interface LetterParts {
  readonly card: ReadonlySignal<Card>
  readonly requester: ReadonlySignal<Requester | undefined>
  readonly state: ReadonlySignal<ReferralState>
  readonly objection: ReadonlySignal<Objection | undefined>
  draft(consent: Consent | undefined): Promise<Draft>
}

/** The letter of a referral, which says whether the patient agrees. */
export interface AgreedLetter extends Omit<LetterOnScreen, 'show'> {
  /** Has it written, with what was answered to the letter's own question. */
  show(isAgreed: boolean): void
  /** Whoever is asked anew has not answered yet. */
  askAnew(): void
}

/**
 * Keeps the patient's yes in the letter true: the step that asks for it shows what is sent after one; anywhere else the
 * letter says "yes" only where that was answered.
 */
export function keepAgreedLetter({ card, requester, state, objection, draft }: LetterParts): AgreedLetter {
  const hasAgreed = signal(false)
  const agreed = computed(() => state.value.kind === 'confirming' || hasAgreed.value)
  const objectionChecked = computed(
    () => checkedOf(state.value)?.objectionChecked ?? objection.value === 'none',
  )
  const consent = (): Consent | undefined =>
    agreed.peek() ? { agreed: true, objectionChecked: objectionChecked.peek() } : undefined
  const letter = keepLetter(
    // A computed list is another one only when something in it changed.
    computed(() => [card.value, requester.value, agreed.value, objectionChecked.value]),
    () => draft(consent()),
  )
  return {
    ...letter,
    show: (isAgreed) => {
      hasAgreed.value = isAgreed
      letter.show()
    },
    askAnew: () => {
      hasAgreed.value = false
    },
  }
}

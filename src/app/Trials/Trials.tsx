import { type Signal, signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Card } from '../../engine/card/card.ts'
import type { Clinician } from '../clinician.ts'
import { useArrangement } from '../EligibilityCard/arrangement.ts'
import { Held } from '../EligibilityCard/Held.tsx'
import type { Progress } from '../ports.ts'
import type { Referral } from '../referral.ts'
import { clinicianWords } from '../words/clinician.ts'
import type { Words } from '../words/en.ts'
import { ListHead } from './ListHead.tsx'
import { type GroupKind, groupsOf } from './order.ts'
import { Trial } from './Trial.tsx'
import css from './Trials.module.css'

/**
 * The patient's trials in one list. While the record is read they stand in the order in which they came, folded;
 * then once by result. Where only one is worth discussing it is open; of several, none hides the others. Where the
 * reader had one in use by then, and after each answer, nothing moves until it is asked for.
 */
export function Trials({
  cards,
  progress,
  clinician,
  referrals,
  words,
}: {
  cards: readonly Card[]
  progress: Progress
  clinician: Clinician
  /** By the trial's id. */
  referrals?: ReadonlyMap<string, Referral>
  words: Words
}) {
  const isReading = cards.some(({ checking }) => checking)
  const arrangement = useArrangement(cards)
  const chosen = useSignal<ReadonlyMap<string, boolean>>(new Map())
  /** How often the reader asked for the order by result. */
  const settled = useSignal(0)
  const list = useRef<HTMLElement>(null)
  // A trial is made anew when it goes to its group; what the reader has open in it stays open.
  const rows = useRef(new Map<string, Signal<ReadonlySet<string>>>()).current
  const openRowsOf = ({ trial: { id } }: Card) => {
    const known = rows.get(id) ?? signal<ReadonlySet<string>>(new Set())
    rows.set(id, known)
    return known
  }
  // Trials stand where they took their place, with what is known of them now.
  const now = new Map(cards.map((card) => [card.trial.id, card]))
  const groups = groupsOf(arrangement.placed).map(({ kind, cards: own }) => ({
    kind,
    cards: own.flatMap(({ trial: { id } }) => now.get(id) ?? []),
  }))
  const [worth, ...alsoWorth] = groups.find(({ kind }) => kind === 'worth')?.cards ?? []
  const only = alsoWorth.length === 0 ? worth?.trial.id : undefined

  const isOpen = ({ trial: { id } }: Card) =>
    chosen.value.get(id) ?? (arrangement.isByResult && settled.value === 0 && id === only)
  const toggle = (card: Card, open: boolean) => {
    if (isOpen(card) === open) return
    chosen.value = new Map(chosen.value).set(card.trial.id, open)
    arrangement.touch()
  }
  const settle = () => {
    // What the reader has before the eyes stays open, where it was not chosen as well.
    if (arrangement.isByResult) chosen.value = new Map(cards.map((card) => [card.trial.id, isOpen(card)]))
    settled.value += 1
    arrangement.settle()
  }
  // The list has moved because the reader asked for it: the reader goes on at its beginning.
  useEffect(() => {
    if (settled.value > 0) list.current?.querySelector<HTMLElement>('summary')?.focus()
  }, [settled.value])

  const trial = (card: Card, group?: GroupKind) => (
    // Not moved but made anew: Chromium forgets to style what Preact moves with `moveBefore`.
    <li key={`${group} ${card.trial.id}`} data-group={group}>
      <Trial
        card={card}
        openRows={openRowsOf(card)}
        arrangement={arrangement}
        clinician={clinician}
        referral={referrals?.get(card.trial.id)}
        isOpen={isOpen(card)}
        onToggle={(open) => toggle(card, open)}
        words={words}
      />
    </li>
  )
  return (
    <section class={css['trials']} aria-label={words.trials.title} ref={list}>
      <ListHead
        cards={cards}
        isReading={isReading}
        isSteady={!arrangement.isByResult}
        progress={progress}
        clinician={clinician}
        words={words}
      />
      <ul
        class={css['list']}
        data-order={arrangement.isByResult ? 'result' : 'given'}
        onFocusIn={arrangement.touch}
      >
        {arrangement.isByResult
          ? groups.flatMap(({ kind, cards: own }) => [
              <li key={kind} class={css['label']}>
                {words.trials.groups[kind]}
              </li>,
              ...own.map((card) => trial(card, kind)),
            ])
          : cards.map((card) => trial(card))}
      </ul>
      <Held
        held={arrangement.held}
        says={changesOf(arrangement.placed, cards)}
        onSettle={settle}
        words={words}
        say={clinicianWords(cards[0]?.language ?? 'en')}
      />
    </section>
  )
}

/** The trials whose verdict is another one than when they took their places. */
const changesOf = (placed: readonly Card[], cards: readonly Card[]): string =>
  cards
    .filter(({ trial, verdict }) =>
      placed.some((one) => one.trial.id === trial.id && one.verdict.sentence !== verdict.sentence),
    )
    .map(({ trial, verdict }) => `${trial.acronym}: ${verdict.sentence}.`)
    .join(' ')

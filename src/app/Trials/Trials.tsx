import { type Signal, signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Card } from '../../engine/card/card.ts'
import { useArrangement } from '../EligibilityCard/arrangement.ts'
import { Held } from '../EligibilityCard/Held.tsx'
import type { Progress } from '../ports.ts'
import type { Words } from '../words/en.ts'
import { ListHead } from './ListHead.tsx'
import { type GroupKind, groupsOf } from './order.ts'
import { Trial } from './Trial.tsx'
import css from './Trials.module.css'

/**
 * The patient's trials in one list. While the record is read they stand in the order in which they came, folded;
 * then once by result. Where only one is worth discussing it is open; of several, none hides the others. Where the
 * reader had one in use by then, nothing moves until it is asked for.
 */
export function Trials({
  cards,
  progress,
  words,
}: {
  cards: readonly Card[]
  progress: Progress
  words: Words
}) {
  const isReading = cards.some(({ checking }) => checking)
  const arrangement = useArrangement(isReading)
  const chosen = useSignal<ReadonlyMap<string, boolean>>(new Map())
  const settled = useSignal(false)
  const list = useRef<HTMLElement>(null)
  // A trial is made anew when it goes to its group; what the reader has open in it stays open.
  const rows = useRef(new Map<string, Signal<ReadonlySet<string>>>()).current
  const openRowsOf = ({ trial: { id } }: Card) => {
    const known = rows.get(id) ?? signal<ReadonlySet<string>>(new Set())
    rows.set(id, known)
    return known
  }
  const groups = groupsOf(cards)
  const [worth, ...alsoWorth] = groups.find(({ kind }) => kind === 'worth')?.cards ?? []
  const only = alsoWorth.length === 0 ? worth?.trial.id : undefined

  const isOpen = ({ trial: { id } }: Card) =>
    chosen.value.get(id) ?? (arrangement.isByResult && !settled.value && id === only)
  const toggle = (card: Card, open: boolean) => {
    if (isOpen(card) === open) return
    chosen.value = new Map(chosen.value).set(card.trial.id, open)
    arrangement.touch()
  }
  const settle = () => {
    settled.value = true
    arrangement.settle()
  }
  // The list has moved because the reader asked for it: the reader goes on at its beginning.
  useEffect(() => {
    if (settled.value) list.current?.querySelector<HTMLElement>('summary')?.focus()
  }, [settled.value])

  const trial = (card: Card, group?: GroupKind) => (
    // Not moved but made anew: Chromium forgets to style what Preact moves with `moveBefore`.
    <li key={`${group} ${card.trial.id}`} data-group={group}>
      <Trial
        card={card}
        openRows={openRowsOf(card)}
        arrangement={arrangement}
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
      {arrangement.isHeld && <Held onSettle={settle} words={words} />}
    </section>
  )
}

import { useSignal } from '@preact/signals'
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
 * then once by result, the first that is worth discussing open. Where the reader had one in use by then, nothing
 * moves until it is asked for.
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
  const groups = groupsOf(cards)
  const first = groups.find(({ kind }) => kind === 'worth')?.cards[0]?.trial.id

  const isOpen = ({ trial: { id } }: Card) =>
    chosen.value.get(id) ?? (arrangement.isByResult && !settled.value && id === first)
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
    <li key={card.trial.id} data-group={group}>
      <Trial
        card={card}
        arrangement={arrangement}
        isOpen={isOpen(card)}
        onToggle={(open) => toggle(card, open)}
        words={words}
      />
    </li>
  )
  // One list throughout: a trial that changes its place takes along what is open in it.
  return (
    <section class={css['trials']} aria-label={words.trials.title} ref={list}>
      <ListHead cards={cards} isReading={isReading} progress={progress} words={words} />
      <ul class={css['list']} data-order={arrangement.isByResult ? 'result' : 'given'}>
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

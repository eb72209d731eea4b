import type { Card } from '../../engine/card/card.ts'
import { ReadingProgress } from '../EligibilityCard/VerdictLine.tsx'
import type { Progress } from '../ports.ts'
import type { Words } from '../words/en.ts'
import { groupsOf } from './order.ts'
import css from './Trials.module.css'

/** How many of the trials are worth discussing, or that it is not known yet. Announced when it changes. */
export function ListHead({
  cards,
  isReading,
  isSteady,
  progress,
  words,
}: {
  cards: readonly Card[]
  isReading: boolean
  /** Keeps its size, because trials below it must not move. */
  isSteady: boolean
  progress: Progress
  words: Words
}) {
  const worth = groupsOf(cards).find(({ kind }) => kind === 'worth')?.cards.length ?? 0
  return (
    <div class={css['head']} data-steady={isSteady}>
      <p role="status" class={css['sum']}>
        {isReading ? words.stillReading : words.trials.worth(worth, cards.length)}
      </p>
      {isReading && <ReadingProgress progress={progress} words={words} />}
    </div>
  )
}

import type { StandingLine } from '../../engine/card/card.ts'
import type { Words } from '../words/en.ts'
import css from './Standing.module.css'

/** How far the definition of the trial may be relied on. Nothing where nothing limits it. */
export function Standing({ standing, words }: { standing: readonly StandingLine[]; words: Words }) {
  if (standing.length === 0) return null
  return (
    <ul class={css['standing']} aria-label={words.standing}>
      {standing.map(({ kind, text, barsReferral }) => (
        <li key={kind} data-standing={kind} data-bars={barsReferral}>
          {text}
        </li>
      ))}
    </ul>
  )
}

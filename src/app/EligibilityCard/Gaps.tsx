import type { GapLine } from '../../engine/card/card.ts'
import type { Words } from '../words/en.ts'
import css from './Gaps.module.css'

/** What of the record could not be read, and which criteria that leaves in doubt. */
export function Gaps({ gaps, id, words }: { gaps: readonly GapLine[]; id: string; words: Words }) {
  if (gaps.length === 0) return null
  return (
    <section class={css['gaps']} aria-labelledby={id}>
      <h2 id={id}>{words.gaps}</h2>
      <ul>
        {gaps.map((gap) => (
          <li key={gap.text}>
            <p>{gap.text}</p>
            <p class={css['touches']}>
              {gap.touches.length > 0 ? `${words.touches}: ${gap.touches.join('; ')}.` : words.touchesNothing}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

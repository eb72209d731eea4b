import type { EvidenceLine } from '../../engine/card/card.ts'
import type { Words } from '../words/en.ts'
import css from './Evidence.module.css'

/** What the record holds on a criterion, each with enough to find it back in the chart. */
export function Evidence({ evidence, words }: { evidence: readonly EvidenceLine[]; words: Words }) {
  return (
    <ul class={css['evidence']}>
      {evidence.map((seen, index) => (
        <li key={`${seen.reference} ${index}`}>
          <p class={css['what']}>
            <span>{seen.label}</span>
            {seen.value && <strong>{seen.value}</strong>}
          </p>
          <p class={css['facts']}>
            {[seen.date, seen.side, seen.status]
              .filter((fact) => fact !== undefined)
              .map((fact) => (
                <span key={fact}>{fact}</span>
              ))}
          </p>
          {seen.why && (
            <p>
              {words.why}: {seen.why}
            </p>
          )}
          <p class={css['source']}>
            {words.source}: {seen.source}
          </p>
        </li>
      ))}
    </ul>
  )
}

import type { Words } from './words/en.ts'

/** The line under the name while the chart opens: the same that `index.html` paints before any script runs. */
export function Opening({ words }: { words: Words }) {
  return (
    <p class="opening" role="status">
      {words.opening}
    </p>
  )
}

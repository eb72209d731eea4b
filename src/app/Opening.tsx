import type { Words } from './words/en.ts'

/** The first thing on screen: the same quiet frame that `index.html` paints before any script runs. */
export function Opening({ words }: { words: Words }) {
  return (
    <div class="opening" role="status">
      <h1>Trialside</h1>
      <p>{words.opening}</p>
    </div>
  )
}

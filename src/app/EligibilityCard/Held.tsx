import type { Words } from '../words/en.ts'
import css from './EligibilityCard.module.css'

/** All is read, and nothing moved under the reader's hand: offers the order by result. */
export function Held({ onSettle, words }: { onSettle: () => void; words: Words }) {
  return (
    <div class={css['held']}>
      <p>{words.readToTheEnd}</p>
      <button type="button" onClick={onSettle}>
        {words.showByResult}
      </button>
    </div>
  )
}

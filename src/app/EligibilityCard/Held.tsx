import type { ClinicianWords } from '../words/clinician.ts'
import type { Words } from '../words/en.ts'
import type { Arrangement } from './arrangement.ts'
import css from './EligibilityCard.module.css'

/** Nothing moved under the reader's hand: offers the order by result, and says what came of the answers. */
export function Held({
  held,
  says,
  onSettle,
  words,
  say,
}: {
  held: Arrangement['held']
  /** The verdicts as they are now: the line that says so may be out of sight. */
  says: string
  onSettle: () => void
  words: Words
  say: ClinicianWords
}) {
  if (!held) return null
  return (
    <div class={css['held']}>
      {held === 'read' ? (
        <p>{words.readToTheEnd}</p>
      ) : (
        <p>
          {says && <strong>{says}</strong>} {say.stayed}
        </p>
      )}
      <button type="button" onClick={onSettle}>
        {words.showByResult}
      </button>
    </div>
  )
}

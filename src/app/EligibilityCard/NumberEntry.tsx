import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { ClinicianWords } from '../words/clinician.ts'
import css from './Question.module.css'

/** A whole number to type, where there are too many for a button each. Anything else is said to be none. */
export function NumberEntry({
  range: { from, to },
  onAnswer,
  say,
}: {
  range: { readonly from: number; readonly to: number }
  onAnswer: (given: number) => void
  say: ClinicianWords
}) {
  const typed = useSignal('')
  const isWrong = useSignal(false)
  const id = useId()
  const answer = () => {
    const text = typed.peek().trim()
    const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
    isWrong.value = !(number >= from && number <= to)
    if (!isWrong.peek()) onAnswer(number)
  }
  return (
    <span class={css['number']}>
      <label for={id}>{say.number(from, to)}</label>
      <input
        id={id}
        inputMode="numeric"
        autocomplete="off"
        size={5}
        aria-invalid={isWrong.value}
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value
        }}
        onKeyDown={({ key }) => {
          if (key === 'Enter') answer()
        }}
      />
      <button type="button" onClick={answer}>
        {say.answerNumber}
      </button>
    </span>
  )
}

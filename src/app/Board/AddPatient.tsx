import { useSignal } from '@preact/signals'
import type { Board } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'
import css from './Board.module.css'

/** Adds a patient by the number on the chart. The number is sent to the EHR alone and kept nowhere. */
export function AddPatient({ board, say }: { board: Board; say: BoardWords }) {
  const number = useSignal('')
  const adding = board.adding.value
  return (
    <form
      class={css['add']}
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        const wanted = number.value.trim()
        if (wanted === '' || adding === 'looking') return
        board.add(wanted)
        number.value = ''
      }}
    >
      <label>
        {say.add.label}
        <input
          value={number.value}
          maxLength={64}
          onInput={(event) => {
            number.value = event.currentTarget.value
          }}
        />
      </label>
      <button type="submit">{say.add.button}</button>
      <p role="status">{say.add.said[adding]}</p>
    </form>
  )
}

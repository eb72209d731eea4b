import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Board } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'
import { type Choices, EVERYTHING, isChosen, worthFirst } from './arranged.ts'
import css from './Board.module.css'
import { Filters } from './Filters.tsx'
import { Row } from './Row.tsx'

/** Every patient of the meeting in a table, a column for each trial. Arrow keys go from row to row. */
export function Rows({ board, say }: { board: Board; say: BoardWords }) {
  const choices = useSignal<Choices>(EVERYTHING)
  const order = useSignal<'list' | 'worth' | undefined>(undefined)
  const touched = useSignal(false)
  const table = useRef<HTMLTableElement>(null)
  const all = board.rows.value
  const { done, failed, of } = board.progress.value
  // Nothing moves under the hand: by result once, when all is read and nobody uses the table yet, or when asked.
  const isAllRead = of > 0 && done + failed === of
  if (order.peek() === undefined && isAllRead && !touched.value) order.value = 'worth'
  const sorted = order.value === 'worth' ? worthFirst(all) : all
  const rows = sorted.filter((row) => isChosen(row, choices.value))
  const trials = trialsOf(all)

  const go = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || event.altKey) return
    const buttons = [...(table.current?.querySelectorAll<HTMLElement>('[data-open-row]') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    if (at === -1) return
    event.preventDefault()
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus()
  }
  if (all.length === 0) return null
  return (
    <section class={css['rows']} aria-label={say.views.list}>
      <Filters
        choices={choices.value}
        order={order.value ?? 'list'}
        trials={trials}
        shown={rows.length}
        of={all.length}
        onChoose={(chosen) => {
          choices.value = chosen
        }}
        onOrder={(chosen) => {
          order.value = chosen
        }}
        say={say}
      />
      {rows.length === 0 ? (
        <p>{say.filter.none}</p>
      ) : (
        <div class={css['scroll']}>
          <table
            ref={table}
            onKeyDown={go}
            onFocusIn={() => {
              touched.value = true
            }}
          >
            <thead>
              <tr>
                <th scope="col">{say.column.patient}</th>
                {trials.map(({ id, acronym }) => (
                  <th key={id} scope="col">
                    {acronym}
                  </th>
                ))}
                <th scope="col">{say.column.missing}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.patientId} row={row} trials={trials} board={board} say={say} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** The trials of all rows, in the order in which the first row that was read has them. */
export const trialsOf = (rows: Board['rows']['value']): readonly { id: string; acronym: string }[] => [
  ...new Map(rows.flatMap(({ trials }) => trials.map(({ id, acronym }) => [id, { id, acronym }]))).values(),
]

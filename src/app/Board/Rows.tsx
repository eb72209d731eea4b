import type { RefObject, VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Board, BoardRow } from '../board-shown.ts'
import { isFocusLost } from '../focus-lost.ts'
import type { BoardWords } from '../words/board.ts'
import css from './Board.module.css'
import { Filters } from './Filters.tsx'
import { useInSteps } from './in-steps.ts'
import { type Arrangement, seenIn } from './order.ts'
import { Row } from './Row.tsx'

/** Every patient of the meeting in a table, a column for each trial. Arrow keys go from row to row. */
export function Rows({
  board,
  arrangement,
  backTo,
  say,
}: {
  board: Board
  arrangement: Arrangement
  /** The patient whose card was closed: there one goes on. */
  backTo: string | undefined
  say: BoardWords
}) {
  const table = useRef<HTMLTableElement>(null)
  const all = board.rows.value
  const rows = seenIn(arrangement)
  const drawn = useInSteps(rows)
  const trials = trialsOf(all)
  const draw = useDrawnOnce({ trials, board, say })
  useFocusKept(table)
  useEffect(() => {
    const all = [...(table.current?.querySelectorAll<HTMLElement>('[data-patient]') ?? [])]
    const own = all.find(({ dataset }) => dataset['patient'] === backTo)
    own?.querySelector<HTMLElement>('[data-open-row]')?.focus()
  }, [])

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
      <Filters arrangement={arrangement} trials={trials} shown={rows.length} of={all.length} say={say} />
      {rows.length === 0 ? (
        <p>{say.filter.none}</p>
      ) : (
        <div class={css['scroll']}>
          <table ref={table} onKeyDown={go} onFocusIn={arrangement.touch}>
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
            <tbody>{drawn.map(draw)}</tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** Whoever has the keyboard on a row keeps it when the row moves: a browser takes it from an element that is put elsewhere. */
function useFocusKept(table: RefObject<HTMLElement | null>): void {
  const focused = document.activeElement
  useLayoutEffect(() => {
    if (isFocusLost() && focused instanceof HTMLElement && table.current?.contains(focused)) focused.focus()
  })
}

type Around = Omit<Parameters<typeof Row>[0], 'row'>

/** Draws a row, and gives it again as long as neither it nor anything around it is another: the view leaves it alone then. */
function useDrawnOnce({ trials, board, say }: Around): (row: BoardRow) => VNode {
  const key = trials.map(({ id }) => id).join(' ')
  const kept = useRef<{ key: string; board: Board; say: BoardWords; rows: WeakMap<BoardRow, VNode> }>(
    undefined,
  )
  if (kept.current?.key !== key || kept.current.board !== board || kept.current.say !== say)
    kept.current = { key, board, say, rows: new WeakMap() }
  const { rows } = kept.current
  return (row) => {
    const known = rows.get(row) ?? (
      <Row key={row.patientId} row={row} trials={trials} board={board} say={say} />
    )
    rows.set(row, known)
    return known
  }
}

/** The trials of all rows, in the order in which the first row that was read has them. */
export const trialsOf = (rows: Board['rows']['value']): readonly { id: string; acronym: string }[] => [
  ...new Map(rows.flatMap(({ trials }) => trials.map(({ id, acronym }) => [id, { id, acronym }]))).values(),
]

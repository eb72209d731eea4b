import { useEffect, useRef } from 'preact/hooks'
import type { Board, BoardState } from '../board-shown.ts'
import { isFocusLost } from '../focus-lost.ts'
import type { BoardWords } from '../words/board.ts'
import css from './Board.module.css'

/** Patients of a list that are read at a time. */
const PAGE = 200

/** The ways through a list that is longer than what is read at a time. */
export function PageTurns({
  board,
  state: { more, before },
  say,
}: {
  board: Board
  state: Extract<BoardState, { kind: 'open' }>
  say: BoardWords
}) {
  const bar = useRef<HTMLDivElement>(null)
  const hasTurned = useRef(false)
  // A way may be gone once it was taken: whoever took it goes on at the one that is left.
  useEffect(() => {
    if (hasTurned.current && isFocusLost()) bar.current?.querySelector('button')?.focus()
    hasTurned.current = false
  }, [more?.from, before?.to])
  if (!more && !before) return null
  const turn = (run: () => void) => () => {
    hasTurned.current = true
    run()
  }
  return (
    <div ref={bar} class={css['bar']} data-part="pages">
      {before && (
        <button type="button" onClick={turn(board.previousPage)}>
          {say.previousPage(before.from + 1, before.to)}
        </button>
      )}
      {more && (
        <button type="button" onClick={turn(board.nextPage)}>
          {say.nextPage(more.from + 1, Math.min(more.from + PAGE, more.total))}
        </button>
      )}
    </div>
  )
}

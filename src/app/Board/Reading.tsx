import type { Board } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'
import css from './Board.module.css'

/** How far the reading of all patients has come, with a way to stop it. */
export function Reading({ board, say }: { board: Board; say: BoardWords }) {
  const { done, failed, of, isStopped } = board.progress.value
  const left = of - done - failed
  return (
    <div class={css['reading']}>
      <progress max={of} value={done + failed} aria-label={say.progress(done, of, failed)} />
      <p role="status">{isStopped && left > 0 ? say.stoppedAt(left) : say.progress(done, of, failed)}</p>
      {left > 0 && (
        <button type="button" onClick={isStopped ? board.goOn : board.stopReading}>
          {isStopped ? say.goOn : say.stop}
        </button>
      )}
    </div>
  )
}

import { render } from 'preact'
import { BoardPage } from './Board/BoardPage.tsx'
import { createBoard } from './board-model.ts'
import { paced } from './board-pace.ts'
import type { BoardPorts } from './board-port.ts'
import { browserTimers, watchPage } from './watch-page.ts'

/** Puts the board into the page and reads its list. Resolves when the list is there. */
export function showBoard(ports: BoardPorts, root: Element): Promise<void> {
  const board = createBoard(ports, browserTimers)
  board.language.subscribe((language) => {
    document.documentElement.lang = language
  })
  watchPage(board, window, () => location.reload())
  render(<BoardPage board={paced(board, browserTimers)} />, root)
  return board.open()
}

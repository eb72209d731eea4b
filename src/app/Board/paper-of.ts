import type { Meeting } from '../../engine/board/meeting.ts'
import type { Paper } from '../../engine/board/paper.ts'
import { agendaPaper, missingPaper, recordPaper } from '../../engine/board/papers.ts'
import type { Board, BoardRow } from '../board-shown.ts'
import { worthFirst } from './arranged.ts'

/** What can be put on paper. `pages`: a page for each patient. */
export type PaperKind =
  | { readonly kind: 'agenda' | 'record' | 'pages' }
  | { readonly kind: 'missing'; readonly by: 'patient' | 'supplier' }

/** The meeting that the papers of this board are for. */
export function meetingOf(board: Board): Meeting {
  const state = board.state.value
  const { date, minute } = board.now()
  const participants = board.participants.value.trim()
  const listName = state.kind === 'open' ? state.listName : undefined
  return {
    language: board.language.value,
    at: `${date} ${minute.slice(11)}`,
    siteName: state.kind === 'open' ? state.siteName : '',
    ...(listName && { listName }),
    ...(participants && { participants }),
    ...(state.kind === 'open' && (state.more ?? state.before) && { isPartOfList: true }),
  }
}

/** The patients as the meeting goes through them: worth discussing first, whatever is on screen meanwhile. */
export const asDiscussed = (board: Board): readonly BoardRow[] => worthFirst(board.rows.value)

/** The paper of a kind, as plain data: it is printed, or copied as text. */
export function paperOf(board: Board, kind: Exclude<PaperKind, { kind: 'pages' }>): Paper {
  const [rows, meeting] = [board.rows.value, meetingOf(board)]
  if (kind.kind === 'missing') return missingPaper(rows, kind.by, meeting)
  return kind.kind === 'agenda'
    ? agendaPaper(asDiscussed(board), meeting)
    : recordPaper(rows, meeting, board.elsewhere.value)
}

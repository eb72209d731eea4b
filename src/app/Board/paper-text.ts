import type { Language } from '../../engine/language.ts'
import type { Board, BoardRow } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'

/** PLACEHOLDER */
export const missingText = (rows: readonly BoardRow[], _by: string, _language: Language, _say: BoardWords) =>
  rows.map((r) => r.patientId).join('\n')
/** PLACEHOLDER */
export const recordText = (board: Board, _say: BoardWords) =>
  board.rows.value.map((r) => r.patientId).join('\n')

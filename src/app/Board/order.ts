import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Board, BoardRow } from '../board-shown.ts'
import { type Choices, EVERYTHING, isChosen, worthFirst } from './arranged.ts'

/** Which rows are seen, and in which order: kept while a patient is open, so that the list is found as it was left. */
export interface Arrangement {
  readonly choices: Signal<Choices>
  readonly order: 'list' | 'worth'
  /** All rows, in the order on screen. */
  readonly rows: readonly BoardRow[]
  /** What was read or answered since would give another order. */
  readonly isOld: boolean
  setOrder(order: 'list' | 'worth'): void
  /** Somebody uses the table. */
  touch(): void
}

/**
 * Nothing moves under the hand: the rows go to the order by result once, when all are read and nobody uses the table
 * yet, and from then on only when asked. A patient who is added stands last.
 */
export function useArrangement(board: Board): Arrangement {
  const choices = useSignal<Choices>(EVERYTHING)
  const placed = useSignal<readonly string[] | undefined>(undefined)
  const isSettled = useSignal(false)
  const all = board.rows.value
  const { done, failed, of } = board.progress.value
  const isAllRead = of > 0 && done + failed === of

  const setOrder = (order: 'list' | 'worth') => {
    isSettled.value = true
    placed.value = order === 'worth' ? idsOf(worthFirst(board.rows.peek())) : undefined
  }
  // Another page of the list is arranged anew, once it is read.
  const state = board.state.value
  const begins = state.kind === 'open' ? (state.before?.to ?? 0) : 0
  useEffect(() => {
    isSettled.value = false
    placed.value = undefined
  }, [begins])
  useEffect(() => {
    if (isAllRead && !isSettled.peek()) setOrder('worth')
  }, [isAllRead])

  const rows = placed.value === undefined ? all : inPlace(all, placed.value)
  return {
    choices,
    order: placed.value === undefined ? 'list' : 'worth',
    rows,
    isOld: placed.value !== undefined && idsOf(worthFirst(all)).join(' ') !== idsOf(rows).join(' '),
    setOrder,
    touch: () => {
      isSettled.value = true
    },
  }
}

/** The rows that are seen; whoever is open is among them, also where an answer has changed what is chosen. */
export const seenIn = ({ rows, choices }: Arrangement, opened?: string): readonly BoardRow[] =>
  rows.filter((row) => row.patientId === opened || isChosen(row, choices.value))

const idsOf = (rows: readonly BoardRow[]): string[] => rows.map(({ patientId }) => patientId)

function inPlace(rows: readonly BoardRow[], placed: readonly string[]): BoardRow[] {
  const at = new Map(placed.map((id, place) => [id, place]))
  const placeOf = ({ patientId }: BoardRow) => at.get(patientId) ?? placed.length
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b))
}

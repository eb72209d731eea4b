import { computed, effect, signal } from '@preact/signals'
import type { Board, BoardProgress, BoardRow } from './board-shown.ts'
import type { Timers } from './model.ts'

/** As often as rows are drawn anew while many are being read. */
export const PACE_MILLISECONDS = 500

/**
 * The board as it is drawn: while rows are being read one after another, what changed in them is drawn twice a second and
 * not each time. Drawing costs more the more rows there are, changed or not. What comes after a pause, other patients,
 * another language, a decision, and everything once all are read is drawn at once. Rows and progress never tell of different moments.
 */
export function paced(board: Board, timers: Pick<Timers, 'after'>): Board {
  const known = computed(() => ({
    rows: board.rows.value,
    progress: board.progress.value,
    elsewhere: board.elsewhere.value,
    language: board.language.value,
  }))
  const drawn = signal(known.peek())
  let isPausing = false

  const draw = () => {
    drawn.value = known.peek()
    if (isPausing) return
    isPausing = true
    timers.after(PACE_MILLISECONDS, () => {
      isPausing = false
      if (drawn.peek() !== known.peek()) draw()
    })
  }
  effect(() => {
    const { rows, progress, language } = known.value
    const before = drawn.peek()
    if (before === known.peek()) return
    const mayWait = isReading(progress) && language === before.language
    if (!isPausing || !mayWait || !areSamePatients(rows, before.rows)) draw()
  })
  return {
    ...board,
    rows: computed(() => drawn.value.rows),
    progress: computed(() => drawn.value.progress),
    elsewhere: computed(() => drawn.value.elsewhere),
    decide: (patientId, trial, said) => {
      board.decide(patientId, trial, said)
      draw()
    },
  }
}

const isReading = ({ done, failed, of, isStopped }: BoardProgress): boolean =>
  !isStopped && done + failed < of

const areSamePatients = (rows: readonly BoardRow[], before: readonly BoardRow[]): boolean =>
  rows.length === before.length && rows.every(({ patientId }, at) => patientId === before[at]?.patientId)

import { batch, type Signal, signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { PACE_MILLISECONDS, paced } from '../../src/app/board-pace.ts'
import type { BoardProgress, BoardRow } from '../../src/app/board-shown.ts'
import type { Language } from '../../src/engine/language.ts'
import { fakeTimers } from './fake-ports.ts'
import { readRow, shownBoard, unreadRow } from './shown-board.ts'

/** A board whose rows the test changes, and what of it is drawn. */
function drawnBoard() {
  const rows = signal<readonly BoardRow[]>(
    ['Anna', 'Beate', 'Carla'].map((name) => unreadRow(name, 'waiting')),
  )
  const language = signal<Language>('en')
  const progress = signal<BoardProgress>({ done: 0, failed: 0, of: 3, isStopped: false })
  const clock = fakeTimers()
  let onDecide = () => {}
  const decide = () => onDecide()
  const board = paced({ ...shownBoard([]).board, rows, language, progress, decide }, clock.timers)
  const draws: string[] = []
  board.rows.subscribe((now) => void draws.push(now.map(({ state }) => state).join(' ')))
  return {
    rows,
    language,
    board,
    clock,
    draws,
    /** Decides, and with it something changes. */
    decides(change: () => void) {
      onDecide = change
      board.decide('id-anna', 'NCT-ALPHA', { kind: 'refer' })
    },
    reads(name: string) {
      const read = readRow(name)
      batch(() => {
        rows.value = rows.value.map((row) => (row.patientId === read.patientId ? read : row))
        const done = rows.value.filter(({ state }) => state === 'done').length
        progress.value = { ...progress.value, done }
      })
    },
  }
}

describe('drawing a board', () => {
  it('draws what comes after a pause at once', () => {
    const it = drawnBoard()
    it.reads('Anna')
    expect(it.draws.at(-1)).toBe('done waiting waiting')
  })

  it('draws what follows soon together, and the last of it for certain', () => {
    const it = drawnBoard()
    it.reads('Anna')
    it.rows.value = [it.rows.value[0]!, unreadRow('Beate', 'reading'), it.rows.value[2]!]
    it.reads('Beate')
    expect(it.draws.at(-1)).toBe('done waiting waiting')
    const before = it.draws.length
    it.clock.pass(PACE_MILLISECONDS)
    expect(it.draws.slice(before)).toEqual(['done done waiting'])
    it.clock.pass(PACE_MILLISECONDS)
    expect(it.clock.waiting()).toBe(0)
  })

  it('draws the last row at once, and whatever is decided once all are read', () => {
    const it = drawnBoard()
    for (const name of ['Anna', 'Beate', 'Carla']) it.reads(name)
    expect(it.draws.at(-1)).toBe('done done done')
    it.rows.value = it.rows.value.map((row) => ({ ...row, gaps: ['a decision'] }))
    expect(it.board.rows.value[0]?.gaps).toEqual(['a decision'])
  })

  it('draws a decision at once, also while others are being read', () => {
    const it = drawnBoard()
    it.reads('Anna')
    it.decides(() => it.reads('Beate'))
    expect(it.draws.at(-1)).toBe('done done waiting')
  })

  it('tells of one moment: never all of them counted and one of them still being read', () => {
    const it = drawnBoard()
    it.reads('Anna')
    it.reads('Beate')
    const done = () => it.board.rows.value.filter(({ state }) => state === 'done').length
    expect(it.board.progress.value.done).toBe(done())
    it.clock.pass(PACE_MILLISECONDS)
    expect([it.board.progress.value.done, done()]).toEqual([2, 2])
  })

  type Drawn = ReturnType<typeof drawnBoard>

  it.each<[string, (it: Drawn) => void]>([
    ['other patients', ({ rows }) => assign(rows, [unreadRow('Dora', 'waiting'), ...rows.peek().slice(1)])],
    ['a patient less', ({ rows }) => assign(rows, rows.peek().slice(1))],
    ['nobody any more', ({ rows }) => assign(rows, [])],
    ['another language', ({ language }) => assign(language, 'nl')],
  ])('lets %s not wait', (_, change) => {
    const it = drawnBoard()
    it.reads('Anna')
    it.reads('Beate')
    change(it)
    expect(it.board.rows.value).toBe(it.rows.value)
  })
})

function assign<T>(to: Signal<T>, value: T): void {
  to.value = value
}

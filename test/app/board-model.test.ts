/** The board from launch to close: rows as they arrive, each by itself. */
import { describe, expect, it } from 'vitest'
import { AT_ONCE, createBoard } from '../../src/app/board-model.ts'
import type { BoardRow } from '../../src/app/board-shown.ts'
import { SESSION_PROBLEMS } from '../../src/app/ports.ts'
import { ok } from '../../src/engine/result.ts'
import { type FakeBoardOptions, fakeBoard, flush, nameOf, pointsOf } from './fake-board.ts'
import { fakeTimers } from './fake-ports.ts'

const MINUTE = 60_000
const ids = (count: number) => Array.from({ length: count }, (_, place) => `p${place + 1}`)

/** A board whose list has come. */
async function opened(options: FakeBoardOptions) {
  const outside = fakeBoard(options)
  const clock = fakeTimers()
  const board = createBoard(outside.ports, clock.timers)
  await board.open()
  await flush()
  return { ...outside, clock, board, row: (id: string) => rowOf(board.rows.value, id) }
}

const rowOf = (rows: readonly BoardRow[], id: string) => rows.find(({ patientId }) => patientId === id)
const states = (rows: readonly BoardRow[]) => rows.map(({ patientId, state }) => `${patientId} ${state}`)

describe('reading the rows', () => {
  it('reads them in the order of the list, two at a time, and fills each as it arrives', async () => {
    const it = await opened({ patients: ids(5) })
    expect(it.board.state.value).toEqual({
      kind: 'open',
      siteName: 'Demo hospital',
      listName: 'Test list',
      oddities: [],
    })
    expect(states(it.board.rows.value)).toEqual([
      'p1 reading',
      'p2 reading',
      'p3 waiting',
      'p4 waiting',
      'p5 waiting',
    ])
    const order: string[] = []
    while (it.arrivals.length > 0) {
      await it.arrive()
      for (const { patientId, state } of it.board.rows.value)
        if (state === 'done' && !order.includes(patientId)) order.push(patientId)
    }
    expect(order).toEqual(ids(5))
    expect(it.mostAtOnce()).toBe(AT_ONCE)
    expect(it.board.progress.value).toEqual({ done: 5, failed: 0, of: 5, isStopped: false })
    for (const row of it.board.rows.value) {
      expect(row.patient?.name).toBe(nameOf(row.patientId))
      expect(row.trials[0]?.verdict.points).toBe(pointsOf(row.patientId))
      expect(row.readAt).toBe('2026-11-23T09:41')
    }
  })

  it('shows whose row it is before the rest is read, and no verdict before all is', async () => {
    const it = await opened({ patients: ['p1'] })
    const seen: (readonly [string | undefined, number])[] = []
    while (it.arrivals.length > 0) {
      await it.arrive()
      const { patient, trials } = it.board.rows.value[0]!
      seen.push([patient?.name, trials.length])
    }
    expect(seen).toContainEqual([nameOf('p1'), 0])
    expect(seen.findIndex(([, trials]) => trials > 0)).toBeGreaterThan(
      seen.findIndex(([name]) => name !== undefined),
    )
  })

  it('closes each patient’s session once read, and the engines once nobody waits', async () => {
    const it = await opened({ patients: ids(3) })
    await it.arriveAll()
    expect(new Set(it.closed)).toEqual(new Set(ids(3)))
    expect([...it.closed].sort()).toEqual([...it.openedSessions].sort())
    expect(it.openEngines.size).toBe(0)
  })

  it('says what failed on its row alone; a name that is in doubt is not shown', async () => {
    const it = await opened({
      patients: ids(6),
      troubles: {
        p1: 'patient-not-readable',
        p2: 'stranger',
        p3: 'engine-stops',
        p4: 'rejects',
        p5: 'not-opened',
      },
    })
    await it.arriveAll()
    expect(it.board.rows.value.map(({ state, problem }) => problem ?? state)).toEqual([
      'patient-not-readable',
      'somebody-else',
      'engine-failed',
      'engine-failed',
      'engine-failed',
      'done',
    ])
    expect(it.row('p2')?.patient).toBeUndefined()
    expect(JSON.stringify(it.board.rows.value)).not.toContain('secret')
    expect(it.board.progress.value).toMatchObject({ done: 1, failed: 5, of: 6 })
  })

  it('reads one again when asked, and no other', async () => {
    const it = await opened({ patients: ids(2), troubles: { p1: 'ehr-unreachable' } })
    await it.arriveAll()
    const before = it.row('p2')
    it.mends('p1')
    it.board.retry('p1')
    expect(it.row('p1')).toMatchObject({ state: 'reading', trials: [] })
    expect(it.row('p1')?.problem).toBeUndefined()
    await it.arriveAll()
    expect(it.row('p1')).toMatchObject({ state: 'done', patient: { name: nameOf('p1') } })
    expect(it.row('p2')).toBe(before)
  })

  it('stops where asked, keeps what was read, and goes on', async () => {
    const it = await opened({ patients: ids(4) })
    while (it.board.progress.value.done < 1) await it.arrive()
    it.board.stopReading()
    await it.arriveAll()
    expect(it.board.progress.value).toEqual({ done: 1, failed: 0, of: 4, isStopped: true })
    expect(states(it.board.rows.value).filter((one) => one.endsWith('stopped'))).toHaveLength(3)
    it.board.retry('p4')
    await it.arriveAll()
    expect(it.row('p4')?.state).toBe('done')
    expect(it.board.progress.value.done).toBe(2)
    it.board.goOn()
    await it.arriveAll()
    expect(it.board.progress.value).toEqual({ done: 4, failed: 0, of: 4, isStopped: false })
  })

  it('drops a row that is removed while it is read; the next one is read in its place', async () => {
    const it = await opened({ patients: ids(3) })
    await it.arrive()
    it.board.remove('p1')
    expect(states(it.board.rows.value)).toEqual(['p2 reading', 'p3 reading'])
    await it.arriveAll()
    expect(states(it.board.rows.value)).toEqual(['p2 done', 'p3 done'])
  })

  it('counts as our failure, on that row, when the cards do not settle in time', async () => {
    const it = await opened({ patients: ['p1'] })
    // The EHR has answered everything; the engine says no more.
    while (it.clock.waiting() === 1) await it.arrive()
    expect(it.row('p1')?.state).toBe('reading')
    it.clock.pass(MINUTE)
    await flush()
    expect(it.row('p1')).toMatchObject({ state: 'failed', problem: 'engine-failed' })
  })

  it('is known in both languages without being read again', async () => {
    const it = await opened({ patients: ids(3), language: 'nl' })
    await it.arriveAll()
    expect(it.row('p1')?.trials[0]?.verdict.sentence).toMatch(/^nl:/)
    const reads = it.openedSessions.length
    it.board.setLanguage('en')
    expect(it.board.rows.value.map(({ trials }) => trials[0]?.verdict.sentence.slice(0, 3))).toEqual([
      'en:',
      'en:',
      'en:',
    ])
    expect(it.openedSessions.length).toBe(reads)
  })
})

describe('the list', () => {
  const page = (from: number) =>
    ok({
      patients: ids(5).slice(from, from + 2),
      total: 5,
      oddities: [{ kind: 'more' as const, total: 5 }],
    })

  it('is read page by page, each in place of the last', async () => {
    const it = await opened({ list: page })
    expect(it.board.state.value).toMatchObject({ more: { from: 2, total: 5 } })
    await it.arrive()
    it.board.nextPage()
    await flush()
    expect(states(it.board.rows.value)).toEqual(['p3 reading', 'p4 reading'])
    await it.arriveAll()
    it.board.nextPage()
    await it.arriveAll()
    expect(states(it.board.rows.value)).toEqual(['p5 done'])
    expect(it.board.state.value).not.toHaveProperty('more')
  })

  it('that cannot be read says why, and patients can be added all the same', async () => {
    const it = await opened({
      list: () => ({ ok: false, problem: 'forbidden' }),
      numbers: { '001': ['p1'], '002': ['p1', 'p2'], '004': 'unreachable' },
    })
    expect(it.board.state.value).toMatchObject({ kind: 'open', listFault: 'forbidden' })
    const said = async (number: string) => {
      it.board.add(number)
      expect(it.board.adding.value).toBe('looking')
      await flush()
      return it.board.adding.value
    }
    expect(await said(' 001 ')).toBe('idle')
    expect(await said('001')).toBe('already-there')
    expect(await said('002')).toBe('several')
    expect(await said('003')).toBe('not-found')
    expect(await said('004')).toBe('unreachable')
    await it.arriveAll()
    expect(states(it.board.rows.value)).toEqual(['p1 done'])
  })
})

describe('the end', () => {
  it.each(SESSION_PROBLEMS)('says that the board was not opened: %s', async (problem) => {
    const it = await opened({ problem })
    expect(it.board.state.value).toEqual({ kind: 'stopped', problem: { kind: problem } })
    expect(it.openEngines.size).toBe(0)
  })

  it('comes after 15 minutes without use, and nobody is left', async () => {
    const it = await opened({ patients: ids(4) })
    while (it.board.progress.value.done < 1) await it.arrive()
    it.board.openRow('p1')
    await it.arriveAll()
    it.clock.pass(14 * MINUTE)
    it.board.touch()
    it.clock.pass(14 * MINUTE)
    expect(it.board.opened.value?.model.state.value.kind).toBe('ready')
    const model = it.board.opened.value?.model
    it.clock.pass(MINUTE)
    expect(it.board.state.value).toEqual({ kind: 'closed', why: 'idle' })
    expect(model?.state.value.kind).toBe('closed')
    expect(it.board.rows.value).toEqual([])
    expect(it.board.opened.value).toBeUndefined()
    expect(it.closed).toContain('board')
    expect(it.openEngines.size).toBe(0)
  })

  it('lets nothing that comes later bring anybody back', async () => {
    const it = await opened({ patients: ids(4), numbers: { '001': ['p9'] } })
    await it.arrive()
    it.board.add('001')
    it.board.leave()
    await it.arriveAll()
    expect(it.board.state.value).toEqual({ kind: 'closed', why: 'left' })
    expect(it.board.rows.value).toEqual([])
    // A reload finds the session again.
    expect(it.closed).not.toContain('board')
  })

  it('closes a board that opens after the page was left', async () => {
    const outside = fakeBoard({ patients: ids(2) })
    const board = createBoard(outside.ports, fakeTimers().timers)
    const opening = board.open()
    board.leave()
    await opening
    await flush()
    expect(outside.closed).toEqual(['board'])
    expect(board.rows.value).toEqual([])
  })
})

describe('a site’s own trials', () => {
  const additions = { definitions: [], overrides: undefined }

  it('go to each engine, which takes one patient after another with them', async () => {
    const it = await opened({ patients: ids(3), additions })
    await it.arriveAll()
    expect(it.board.progress.value).toMatchObject({ done: 3, failed: 0 })
    expect(it.engines()).toBe(2)
    expect(it.openEngines.size).toBe(0)
  })

  it('that are refused are said once for the whole board, however many patients tell of them', async () => {
    const it = await opened({ patients: ids(4), additions })
    expect(it.board.additions.value).toBeUndefined()
    const problem = { where: 'criteria[0]', code: 'DEF-1', message: 'Not a rule (test).' }
    const one = { what: 'definitions/one.yaml', problems: [problem] }
    const two = { what: 'definitions/two.yaml', problems: [problem] }
    it.tellAdditions({ refused: [one] })
    const said = it.board.additions.value
    expect(said).toEqual({ refused: [one] })
    it.tellAdditions({ refused: [{ ...one }] })
    expect(it.board.additions.value).toBe(said)
    it.tellAdditions({ refused: [one, two] })
    expect(it.board.additions.value).toEqual({ refused: [one, two] })
    await it.arriveAll()
    expect(it.board.progress.value).toMatchObject({ done: 4, failed: 0 })
    expect(it.board.additions.value).toEqual({ refused: [one, two] })
  })

  it('that an engine gave up are given to another for the next patient', async () => {
    const it = await opened({ patients: ids(3), additions })
    it.giveUpAdditions()
    await it.arriveAll()
    expect(it.board.progress.value).toMatchObject({ done: 3, failed: 0 })
    expect(it.engines()).toBe(3)
  })

  it('that an engine gives up in the middle of a patient fail that row, whatever is said afterwards', async () => {
    const it = await opened({ patients: ['p1'], additions })
    while (!it.row('p1')?.patient) await it.arrive()
    it.giveUpAdditions()
    await it.arriveAll()
    expect(it.row('p1')).toMatchObject({ state: 'failed', problem: 'engine-failed', trials: [] })
    it.board.retry('p1')
    await it.arriveAll()
    expect(it.row('p1')?.state).toBe('done')
    expect(it.openedWith()).toEqual([true, false])
  })
})

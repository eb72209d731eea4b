/** A list that is longer than what is read at a time: there and back, and what was decided on the way. */
import { describe, expect, it } from 'vitest'
import { meetingOf, paperOf } from '../../src/app/Board/paper-of.ts'
import { createBoard } from '../../src/app/board-model.ts'
import { paperText } from '../../src/engine/board/paper.ts'
import { fail, ok } from '../../src/engine/result.ts'
import { type FakeBoardOptions, fakeBoard, flush, nameOf } from './fake-board.ts'
import { fakeDoor, REQUESTER, TRIAL } from './fake-door.ts'
import { fakeTimers } from './fake-ports.ts'

const REFER = { kind: 'refer' } as const
const IDS = ['p1', 'p2', 'p3', 'p4', 'p5']

/** A list of five, of which two are given at a time, in an EHR that keeps decisions or does not. */
async function longList({
  isKept = true,
  ...options
}: FakeBoardOptions & { readonly isKept?: boolean } = {}) {
  const asked: number[] = []
  const writes: { readonly patientId: string; answer(isWritten: boolean): void }[] = []
  let isUnreachable = false
  const outside = fakeBoard({
    user: REQUESTER,
    list: (from) => {
      asked.push(from)
      if (isUnreachable) return fail('unreachable')
      return ok({ name: 'Long list', patients: IDS.slice(from, from + 2), total: 5, oddities: [] })
    },
    door: (patientId) =>
      fakeDoor({
        board: {
          read: async () => ({ kind: 'read' }),
          write: (make) =>
            Promise.resolve(make('board-key')).then(() => {
              if (isKept) return true
              return new Promise<boolean>((resolve) => writes.push({ patientId, answer: resolve }))
            }),
        },
      }).door,
    ...options,
  })
  const clock = fakeTimers()
  const board = createBoard(outside.ports, clock.timers)
  await board.open()
  await outside.arriveAll()
  const turn = async (to: 'next' | 'previous') => {
    if (to === 'next') board.nextPage()
    else board.previousPage()
    await outside.arriveAll()
  }
  const refuse = async () => {
    for (const { answer } of writes) answer(false)
    await flush()
  }
  const breaks = (is: boolean) => {
    isUnreachable = is
  }
  return {
    ...outside,
    clock,
    board,
    asked,
    writes,
    turn,
    refuse,
    breaks,
    ids: () => board.rows.value.map(({ patientId }) => patientId),
    trial: (id: string) => board.rows.value.find(({ patientId }) => patientId === id)?.trials[0],
    record: () => paperText(paperOf(board, { kind: 'record' })),
    agenda: () => paperText(paperOf(board, { kind: 'agenda' })),
  }
}

describe('the way through a long list', () => {
  it('leads to the end and back, page by page, and says which patients are before and after', async () => {
    const it = await longList()
    const at = () => {
      const { more, before } = it.board.state.value as { more?: unknown; before?: unknown }
      return [it.ids().join(' '), before, more]
    }
    const first = ['p1 p2', undefined, { from: 2, total: 5 }]
    const second = ['p3 p4', { from: 0, to: 2 }, { from: 4, total: 5 }]
    expect(at()).toEqual(first)
    await it.turn('previous')
    expect(at()).toEqual(first)
    await it.turn('next')
    expect(at()).toEqual(second)
    await it.turn('next')
    expect(at()).toEqual(['p5', { from: 2, to: 4 }, undefined])
    await it.turn('next')
    expect(it.ids()).toEqual(['p5'])
    await it.turn('previous')
    expect(at()).toEqual(second)
    await it.turn('previous')
    expect(at()).toEqual(first)
    expect(it.asked).toEqual([0, 2, 4, 2, 0])
    expect(it.board.rows.value.map(({ state }) => state)).toEqual(['done', 'done'])
  })

  it('goes one page at a time, however often it is asked', async () => {
    const it = await longList()
    it.board.nextPage()
    it.board.nextPage()
    await it.arriveAll()
    expect(it.ids()).toEqual(['p3', 'p4'])
  })

  it('keeps the page that is there where another does not come, and can be tried again', async () => {
    const it = await longList()
    await it.turn('next')
    it.breaks(true)
    await it.turn('previous')
    expect(it.ids()).toEqual(['p3', 'p4'])
    expect(it.board.state.value).toMatchObject({ listFault: 'unreachable', before: { from: 0, to: 2 } })
    it.breaks(false)
    await it.turn('previous')
    expect(it.ids()).toEqual(['p1', 'p2'])
    expect(it.board.state.value).not.toHaveProperty('listFault')
  })

  it('says on the papers that the list goes on', async () => {
    const it = await longList()
    expect(meetingOf(it.board).isPartOfList).toBe(true)
    expect(it.agenda()).toContain('Part of a longer list: its other patients are not on this paper.')
    const short = await longList({ list: () => ok({ patients: ['p1'], total: 1, oddities: [] }) })
    expect(short.agenda()).not.toContain('longer list')
  })
})

describe('what this meeting decided', () => {
  it('stays in the record when the list goes on, and is on its row again when one comes back', async () => {
    const it = await longList()
    it.board.setParticipants('Test board: A, B')
    it.board.decide('p1', TRIAL, { kind: 'not-suitable', reason: 'criterion', note: 'WHO 3' })
    await it.arriveAll()
    expect(it.board.elsewhere.value).toEqual([])
    await it.turn('next')
    expect(it.board.elsewhere.value).toMatchObject([
      {
        patientId: 'p1',
        patient: { name: nameOf('p1'), identifier: 'p1' },
        isTestData: true,
        trials: [{ id: TRIAL, acronym: 'RT-HYPE', decisionKept: 'in-chart' }],
      },
    ])
    const record = it.record()
    expect(record).toContain(`${nameOf('p1')}, born`)
    expect(record).toMatch(/RT-HYPE: not suitable: .+\n {2}Note: WHO 3\n {2}Took part: Test board: A, B\n/)
    expect(record).toMatch(new RegExp(`Nothing decided\\n- ${nameOf('p3')},.*\\n- ${nameOf('p4')},`))
    expect(record).not.toContain(nameOf('p2'))
    await it.turn('previous')
    expect(it.board.elsewhere.value).toEqual([])
    expect(it.trial('p1')).toMatchObject({ decision: { kind: 'not-suitable' }, decisionKept: 'in-chart' })
    expect(it.trial('p2')).not.toHaveProperty('decision')
    expect(it.record().match(/RT-HYPE: not suitable/g)).toHaveLength(1)
  })

  it('that is only here is said to be, asks before the page is left, and stays so on any page', async () => {
    const it = await longList({ isKept: false })
    it.board.decide('p2', TRIAL, REFER)
    await it.arriveAll()
    await it.refuse()
    for (const to of ['next', 'next', 'previous'] as const) {
      await it.turn(to)
      expect(it.board.mayLeave()).toBe(false)
      expect(it.record()).toMatch(/RT-HYPE: refer\n.*\n {2}Not in the chart: on this paper alone\.\n/)
    }
    await it.turn('previous')
    expect(it.trial('p2')).toMatchObject({ decision: REFER, decisionKept: 'session' })
    expect(it.board.mayLeave()).toBe(false)
  })

  it('is written to the end when the list goes on meanwhile, and says what came of it', async () => {
    const it = await longList({ isKept: false })
    it.board.decide('p1', TRIAL, REFER)
    it.board.decide('p1', TRIAL, { kind: 'ask-patient' })
    await it.arriveAll()
    await it.turn('next')
    expect(it.board.elsewhere.value[0]?.trials[0]?.decisionKept).toBe('pending')
    it.writes[0]?.answer(true)
    await flush()
    // The first was on its way already; it is the second that counts, and it is written too.
    expect(it.writes.map(({ patientId }) => patientId)).toEqual(['p1', 'p1'])
    expect(it.board.mayLeave()).toBe(false)
    it.writes[1]?.answer(true)
    await flush()
    expect(it.board.elsewhere.value[0]?.trials[0]).toMatchObject({
      decision: { kind: 'ask-patient' },
      decisionKept: 'in-chart',
    })
    expect(it.board.mayLeave()).toBe(true)
  })

  it('stays in the record when the patient is taken off the list, or cannot be read any more', async () => {
    const it = await longList({ isKept: false })
    it.board.decide('p1', TRIAL, REFER)
    it.board.decide('p2', TRIAL, { kind: 'ask-patient' })
    await it.arriveAll()
    await it.refuse()
    it.board.remove('p1')
    it.mixesUp('p2')
    it.board.retry('p2')
    await it.arriveAll()
    expect(it.board.rows.value.map(({ state }) => state)).toEqual(['failed'])
    const record = it.record()
    expect(record).toContain(`${nameOf('p1')}, born`)
    expect(record).toContain('RT-HYPE: refer\n')
    expect(record).toContain('RT-HYPE: ask the patient\n')
    expect(it.board.mayLeave()).toBe(false)
  })

  it('is on the row of a patient who comes back by number', async () => {
    const it = await longList({ numbers: { '001': ['p1'] } })
    it.board.decide('p1', TRIAL, REFER)
    await it.arriveAll()
    await it.turn('next')
    it.board.add('001')
    await it.arriveAll()
    expect(it.trial('p1')).toMatchObject({ decision: REFER, decisionKept: 'in-chart' })
    expect(it.board.elsewhere.value).toEqual([])
  })

  it('is named in the language that is on screen, and brings along nothing else of the patient', async () => {
    const it = await longList()
    it.board.decide('p1', TRIAL, REFER)
    await it.arriveAll()
    await it.turn('next')
    const kept = it.board.elsewhere.value[0]
    expect(Object.keys(kept?.patient ?? {}).sort()).toEqual(['birthDate', 'identifier', 'name'])
    expect(JSON.stringify(kept)).not.toMatch(/verdict|statement|criteria|snapshot/)
    it.board.setLanguage('nl')
    expect(it.record()).toContain(`${nameOf('p1')}, geboren`)
  })

  it.each(['idle', 'left'] as const)('is gone with everybody once the board is closed (%s)', async (why) => {
    const it = await longList({ isKept: false })
    it.board.decide('p1', TRIAL, REFER)
    await it.arriveAll()
    await it.turn('next')
    if (why === 'left') it.board.leave()
    else it.clock.pass(15 * 60_000)
    expect(it.board.state.value).toEqual({ kind: 'closed', why })
    expect(it.board.elsewhere.value).toEqual([])
    // What is answered afterwards brings nobody back.
    await it.refuse()
    expect(it.board.elsewhere.value).toEqual([])
    expect(it.board.mayLeave()).toBe(true)
  })
})

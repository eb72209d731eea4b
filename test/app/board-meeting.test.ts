/** What a meeting does with its rows: cards, decisions, and the walk through referrals. */
import { describe, expect, it } from 'vitest'
import { createBoard } from '../../src/app/board-model.ts'
import type { Deciding } from '../../src/app/board-shown.ts'
import { decisionResponse } from '../../src/engine/board/decision-response.ts'
import type { Json, Resource } from '../../src/engine/fhir.ts'
import type { Before, Earlier, KeptResponse, ReferralDoor } from '../../src/engine/referral/door.ts'
import type { EarlierReferral } from '../../src/engine/referral/earlier.ts'
import type { ReferralState } from '../../src/engine/referral/state.ts'
import { type FakeBoardOptions, fakeBoard, flush, nameOf, pointsOf } from './fake-board.ts'
import { fakeDoor, REQUESTER, TRIAL } from './fake-door.ts'
import { fakeTimers } from './fake-ports.ts'
import { CHECKED, sent } from './referrals.ts'

const OPEN: EarlierReferral = {
  key: 'k',
  generation: 0,
  status: 'requested',
  isOverdue: false,
  isOpen: true,
  references: ['Task/1'],
  duplicates: [],
}

/** What the EHR keeps of each patient's board decisions. */
function chartOf() {
  const kept = new Map<string, Resource>()
  const writes: { readonly patientId: string; readonly response: Json }[] = []
  let isRefused = false
  const of = (patientId: string): KeptResponse => ({
    read: async () => {
      const found = kept.get(patientId)
      return { kind: 'read', ...(found && { found }) }
    },
    write: async (make) => {
      const response = await make('board-key')
      writes.push({ patientId, response })
      if (!isRefused) kept.set(patientId, { ...response, resourceType: 'QuestionnaireResponse', id: 'b' })
      return !isRefused
    },
  })
  const refuse = () => {
    isRefused = true
  }
  return { of, kept, writes, refuse }
}

/** A meeting in which every row has been read. */
async function meeting(options: FakeBoardOptions & { readonly earlier?: (id: string) => Earlier } = {}) {
  const chart = chartOf()
  const runs: { readonly patientId: string; comesTo(state: ReferralState): void }[] = []
  const door = (patientId: string): ReferralDoor => {
    const made = fakeDoor({
      earlier: Promise.resolve(options.earlier?.(patientId) ?? { kind: 'read', earlier: [] }),
      board: chart.of(patientId),
    })
    return {
      ...made.door,
      refer: (order) => {
        const run = made.door.refer(order)
        runs.push({ patientId, comesTo: (state) => made.runs.at(-1)?.comesTo(state) })
        return run
      },
    }
  }
  const outside = fakeBoard({ patients: ['p1', 'p2', 'p3'], user: REQUESTER, door, ...options })
  const clock = fakeTimers()
  const board = createBoard(outside.ports, clock.timers)
  await board.open()
  const row = (id: string) => board.rows.value.find(({ patientId }) => patientId === id)
  return { ...outside, chart, runs, clock, board, row, trial: (id: string) => row(id)?.trials[0] }
}

async function read(options: Parameters<typeof meeting>[0] = {}) {
  const it = await meeting(options)
  await it.arriveAll()
  return it
}

const REFER: Deciding = { kind: 'refer' }

describe('a row that is opened', () => {
  it('is the same page as in the chart, with whose card it is', async () => {
    const it = await read()
    it.board.openRow('p2')
    await it.arriveAll()
    const { patientId, model } = it.board.opened.value ?? {}
    expect(patientId).toBe('p2')
    expect(model?.state.value).toMatchObject({
      kind: 'ready',
      chart: { showPatient: true, cards: [{ patient: { name: nameOf('p2') } }] },
    })
    expect(model?.referrals.value.has(TRIAL)).toBe(true)
    it.board.closeRow()
    expect(it.board.opened.value).toBeUndefined()
    expect(model?.state.value.kind).toBe('closed')
    expect(it.openEngines.size).toBe(0)
  })

  it('answers for its row, which keeps what was answered after it is closed and read again', async () => {
    const it = await read()
    it.board.openRow('p1')
    await it.arriveAll()
    it.board.opened.value?.model.clinician.answer('Q1', 'yes')
    await it.arriveAll()
    expect(it.trial('p1')?.verdict.points).toBe(pointsOf('p1') + 1)
    expect(it.trial('p2')?.verdict.points).toBe(pointsOf('p2'))
    it.board.closeRow()
    // What the card changed is not known in the other language: this row alone is read again.
    it.board.setLanguage('nl')
    expect(it.board.rows.value.map(({ state }) => state)).toEqual(['reading', 'done', 'done'])
    await it.arriveAll()
    expect(it.trial('p1')?.verdict).toMatchObject({ points: pointsOf('p1') + 1 })
    expect(it.trial('p1')?.verdict.sentence).toMatch(/^nl/)
    it.board.setLanguage('en')
    expect(it.trial('p1')?.verdict.points).toBe(pointsOf('p1') + 1)
  })

  it('counts what the chart has in answers, as the card does, however late it says so', async () => {
    let answer = () => {}
    const asked = new Promise<void>((resolve) => {
      answer = resolve
    })
    const answers: KeptResponse = {
      read: async () => {
        await asked
        return { kind: 'read', found: { resourceType: 'QuestionnaireResponse', id: 'a', answer: 'yes' } }
      },
      write: async () => true,
    }
    const it = await read({ patients: ['p1'], door: () => fakeDoor({ answers }).door })
    expect(it.row('p1')).toMatchObject({ state: 'reading', patient: { name: nameOf('p1') } })
    answer()
    await it.arriveAll()
    expect(it.trial('p1')?.verdict.points).toBe(pointsOf('p1') + 1)
  })

  it('is read by itself where the row has failed, and fills the row', async () => {
    const it = await read({ troubles: { p1: 'ehr-unreachable' } })
    it.mends('p1')
    it.board.openRow('p1')
    await it.arriveAll()
    expect(it.row('p1')).toMatchObject({ state: 'done', patient: { name: nameOf('p1') } })
    expect(it.row('p1')?.problem).toBeUndefined()
  })

  it('that turns out to be somebody else’s takes its row along', async () => {
    const it = await read()
    it.mixesUp('p1')
    it.board.openRow('p1')
    await it.arriveAll()
    expect(it.board.opened.value?.model.state.value).toMatchObject({ problem: { kind: 'somebody-else' } })
    expect(it.row('p1')).toMatchObject({ state: 'failed', problem: 'somebody-else', trials: [] })
    expect(it.row('p1')?.patient).toBeUndefined()
  })

  it('goes on unseen while a referral is under way, and is the same when it is opened again', async () => {
    const it = await read()
    it.board.openRow('p1')
    await it.arriveAll()
    const model = it.board.opened.value?.model
    model?.referrals.value.get(TRIAL)?.actions.open()
    await flush()
    it.runs[0]?.comesTo({ kind: 'sending', checked: CHECKED, step: 'posting', attempt: 1 })
    it.board.openRow('p2')
    await it.arriveAll()
    expect(it.board.mayLeave()).toBe(false)
    expect(model?.state.value.kind).toBe('ready')
    it.board.openRow('p1')
    expect(it.board.opened.value?.model).toBe(model)
    it.runs[0]?.comesTo(sent())
    expect(it.board.mayLeave()).toBe(true)
    it.board.closeRow()
    expect(model?.state.value.kind).toBe('closed')
    await it.arriveAll()
    it.board.decide('p1', TRIAL, REFER)
    it.board.startWalk()
    expect(it.board.walk.value).toBeUndefined()
  })
})

describe('a row of an invented patient', () => {
  it('is marked, whether the list read it or its card alone', async () => {
    const it = await read({ troubles: { p1: 'ehr-unreachable' } })
    expect(it.row('p2')?.isTestData).toBe(true)
    expect(it.row('p1')).not.toHaveProperty('isTestData')
    it.mends('p1')
    it.board.openRow('p1')
    await it.arriveAll()
    expect(it.row('p1')).toMatchObject({ state: 'done', isTestData: true })
    it.board.decide('p1', TRIAL, REFER)
    await flush()
    expect(JSON.stringify(it.chart.writes.at(-1)?.response)).toContain('HTEST')
  })
})

describe('what stands beside the cards', () => {
  it('is said to be unread where it could not be read: none is known, which is not that there is none', async () => {
    const it = await meeting({
      earlier: (id) => (id === 'p1' ? { kind: 'failed' } : { kind: 'read', earlier: [] }),
    })
    await it.arriveAll()
    expect(it.trial('p1')).toMatchObject({ isBesideUnread: true })
    expect(it.trial('p2')).toBeDefined()
    expect(it.trial('p2')).not.toHaveProperty('isBesideUnread')
  })

  it('is read after them: earlier referrals, and what the last meeting decided', async () => {
    const it = await meeting({
      earlier: (id) => ({ kind: 'read', earlier: id === 'p1' ? [OPEN] : [] }),
    })
    it.chart.kept.set('p2', earlierDecision('p2'))
    await it.arriveAll()
    expect(it.trial('p1')?.referral).toEqual(OPEN)
    expect(it.trial('p1')).not.toHaveProperty('changes')
    expect(it.trial('p2')).toMatchObject({ decision: { kind: 'discuss-again' }, decisionKept: 'in-chart' })
    expect(it.trial('p2')?.changes).toContainEqual({ kind: 'verdict', before: 'fits', now: 'may-fit' })
    expect(it.trial('p3')).not.toHaveProperty('decision')
  })

  it('of another patient or another trial is not believed', async () => {
    const it = await meeting()
    it.chart.kept.set('p1', earlierDecision('p2'))
    it.chart.kept.set('p2', earlierDecision('p2', 'NCT00000000'))
    await it.arriveAll()
    expect(it.trial('p1')).not.toHaveProperty('decision')
    expect(it.trial('p2')).not.toHaveProperty('decision')
  })

  it('comes too late for a row that was begun anew', async () => {
    let answer = (_: ReadonlyMap<string, Before>) => {}
    const slow = new Promise<ReadonlyMap<string, Before>>((resolve) => {
      answer = resolve
    })
    let asked = 0
    const it = await meeting({
      patients: ['p1'],
      door: () => {
        const { door } = fakeDoor()
        return {
          ...door,
          before: (...asking) => {
            asked += 1
            return asked === 1 ? slow : door.before(...asking)
          },
        }
      },
    })
    await it.arriveAll()
    expect(asked).toBe(1)
    it.board.retry('p1')
    answer(new Map([[TRIAL, { earlier: { kind: 'read', earlier: [OPEN] }, board: { kind: 'read' } }]]))
    await it.arriveAll()
    expect(asked).toBe(2)
    expect(it.row('p1')?.state).toBe('done')
    expect(it.trial('p1')).not.toHaveProperty('referral')
  })
})

describe('deciding', () => {
  it('counts at once, and is in the chart once it was written, with note and who took part', async () => {
    const it = await read()
    it.board.setParticipants('Test board: A, B')
    it.board.decide('p1', TRIAL, { kind: 'not-suitable', reason: 'criterion', note: ' WHO 3 ' })
    expect(it.trial('p1')).toMatchObject({
      decision: {
        trial: TRIAL,
        kind: 'not-suitable',
        reason: 'criterion',
        note: 'WHO 3',
        participants: 'Test board: A, B',
        by: REQUESTER.name,
        at: '2026-11-23T09:41:07+01:00',
      },
      decisionKept: 'pending',
    })
    expect(it.board.mayLeave()).toBe(false)
    await flush()
    expect(it.trial('p1')?.decisionKept).toBe('in-chart')
    expect(it.board.mayLeave()).toBe(true)
    expect(it.chart.writes).toHaveLength(1)
    const text = JSON.stringify(it.chart.writes[0]?.response)
    for (const part of ['Patient/p1', 'HTEST', 'WHO 3', 'Test board: A, B', 'criterion.adult', 'may-fit'])
      expect(text).toContain(part)
    expect(it.trial('p2')).not.toHaveProperty('decision')
  })

  it('is found by the next meeting, with nothing that changed', async () => {
    const it = await read()
    it.board.decide('p1', TRIAL, REFER)
    await flush()
    const again = await meeting()
    again.chart.kept.set('p1', it.chart.kept.get('p1') as Resource)
    await again.arriveAll()
    expect(again.trial('p1')).toMatchObject({ decision: { kind: 'refer' }, changes: [] })
  })

  it('stays here, and says so, where the chart does not take it', async () => {
    const it = await read()
    it.chart.refuse()
    it.board.decide('p1', TRIAL, REFER)
    await flush()
    expect(it.trial('p1')?.decisionKept).toBe('session')
    expect(it.board.mayLeave()).toBe(false)
    const nowhere = await read({ door: undefined as never })
    nowhere.board.decide('p1', TRIAL, REFER)
    await flush()
    expect(nowhere.trial('p1')).toMatchObject({ decision: REFER, decisionKept: 'session' })
  })

  it('is written once for the last of several decisions, which is the one that stays', async () => {
    const it = await read()
    for (const kind of ['refer', 'discuss-again', 'ask-patient'] as const)
      it.board.decide('p1', TRIAL, { kind })
    await flush()
    expect(it.trial('p1')).toMatchObject({ decision: { kind: 'ask-patient' }, decisionKept: 'in-chart' })
    // The first was on its way already; the one between is not written.
    expect(it.chart.writes).toHaveLength(2)
    expect(JSON.stringify(it.chart.kept.get('p1'))).toContain('ask-patient')
  })

  it('survives another reading of the row', async () => {
    const it = await read()
    it.board.decide('p1', TRIAL, REFER)
    it.board.retry('p1')
    await it.arriveAll()
    expect(it.trial('p1')).toMatchObject({ decision: { kind: 'refer' } })
  })

  it('takes no decision about somebody who was not read', async () => {
    const it = await read({ troubles: { p1: 'ehr-unreachable' } })
    it.board.decide('p1', TRIAL, REFER)
    await it.arriveAll()
    expect(it.chart.writes).toEqual([])
  })
})

describe('the walk through referrals', () => {
  it('leads to everybody of whom "refer" was decided and who was not referred, and sends nothing', async () => {
    const it = await read({
      patients: ['p1', 'p2', 'p3', 'p4'],
      earlier: (id) => ({ kind: 'read', earlier: id === 'p2' ? [OPEN] : [] }),
    })
    for (const id of ['p1', 'p2', 'p4']) it.board.decide(id, TRIAL, REFER)
    it.board.decide('p3', TRIAL, { kind: 'discuss-again' })
    it.board.startWalk()
    expect(it.board.walk.value).toEqual({
      steps: [
        { patientId: 'p1', trial: TRIAL },
        { patientId: 'p4', trial: TRIAL },
      ],
      at: 0,
    })
    expect(it.board.opened.value?.patientId).toBe('p1')
    await it.arriveAll()
    it.board.nextInWalk()
    expect(it.board.walk.value?.at).toBe(1)
    expect(it.board.opened.value?.patientId).toBe('p4')
    await it.arriveAll()
    it.board.nextInWalk()
    expect(it.board.walk.value).toBeUndefined()
    expect(it.board.opened.value).toBeUndefined()
    expect(it.runs).toEqual([])
  })

  it('passes over whoever left the list, or of whom something else was decided meanwhile', async () => {
    const it = await read()
    for (const id of ['p1', 'p2', 'p3']) it.board.decide(id, TRIAL, REFER)
    it.board.startWalk()
    it.board.remove('p2')
    it.board.nextInWalk()
    expect(it.board.opened.value?.patientId).toBe('p3')
    it.board.endWalk()
    expect(it.board.opened.value).toBeUndefined()
    it.board.decide('p1', TRIAL, { kind: 'ask-patient' })
    it.board.startWalk()
    expect(it.board.walk.value?.steps.map(({ patientId }) => patientId)).toEqual(['p3'])
  })

  it('has nobody to lead to where nothing was decided', async () => {
    const it = await read()
    it.board.startWalk()
    expect(it.board.walk.value).toBeUndefined()
    expect(it.board.opened.value).toBeUndefined()
  })
})

/** The answer of an EHR in which an earlier meeting of this patient left "discuss again", when everything fitted. */
function earlierDecision(patientId: string, trial = TRIAL): Resource {
  const response = decisionResponse(
    { kind: 'discuss-again' },
    { verdict: 'fits', criteria: { adult: 'met' } },
    {
      trial: { id: trial, acronym: 'RT-HYPE', registryLink: `https://clinicaltrials.gov/study/${trial}` },
      patientId,
      key: 'board-key',
      language: 'en',
      writtenAt: '2026-11-16T09:00:00+01:00',
    },
  )
  return { ...response, resourceType: 'QuestionnaireResponse', id: 'b' }
}

/** What stands beside a patient's cards is asked in one go, and each trial gets its own. */
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { readBeside } from '../../src/app/board-beside.ts'
import { createRows } from '../../src/app/board-rows.ts'
import type { OpenSession } from '../../src/app/ports.ts'
import { decisionResponse } from '../../src/engine/board/decision-response.ts'
import { rowOf } from '../../src/engine/board/row.ts'
import type { Before, ReferralDoor } from '../../src/engine/referral/door.ts'
import { mayFitCard } from './cards.ts'
import { flush } from './fake-board.ts'
import { fakeDoor } from './fake-door.ts'
import { EARLIER } from './referrals.ts'

const TRIALS = ['NCT1', 'NCT2', 'NCT3', 'NCT4', 'NCT5']
const READ: Before = { earlier: { kind: 'read', earlier: [] }, board: { kind: 'read' } }
const decidedOf = (trial: string, patientId = 'p1') => ({
  ...decisionResponse(
    { kind: 'discuss-again' },
    { verdict: 'fits', criteria: {} },
    {
      trial: { id: trial, acronym: trial, registryLink: `https://clinicaltrials.gov/study/${trial}` },
      patientId,
      key: 'k',
      language: 'en',
      writtenAt: '2026-11-16T09:00:00+01:00',
    },
  ),
  resourceType: 'QuestionnaireResponse' as const,
  id: 'b',
})

/** Rows of patients of whom five trials were read, and what was asked beside them. */
async function looking(before: ReferralDoor['before'], patients: readonly string[] = ['p1']) {
  const rows = createRows(signal('en'), () => [])
  const asked: { readonly patientId: string; readonly trials: readonly string[]; readonly today: string }[] =
    []
  const closed: string[] = []
  const beside = readBeside({
    rows,
    now: () => ({ date: '2026-11-23', minute: '', instant: '' }),
    open: (patientId) =>
      ({
        referral: {
          ...fakeDoor().door,
          before: (trials, today) => {
            asked.push({ patientId, trials: trials.map(({ id, version }) => `${id} ${version}`), today })
            return before(trials, today)
          },
          earlier: () => expect.fail('one trial alone was asked for'),
          board: () => expect.fail('one trial alone was asked for'),
        },
        close: () => closed.push(patientId),
      }) as Partial<OpenSession> as OpenSession,
  })
  rows.add(patients)
  const row = rowOf(
    TRIALS.map((id) => ({ ...mayFitCard, trial: { ...mayFitCard.trial, id, version: '1.0.0' } })),
  )
  for (const patientId of patients) {
    const turn = rows.begin(patientId, 'reading') ?? expect.fail()
    if (row) rows.change(patientId, turn, (entry) => ({ ...entry, state: 'done', rows: { en: row } }))
    beside.look(patientId, turn)
  }
  await flush()
  const trials = (patientId = 'p1') =>
    rows.rows.value.find((one) => one.patientId === patientId)?.trials ?? []
  return { asked, closed, rows, trials }
}

describe('what stands beside the cards of a patient with five trials', () => {
  it('is asked once for each patient, for all trials together', async () => {
    const { asked, closed } = await looking(async () => new Map(), ['p1', 'p2'])
    const trials = TRIALS.map((id) => `${id} 1.0.0`)
    expect(asked).toEqual(['p1', 'p2'].map((patientId) => ({ patientId, trials, today: '2026-11-23' })))
    expect(closed).toEqual(['p1', 'p2'])
  })

  it('is each trial’s own', async () => {
    const all: readonly Before[] = [
      { ...READ, earlier: { kind: 'read', earlier: [EARLIER] } },
      { ...READ, board: { kind: 'read', found: decidedOf('NCT2') } },
      { ...READ, earlier: { kind: 'failed' } },
      { ...READ, board: { kind: 'failed' } },
      READ,
    ]
    const { trials } = await looking(async () => new Map(TRIALS.map((id, at) => [id, all[at] ?? READ])))
    const shown = trials().map(({ referral, decision, isBesideUnread }) => ({
      referral: referral?.key,
      decision: decision?.kind,
      isBesideUnread,
    }))
    const none = { referral: undefined, decision: undefined, isBesideUnread: undefined }
    expect(shown).toEqual([
      { ...none, referral: EARLIER.key },
      { ...none, decision: 'discuss-again' },
      { ...none, isBesideUnread: true },
      { ...none, isBesideUnread: true },
      none,
    ])
  })

  it('is not believed where it is of another trial or another patient', async () => {
    const found = [decidedOf('NCT2'), decidedOf('NCT2', 'p2')]
    const { trials } = await looking(
      async () =>
        new Map(
          found.map(
            (one, at) => [TRIALS[at] ?? '', { ...READ, board: { kind: 'read', found: one } }] as const,
          ),
        ),
    )
    for (const trial of trials()) expect(trial).not.toHaveProperty('decision')
  })

  it('is unread, and not nothing, of a trial of which nothing came, and of all where the look broke', async () => {
    const { trials } = await looking(async () => new Map([['NCT2', READ]]))
    expect(trials().map(({ isBesideUnread }) => isBesideUnread)).toEqual([true, undefined, true, true, true])
    const broken = await looking(() => Promise.reject(new Error('a bug')))
    expect(broken.trials().map(({ isBesideUnread }) => isBesideUnread)).toEqual(Array(5).fill(true))
    expect(broken.closed).toEqual(['p1'])
  })
})

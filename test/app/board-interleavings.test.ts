/** Thirty patients of whom five cannot be read, in whatever order things arrive and whatever is done meanwhile. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBoard } from '../../src/app/board-model.ts'
import type { Board } from '../../src/app/board-shown.ts'
import { fakeBoard, flush, nameOf, pointsOf, type Trouble } from './fake-board.ts'
import { fakeTimers } from './fake-ports.ts'

const PATIENTS = Array.from({ length: 30 }, (_, place) => `p${place + 1}`)

/** Five that fail, each in its own way, and what their rows say. */
const TROUBLES: Readonly<Record<string, readonly [Trouble, string]>> = {
  p2: ['patient-not-readable', 'patient-not-readable'],
  p9: ['stranger', 'somebody-else'],
  p16: ['engine-stops', 'engine-failed'],
  p23: ['ehr-unreachable', 'ehr-unreachable'],
  p30: ['rejects', 'engine-failed'],
}

/** Something that happens: what arrives, or what somebody does. */
const happening = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('arrives' as const), place: fc.nat(60) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('opens' as const, 'retries' as const, 'removes' as const, 'adds' as const),
      place: fc.nat(PATIENTS.length - 1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('closes' as const, 'stops' as const, 'goes-on' as const, 'speaks' as const),
      place: fc.nat(1),
    }),
  },
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

/** Whatever is on screen of a row or a card is its own patient's. */
function everybodyIsThemselves(board: Board): void {
  const rows = board.rows.value
  expect(new Set(rows.map(({ patientId }) => patientId)).size).toBe(rows.length)
  for (const { patientId, patient, trials, state, problem } of rows) {
    if (patient) expect([patient.name, patient.identifier]).toEqual([nameOf(patientId), patientId])
    for (const { verdict } of trials) expect(verdict.points).toBe(pointsOf(patientId))
    if (state === 'failed') expect([patientId, problem]).toEqual([patientId, TROUBLES[patientId]?.[1]])
    if (state !== 'done') expect(trials).toEqual([])
    if (state === 'done') expect(TROUBLES).not.toHaveProperty(patientId)
  }
  const opened = board.opened.value
  const page = opened?.model.state.value
  if (page && 'chart' in page)
    for (const { patient } of page.chart.cards)
      if (patient) expect(patient.name).toBe(nameOf(opened?.patientId ?? ''))
}

async function run(happenings: readonly Happening[], mayRemove: boolean) {
  const numbers = Object.fromEntries(PATIENTS.map((id) => [id, [id]]))
  const troubles = Object.fromEntries(Object.entries(TROUBLES).map(([id, [trouble]]) => [id, trouble]))
  const outside = fakeBoard({ patients: PATIENTS, troubles, numbers })
  const board = createBoard(outside.ports, fakeTimers().timers)
  await board.open()
  await flush()
  for (const { kind, place } of happenings) {
    const patientId = PATIENTS[place] ?? 'p1'
    if (kind === 'arrives') await outside.arrive(place)
    else if (kind === 'opens') board.openRow(patientId)
    else if (kind === 'retries') board.retry(patientId)
    else if (kind === 'removes') mayRemove && board.remove(patientId)
    else if (kind === 'adds') board.add(patientId)
    else if (kind === 'closes') board.closeRow()
    else if (kind === 'stops') board.stopReading()
    else if (kind === 'goes-on') board.goOn()
    else board.setLanguage(place === 0 ? 'en' : 'nl')
    await flush()
    everybodyIsThemselves(board)
  }
  board.goOn()
  await outside.arriveAll()
  everybodyIsThemselves(board)
  return { board, outside }
}

const SEEDED = { seed: 20261123, numRuns: 25 }

describe('thirty patients of whom five cannot be read', () => {
  it('end as 25 rows that are right and 5 that say what failed, never one under another’s name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 150, size: 'max' }), async (happenings) => {
        const { board } = await run(happenings, false)
        expect(board.rows.value.map(({ patientId }) => patientId)).toEqual(PATIENTS)
        expect(board.progress.value).toEqual({ done: 25, failed: 5, of: 30, isStopped: false })
      }),
      SEEDED,
    )
  }, 120_000)

  it('stay themselves, too, while some leave the list and come back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 150, size: 'max' }), async (happenings) => {
        const { board, outside } = await run(happenings, true)
        const { done, failed, of } = board.progress.value
        expect(done + failed).toBe(of)
        board.closeRow()
        expect(outside.openEngines.size).toBe(0)
      }),
      SEEDED,
    )
  }, 120_000)
})

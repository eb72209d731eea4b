// @vitest-environment jsdom
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RESOURCE_TYPES } from '../../../src/engine/record/ledger.ts'
import type { Query } from '../../../src/engine/record/query.ts'
import { createSandbox } from '../../../src/sandbox/sandbox.ts'
import { openBoard } from '../../../src/smart/board/board-session.ts'
import { startLaunch } from '../../../src/smart/start-launch.ts'
import { fakeOutside, NOON } from '../fake-outside.ts'
import { fakePage, tabStorage } from '../fake-page.ts'
import { fakeSink } from '../fake-sink.ts'

const sandbox = await createSandbox({ clock: () => new Date(NOON), wait: async () => {} })

/** Every host on the network: the sandbox, and beyond it nothing. */
const elsewhere: string[] = []
/** Where each request went. */
const searched: string[] = []
const server = setupServer(
  http.all('*', ({ request }) => {
    searched.push(new URL(request.url).pathname)
    const answer = sandbox.answer(request)
    if (!answer) elsewhere.push(request.url)
    return answer ?? Response.error()
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

const NEEDS: readonly Query[] = RESOURCE_TYPES.map((resource) => ({
  id: resource,
  kind: resource === 'Patient' ? 'read' : 'search',
  resource,
  parameters: [],
}))

/** From the EHR's list to the open board, by way of the sandbox's own authorization server. */
async function boardOf(reference: string, options: Parameters<typeof sandbox.launches.board>[1] = {}) {
  const outside = fakeOutside({ secret: () => crypto.randomUUID() })
  const storage = tabStorage()
  const first = fakePage(sandbox.launches.board(reference, options), { storage })
  await startLaunch(first, NEEDS, outside, 'board')
  const authorized = await fetch(first.left[0] ?? '', { redirect: 'manual' })
  const address = authorized.headers.get('location') ?? ''
  const opened = await openBoard(fakePage(address, { storage }), outside)
  if (!opened.ok) throw new Error(`no board: ${opened.problem.kind}`)
  return opened.value
}

describe('a board against an EHR that enforces what it granted', () => {
  test.each(['List/board-monday', 'Group/rt-board'])('reads %s, and each of its rows whole', async (list) => {
    const board = await boardOf(list)
    const read = await board.lists[0]?.read(0)
    if (!read?.ok) throw new Error('no list')
    expect(read.value.patients.length).toBeGreaterThanOrEqual(30)
    expect(read.value.oddities).toEqual([])
    for (const id of read.value.patients.slice(0, 3)) {
      const row = await board.open(id).read(NEEDS, fakeSink(id), () => {})
      expect(row.ok && row.value.filter(({ state }) => state !== 'complete')).toEqual([])
    }
    board.close()
  })

  test('finds a patient by number, and nobody by none that is', async () => {
    const board = await boardOf('List/board-monday')
    const [id = ''] = sandbox.patientIds
    const sink = fakeSink(id)
    await board.open(id).read(NEEDS, sink, () => {})
    const text = sink.taken.find(({ query }) => query === 'Patient')?.text ?? '{}'
    const number = JSON.parse(text).identifier[0].value
    expect(await board.find(number)).toEqual({ ok: true, value: [id] })
    expect(await board.find(`${number}0`)).toEqual({ ok: true, value: [] })
  })

  test('T-14 with one patient’s faults, the others’ rows are right', async () => {
    const [a = '', b = '', c = ''] = sandbox.patientIds
    const board = await boardOf('List/board-monday', {
      faultsOf: { [a]: ['stranger:Observation'], [b]: ['patient-forbidden'] },
    })
    const rows = [a, b, c].map((id) => board.open(id).read(NEEDS, fakeSink(id), () => {}))
    expect(await Promise.all(rows)).toMatchObject([
      { problem: { kind: 'somebody-else' } },
      { problem: { kind: 'patient-not-readable' } },
      { ok: true },
    ])
  })

  test('reads what was referred and decided of several trials in one search for each type, as of each alone', async () => {
    const trials = ['NCT06452485', 'NCT02513394', 'NCT05710666', 'NCT06362616', 'NCT00000000'].map((id) => ({
      id,
      version: '1.0.0',
    }))
    const [id = ''] = sandbox.patientIds
    const board = await boardOf('List/board-monday')
    const door = board.open(id).referral ?? expect.fail()
    const [one, , other] = trials
    for (const trial of [one, other])
      expect(
        await door.board(trial ?? expect.fail()).write(() => ({
          resourceType: 'QuestionnaireResponse',
          status: 'completed',
          subject: { reference: `Patient/${id}` },
          item: [{ linkId: 'of', answer: [{ valueString: trial?.id }] }],
        })),
      ).toBe(true)
    searched.length = 0
    const before = await door.before(trials, '2026-11-23')
    expect([...searched].sort()).toEqual(
      [
        'DocumentReference',
        'QuestionnaireResponse',
        'ResearchSubject',
        'ServiceRequest',
        'Task',
        'metadata',
      ].map((type) => `/fhir/${type}`),
    )
    expect(
      [...before.values()].map(({ board }) => board.kind === 'read' && board.found !== undefined),
    ).toEqual([true, false, true, false, false])
    for (const trial of trials)
      expect(before.get(trial.id)).toEqual({
        earlier: await door.earlier(trial, '2026-11-23'),
        board: await door.board(trial).read(),
      })
    for (const { earlier } of before.values()) expect(earlier).toEqual({ kind: 'read', earlier: [] })
  })

  test('says that a list is not there', async () => {
    const board = await boardOf('List/none')
    expect(await board.lists[0]?.read(0)).toEqual({ ok: false, problem: 'not-there' })
  })

  test('never asked anybody else', () => expect(elsewhere).toEqual([]))
})

// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, test } from 'vitest'
import { fakeOutside } from '../fake-outside.ts'
import { APP } from '../fake-page.ts'
import { type FakeSink, fakeSink } from '../fake-sink.ts'
import { NEEDS } from '../launched.ts'
import { AUTH, bundle, ISS, REGISTRY, smallNetwork } from '../small-ehr.ts'
import { BOARD_TOKEN, openedBoard } from './boarded.ts'

const { server, seen } = smallNetwork()
beforeEach(() => server.use(http.post(`${AUTH}/token`, () => HttpResponse.json(BOARD_TOKEN))))

const stopped = (kind: string) => ({ ok: false, problem: { kind } })
const patientOf = (request: Request) => new URL(request.url).searchParams.get('patient') ?? ''
const never = () => new Promise<never>(() => {})

/** Opens a row and reads it. */
function read(board: Awaited<ReturnType<typeof openedBoard>>['board'], id: string) {
  const row = board.open(id)
  const sink: FakeSink = fakeSink(id)
  return { row, sink, reading: row.read(NEEDS, sink, () => {}) }
}

describe('a row', () => {
  test('is pinned to its patient and always shows whose it is', async () => {
    const { board } = await openedBoard(fakeOutside())
    seen.length = 0
    const { row, reading } = read(board, 'p-7')
    expect(row).toMatchObject({ patientId: 'p-7', showPatient: true, siteName: 'Example Hospital' })
    expect(await reading).toMatchObject({ ok: true, value: [{}, {}, {}] })
    const asked = seen.map(({ url }) => new URL(url))
    expect(asked.map(({ pathname, searchParams }) => searchParams.get('patient') ?? pathname)).toEqual([
      '/fhir/Patient/p-7',
      'p-7',
      'p-7',
    ])
  })

  test.each(['', '..', 'a/b', 'p-1?x', 'a b'])('is never opened on %j', async (id) => {
    const { board } = await openedBoard(fakeOutside())
    expect(() => board.open(id)).toThrow()
  })

  test('reads nothing with scopes for one patient in context: "none" from them would be believed', async () => {
    server.use(
      http.post(`${AUTH}/token`, () =>
        HttpResponse.json({ ...BOARD_TOKEN, patient: 'p-1', scope: 'user/Patient.rs patient/*.rs' }),
      ),
    )
    const { board } = await openedBoard(fakeOutside())
    expect(await read(board, 'p-2').reading).toMatchObject({
      value: [{ state: 'complete' }, { reason: 'not-granted' }, { reason: 'not-granted' }],
    })
  })
})

describe('T-14 a row whose answers are about somebody else', () => {
  const strangers = http.get(`${ISS}/Observation`, ({ request }) =>
    HttpResponse.json(bundle(['o-1'], { about: patientOf(request) === 'a' ? 'b' : patientOf(request) })),
  )

  test('is stopped alone: the others are read, and the board goes on', async () => {
    server.use(strangers)
    const { board, storage } = await openedBoard(fakeOutside())
    const [a, b] = [read(board, 'a'), read(board, 'b')]
    expect(await a.reading).toEqual(stopped('somebody-else'))
    expect(await b.reading).toMatchObject({ ok: true })
    expect(await read(board, 'c').reading).toMatchObject({ ok: true })
    expect(Object.keys(storage)).toHaveLength(1)
    expect(seen.some(({ url }) => url.endsWith('/revoke'))).toBe(false)
  })

  test('stays stopped, and its way to refer with it; only opened anew it is read again', async () => {
    const referral = { recipients: { T: { id: 'r', name: 'Trial office' } }, keepAnswers: true }
    const sites = [{ ...REGISTRY.sites[0], referral }]
    server.use(
      strangers,
      http.get(`${APP}/config.json`, () => HttpResponse.json({ sites })),
    )
    const { board } = await openedBoard(fakeOutside())
    const { row, reading } = read(board, 'a')
    await reading
    seen.length = 0
    expect(await row.read(NEEDS, fakeSink('a'), () => {})).toEqual(stopped('session-ended'))
    expect(await row.referral?.answers?.write(() => ({ resourceType: 'QuestionnaireResponse' }))).toBe(false)
    expect(await row.referral?.answers?.read()).toEqual({ kind: 'failed' })
    expect(seen).toEqual([])
    server.use(http.get(`${ISS}/Observation`, () => HttpResponse.json(bundle([]))))
    expect(await read(board, 'a').reading).toMatchObject({ ok: true })
  })

  test('is stopped alone where the patient’s own resource is another’s', async () => {
    server.use(http.get(`${ISS}/Patient/a`, () => HttpResponse.json({ resourceType: 'Patient', id: 'b' })))
    const { board } = await openedBoard(fakeOutside())
    const [a, b] = [read(board, 'a'), read(board, 'b')]
    expect(await a.reading).toEqual(stopped('patient-differs'))
    expect(await b.reading).toMatchObject({ ok: true })
  })
})

describe('a row that fails', () => {
  test.each([
    [401, 'patient-not-readable'],
    [403, 'patient-not-readable'],
    [404, 'patient-not-readable'],
    [410, 'patient-not-readable'],
    [500, 'ehr-unreachable'],
  ])('with status %i fails alone, and can be tried again', async (status, kind) => {
    let isFailing = true
    server.use(
      http.get(`${ISS}/Patient/a`, () => (isFailing ? new HttpResponse(null, { status }) : undefined)),
      http.get(`${ISS}/:type`, ({ request }) =>
        isFailing && patientOf(request) === 'a' ? new HttpResponse(null, { status }) : undefined,
      ),
    )
    const { board } = await openedBoard(fakeOutside())
    const rows = ['b', 'a', 'c'].map((id) => read(board, id).reading)
    expect(await Promise.all(rows)).toMatchObject([{ ok: true }, stopped(kind), { ok: true }])
    isFailing = false
    expect(await read(board, 'a').reading).toMatchObject({ ok: true })
  })

  test('because the token’s time is over, fails like all others', async () => {
    const outside = fakeOutside()
    const { board } = await openedBoard(outside)
    outside.pass(3601_000)
    const rows = ['a', 'b'].map((id) => read(board, id).reading)
    expect(await Promise.all(rows)).toEqual([stopped('session-ended'), stopped('session-ended')])
    expect(await board.lists[0]?.read(0)).toEqual({ ok: false, problem: 'session-ended' })
  })
})

describe('closing', () => {
  test('a row ends its reading and nothing else', async () => {
    server.use(http.get(`${ISS}/Patient/a`, never))
    const { board, storage } = await openedBoard(fakeOutside())
    const [a, b] = [read(board, 'a'), read(board, 'b')]
    a.row.close()
    a.row.close()
    expect(await a.reading).toEqual(stopped('session-ended'))
    expect(await b.reading).toMatchObject({ ok: true })
    expect(await read(board, 'c').reading).toMatchObject({ ok: true })
    expect(Object.keys(storage)).toHaveLength(1)
    expect(seen.some(({ url }) => url.endsWith('/revoke'))).toBe(false)
  })

  test('the board ends them all, and opens no more', async () => {
    server.use(http.get(`${ISS}/Patient/:id`, never))
    const { board } = await openedBoard(fakeOutside())
    const rows = ['a', 'b'].map((id) => read(board, id).reading)
    board.close()
    expect(await Promise.all(rows)).toEqual([stopped('session-ended'), stopped('session-ended')])
    expect(await read(board, 'c').reading).toEqual(stopped('session-ended'))
  })
})

describe('T-07 HZ-20 answers on a board', () => {
  test('are each patient’s own, outlive the closing of a row, and end with the board', async () => {
    const outside = fakeOutside()
    const { board } = await openedBoard(outside)
    const a = board.open('a')
    a.answers.save({ answer: 'of a' })
    a.answers.pending.mark('key')
    const left = outside.clock.now()
    a.close()
    const [again, b] = [board.open('a'), board.open('b')]
    expect([again.answers.load(), again.answers.pending.since('key')]).toEqual([{ answer: 'of a' }, left])
    expect([b.answers.load(), b.answers.pending.since('key')]).toEqual([undefined, undefined])
    again.answers.pending.clear('key')
    expect(a.answers.pending.since('key')).toBeUndefined()
    board.close()
    expect(again.answers.load()).toBeUndefined()
    expect(board.open('a').answers.load()).toBeUndefined()
  })
})

// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { describe, expect, test } from 'vitest'
import { fakeOutside } from './fake-outside.ts'
import { fakeSink } from './fake-sink.ts'
import { NEEDS, open, reload } from './launched.ts'
import { AUTH, bundle, ISS, PATIENT, smallNetwork, TOKEN } from './small-ehr.ts'

const { server, seen } = smallNetwork()

const answerToken = (...answers: readonly object[]) => {
  let at = 0
  server.use(
    http.post(`${AUTH}/token`, () => {
      const answer = answers[Math.min(at, answers.length - 1)] ?? {}
      at += 1
      return HttpResponse.json(answer)
    }),
  )
}

describe('a token that is renewed', () => {
  const renewable = { ...TOKEN, refresh_token: 'refresh-1' }
  const refreshes = () => seen.filter(({ body }) => body.includes('grant_type=refresh_token'))
  const refusing = (...tokens: readonly string[]) =>
    server.use(
      http.get(`${ISS}/*`, ({ request }) => {
        const isRefused = tokens.some((token) => request.headers.get('authorization') === `Bearer ${token}`)
        return isRefused ? new HttpResponse(null, { status: 401 }) : undefined
      }),
    )

  test('H-03 renews once, however many requests are refused at once, and reads on', async () => {
    answerToken(renewable, { ...TOKEN, access_token: 'token-2', refresh_token: 'refresh-2' })
    const { session, storage, state } = await open(fakeOutside())
    refusing('token-1')
    const many = Array.from({ length: 12 }, (_, at) => ({ ...NEEDS[2]!, id: `Observation:${at}` }))
    const read = await session.read([NEEDS[0]!, ...many], fakeSink(PATIENT), () => {})
    expect(read.ok && read.value.every(({ state }) => state === 'complete')).toBe(true)
    expect(refreshes()).toHaveLength(1)
    expect(Object.fromEntries(new URLSearchParams(refreshes()[0]?.body))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-1',
      client_id: 'trialside',
    })
    const kept = (storage as Storage).getItem(`trialside.session.${state}`) ?? ''
    expect(kept).toContain('token-2')
    expect(kept).toContain('refresh-2')
    expect(kept).not.toContain('refresh-1')
  })

  test('renews before it ends, so that no request finds it expired', async () => {
    answerToken(renewable, { ...TOKEN, access_token: 'token-2' })
    const outside = fakeOutside()
    const { session } = await open(outside)
    outside.pass(3600_000 - 29_000)
    await session.read(NEEDS, fakeSink(PATIENT), () => {})
    expect(refreshes()).toHaveLength(1)
    expect(seen.filter(({ authorization }) => authorization === 'Bearer token-1')).toEqual([])
  })

  test('keeps the refresh token that is not replaced', async () => {
    answerToken(renewable, { ...TOKEN, access_token: 'token-2' }, { ...TOKEN, access_token: 'token-3' })
    const outside = fakeOutside()
    const { session } = await open(outside)
    for (const _ of [1, 2]) {
      outside.pass(3600_000)
      expect(await session.read(NEEDS, fakeSink(PATIENT), () => {})).toMatchObject({ ok: true })
    }
    expect(refreshes().map(({ body }) => new URLSearchParams(body).get('refresh_token'))).toEqual([
      'refresh-1',
      'refresh-1',
    ])
  })

  test('renews where the granted scope does not mention it, and leaves the scope as it was', async () => {
    const scope = 'launch patient/*.rs'
    answerToken({ ...renewable, scope }, { ...TOKEN, access_token: 'token-2', scope: undefined })
    const { session, storage, state } = await open(fakeOutside())
    refusing('token-1')
    expect(await session.read(NEEDS, fakeSink(PATIENT), () => {})).toMatchObject({ ok: true })
    const { client } = JSON.parse((storage as Storage).getItem(`trialside.session.${state}`) ?? '')
    expect(client.tokenResponse.scope).toBe(scope)
  })

  test('A-18 renews where no scope was given, and still counts everything as granted', async () => {
    answerToken({ ...renewable, scope: undefined }, { ...TOKEN, access_token: 'token-2', scope: undefined })
    const outside = fakeOutside()
    const before = await open(outside)
    refusing('token-1')
    await before.session.read(NEEDS, fakeSink(PATIENT), () => {})
    const { opened } = await reload(outside, before)
    const read = opened.ok && (await opened.value.read(NEEDS, fakeSink(PATIENT), () => {}))
    expect(read).toMatchObject({ value: NEEDS.map(() => ({ state: 'complete' })) })
  })

  test('A-23 is tried again where the first renewal fails in passing', async () => {
    let at = 0
    server.use(
      http.post(`${AUTH}/token`, () => {
        at += 1
        if (at === 2) return new HttpResponse(null, { status: 503 })
        return HttpResponse.json(at === 1 ? renewable : { ...TOKEN, access_token: 'token-2' })
      }),
    )
    const { session } = await open(fakeOutside())
    refusing('token-1')
    expect(await session.read(NEEDS, fakeSink(PATIENT), () => {})).toMatchObject({ ok: true })
    expect(refreshes()).toHaveLength(2)
  })

  test('A-22 stops everything where it comes back for somebody else', async () => {
    answerToken(renewable, { ...TOKEN, access_token: 'token-2', patient: 'p-2' })
    const { session, storage } = await open(fakeOutside())
    refusing('token-1')
    const sink = fakeSink(PATIENT)
    expect(await session.read(NEEDS, sink, () => {})).toEqual({
      ok: false,
      problem: { kind: 'patient-differs' },
    })
    expect(sink.taken).toEqual([])
    expect(Object.keys(storage)).toEqual([])
    expect(seen.filter(({ authorization }) => authorization === 'Bearer token-2')).toEqual([])
  })

  test('brings nothing back that was closed while it was under way', async () => {
    const outside = fakeOutside()
    answerToken(renewable)
    const { session, storage } = await open(outside)
    let answer: () => void = () => {}
    const late = new Promise<Response>((resolve) => {
      answer = () => resolve(HttpResponse.json({ ...TOKEN, access_token: 'token-2' }))
    })
    server.use(http.post(`${AUTH}/token`, () => late))
    outside.pass(3600_000)
    const reading = session.read(NEEDS, fakeSink(PATIENT), () => {})
    await expect.poll(() => refreshes().length).toBe(1)
    session.close()
    expect(await reading).toEqual({ ok: false, problem: { kind: 'session-ended' } })
    answer()
    for (const _ of Array.from({ length: 50 })) await new Promise((resolve) => setImmediate(resolve))
    expect(Object.keys(storage)).toEqual([])
    expect(seen.filter(({ authorization }) => authorization === 'Bearer token-2')).toEqual([])
  })

  test('ends the session where it is refused, with one try', async () => {
    server.use(
      http.post(`${AUTH}/token`, async ({ request }) =>
        (await request.clone().text()).includes('refresh')
          ? HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })
          : HttpResponse.json(renewable),
      ),
    )
    const { session } = await open(fakeOutside())
    await session.read([NEEDS[0]!], fakeSink(PATIENT), () => {})
    refusing('token-1')
    const read = await session.read(NEEDS.slice(1), fakeSink(PATIENT), () => {})
    expect(read).toMatchObject({
      value: [{ state: 'failed', reason: 'session-ended' }, { reason: 'session-ended' }],
    })
    expect(refreshes()).toHaveLength(1)
    seen.length = 0
    await session.read(NEEDS.slice(1), fakeSink(PATIENT), () => {})
    expect(seen).toEqual([])
  })

  test('ends the session where the renewed token is refused too', async () => {
    answerToken(renewable, { ...TOKEN, access_token: 'token-2', refresh_token: 'refresh-2' })
    const { session } = await open(fakeOutside())
    refusing('token-1', 'token-2')
    const read = await session.read(NEEDS.slice(1), fakeSink(PATIENT), () => {})
    expect(read).toMatchObject({ value: [{ reason: 'session-ended' }, { reason: 'session-ended' }] })
    expect(refreshes()).toHaveLength(1)
    seen.length = 0
    await session.read(NEEDS.slice(1), fakeSink(PATIENT), () => {})
    expect(seen).toEqual([])
  })
})

describe('a token that cannot be renewed', () => {
  test('A-19 ends by the clock: later queries are not asked', async () => {
    const outside = fakeOutside()
    const { session } = await open(outside)
    outside.pass(3600_000)
    seen.length = 0
    const read = await session.read(NEEDS.slice(1), fakeSink(PATIENT), () => {})
    expect(read).toMatchObject({
      ok: true,
      value: [
        { state: 'failed', reason: 'session-ended' },
        { state: 'failed', reason: 'session-ended' },
      ],
    })
    expect(seen).toEqual([])
  })

  test('and ends on the way, keeps what came before', async () => {
    answerToken({ ...TOKEN, expires_in: 5 })
    const outside = fakeOutside()
    const { session } = await open(outside)
    server.use(
      http.get(`${ISS}/Observation`, ({ request }) => {
        if (new URL(request.url).searchParams.has('page')) return HttpResponse.json(bundle(['o-2']))
        outside.pass(6000)
        return HttpResponse.json(bundle(['o-1'], { next: 'Observation?page=2' }))
      }),
    )
    const read = await session.read([NEEDS[2]!], fakeSink(PATIENT), () => {})
    expect(read).toMatchObject({
      value: [{ state: 'partial', reason: 'session-ended', pages: 1, entries: 1 }],
    })
  })
})

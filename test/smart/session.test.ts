// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { describe, expect, test } from 'vitest'
import { openSession } from '../../src/smart/session.ts'
import { fakeOutside } from './fake-outside.ts'
import { APP, blockedStorage, fakePage, tabStorage } from './fake-page.ts'
import { fakeSink } from './fake-sink.ts'
import { comeBack, launch, NEEDS, open, reload } from './launched.ts'
import { AUTH, bundle, DISCOVERY, ISS, PATIENT, REGISTRY, smallNetwork, TOKEN } from './small-ehr.ts'

const { server, seen } = smallNetwork()

const notLaunched = { ok: false, problem: { kind: 'not-launched' } }
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

describe('T-14 two charts in one browser', () => {
  const forPatient = (id: string) => answerToken({ ...TOKEN, patient: id, access_token: `token-of-${id}` })

  test('X-03 two frames of a tab keep their own patient through a reload, in any order', async () => {
    const outside = fakeOutside()
    const storage = tabStorage()
    forPatient('a')
    const a = await open(outside, { storage, place: '0' })
    forPatient('b')
    const b = await open(outside, { storage, place: '1' })
    const [againB, againA] = [await reload(outside, b), await reload(outside, a)]
    expect(againA.opened).toMatchObject({ ok: true, value: { patientId: 'a' } })
    expect(againB.opened).toMatchObject({ ok: true, value: { patientId: 'b' } })
    expect((await reload(outside, againA)).opened).toMatchObject({ ok: true, value: { patientId: 'a' } })
  })

  test('X-01 a new launch in a frame discards the chart that was there', async () => {
    const outside = fakeOutside()
    const storage = tabStorage()
    forPatient('a')
    const a = await open(outside, { storage, place: '0' })
    forPatient('b')
    const b = await open(outside, { storage, place: '0' })
    expect(Object.keys(storage)).toEqual([`trialside.session.${b.state}`])
    expect((await reload(outside, a)).opened).toEqual(notLaunched)
    expect((await reload(outside, b)).opened).toMatchObject({ ok: true, value: { patientId: 'b' } })
  })

  test('a new launch of the tab itself discards whatever was in it', async () => {
    const outside = fakeOutside()
    const storage = tabStorage()
    await open(outside, { storage, place: '0' })
    await open(outside, { storage, place: '1' })
    const { state } = await launch(outside, { storage })
    expect(Object.keys(storage)).toEqual([`trialside.session.${state}`])
  })

  test('a launch that nobody came back for does not stay', async () => {
    const outside = fakeOutside()
    const storage = tabStorage()
    await launch(outside, { storage, place: '0' })
    outside.pass(11 * 60_000)
    const { state } = await launch(outside, { storage, place: '1' })
    expect(Object.keys(storage)).toEqual([`trialside.session.${state}`])
  })

  test('X-05 going back in the history to a chart finds none', async () => {
    const a = await open(fakeOutside())
    const page = fakePage(`${APP}/index.html`, { storage: a.storage as Storage, note: a.page.note() })
    expect(await openSession(page, fakeOutside())).toEqual(notLaunched)
    expect(Object.keys(a.storage)).toEqual([])
  })

  test('X-05 a document that the browser kept alive forgets its chart and starts afresh', async () => {
    const a = await open(fakeOutside())
    a.page.restore()
    expect(a.page.reloads).toBe(1)
    expect((await reload(fakeOutside(), a)).opened).toEqual(notLaunched)
  })

  test('X-04 a copy of the tab must be launched again', async () => {
    const a = await open(fakeOutside())
    const copy = tabStorage()
    for (const key of Object.keys(a.storage)) copy.setItem(key, (a.storage as Storage).getItem(key) ?? '')
    const page = fakePage(`${APP}/index.html`, { storage: copy, note: a.page.note() })
    expect(await openSession(page, fakeOutside())).toEqual(notLaunched)
  })
})

describe('a reload', () => {
  test('keeps the session, and spends no code', async () => {
    const outside = fakeOutside()
    const before = await open(outside)
    seen.length = 0
    const { opened } = await reload(outside, before)
    expect(opened).toMatchObject({ ok: true, value: { patientId: PATIENT, showPatient: false } })
    expect(seen.map(({ url }) => url)).toEqual([`${APP}/config.json`])
    if (!opened.ok) return
    expect(await opened.value.read(NEEDS, fakeSink(PATIENT), () => {})).toMatchObject({ ok: true })
    expect(seen.at(-1)?.authorization).toBe('Bearer token-1')
  })

  test('counts the token’s time from when it was given, not from the reload', async () => {
    const outside = fakeOutside()
    const before = await open(outside)
    outside.pass(3599_000)
    expect((await reload(outside, before)).opened.ok).toBe(true)
    outside.pass(2000)
    const { opened } = await reload(outside, before)
    const read = opened.ok ? await opened.value.read(NEEDS, fakeSink(PATIENT), () => {}) : opened
    expect(read).toEqual({ ok: false, problem: { kind: 'session-ended' } })
  })

  test('keeps the granted scopes', async () => {
    answerToken({ ...TOKEN, scope: 'patient/Patient.r patient/Condition.rs' })
    const { opened } = await reload(fakeOutside(), await open(fakeOutside()))
    const read = opened.ok && (await opened.value.read(NEEDS, fakeSink(PATIENT), () => {}))
    expect(read).toMatchObject({ value: [{}, {}, { query: 'Observation', reason: 'not-granted' }] })
  })

  test('A-11 X-08 finds no session where the storage was cleared or is blocked', async () => {
    const before = await open(fakeOutside())
    expect((await reload(fakeOutside(), { ...before, storage: tabStorage() })).opened).toEqual(notLaunched)
    const blocked = await reload(fakeOutside(), { ...before, storage: blockedStorage })
    expect(blocked.opened).toEqual({ ok: false, problem: { kind: 'storage-blocked' } })
  })

  test('finds no session in what is no session', async () => {
    for (const text of [
      '',
      '{',
      'null',
      '17',
      '"x"',
      '[]',
      '{}',
      '{"phase":"launching"}',
      '{"phase":"answered"}',
    ]) {
      const storage = tabStorage()
      storage.setItem('trialside.session.k', text)
      const page = fakePage(`${APP}/index.html`, { storage, reloaded: true, note: { trialside: 'k' } })
      expect(await openSession(page, fakeOutside())).toEqual(notLaunched)
    }
  })

  test.each([null, undefined, 1, 'k', [], {}, { trialside: 1 }, { trialside: {} }])(
    'takes no key from the note %j',
    async (note) => {
      const page = fakePage(`${APP}/index.html`, { reloaded: true, note })
      expect(await openSession(page, fakeOutside())).toEqual(notLaunched)
    },
  )

  test('can be made again where the list of sites was unreadable', async () => {
    const before = await open(fakeOutside())
    server.use(http.get(`${APP}/config.json`, () => HttpResponse.error(), { once: true }))
    const first = await reload(fakeOutside(), before)
    expect(first.opened).toEqual({ ok: false, problem: { kind: 'config-unreadable' } })
    expect((await reload(fakeOutside(), first)).opened.ok).toBe(true)
  })
})

describe('T-07 what is kept', () => {
  test('is one entry of the tab, without code, PKCE verifier or identity', async () => {
    answerToken({ ...TOKEN, id_token: 'eyJ.ZZIDENTITY.x', refresh_token: 'refresh-1' })
    const { storage, state } = await launch(fakeOutside())
    const { codeVerifier, codeChallenge } = JSON.parse(
      (storage as Storage).getItem(`trialside.session.${state}`) ?? '',
    ).client
    await comeBack(fakeOutside(), { code: 'code-1', state }, { storage })
    expect(Object.keys(storage)).toEqual([`trialside.session.${state}`])
    const kept = (storage as Storage).getItem(`trialside.session.${state}`) ?? ''
    for (const secret of ['code-1', codeVerifier, codeChallenge, 'ZZIDENTITY'])
      expect(kept).not.toContain(secret)
  })

  test('is gone after close, and the token with it', async () => {
    const outside = fakeOutside()
    const { session, storage, page, ...rest } = await open(outside)
    session.close()
    session.close()
    expect(Object.keys(storage)).toEqual([])
    expect((await reload(outside, { page, storage, ...rest })).opened).toEqual(notLaunched)
    seen.length = 0
    const read = await session.read(NEEDS, fakeSink(PATIENT), () => {})
    expect(read).toEqual({ ok: false, problem: { kind: 'session-ended' } })
    expect(seen.filter(({ url }) => url.startsWith(`${ISS}/`))).toEqual([])
  })

  test('goes with whatever was being read when it closes', async () => {
    const { session } = await open(fakeOutside())
    server.use(http.get(`${ISS}/Patient/:id`, () => new Promise<never>(() => {})))
    const reading = session.read(NEEDS, fakeSink(PATIENT), () => {})
    session.close()
    expect(await reading).toEqual({ ok: false, problem: { kind: 'session-ended' } })
  })
})

describe('the revocation of a token', () => {
  const revoked = () =>
    seen
      .filter(({ url }) => url.endsWith('/revoke'))
      .map(({ body }) => Object.fromEntries(new URLSearchParams(body)))

  test('is asked for once, with the token that ends them all', async () => {
    answerToken({ ...TOKEN, refresh_token: 'refresh-1' })
    const { session } = await open(fakeOutside())
    session.close()
    session.close()
    await expect
      .poll(revoked)
      .toEqual([{ token: 'refresh-1', token_type_hint: 'refresh_token', client_id: 'trialside' }])
  })

  test('names the access token where there is no other', async () => {
    const { session } = await open(fakeOutside())
    session.close()
    await expect.poll(revoked).toMatchObject([{ token: 'token-1', token_type_hint: 'access_token' }])
  })

  test.each(['https://evil.example/revoke', 'http://login.ehr.example/revoke', 17])(
    'is not asked for at %s',
    async (revocation_endpoint) => {
      server.use(
        http.get(`${ISS}/.well-known/smart-configuration`, () =>
          HttpResponse.json({ ...DISCOVERY, revocation_endpoint }),
        ),
      )
      const { session } = await open(fakeOutside())
      seen.length = 0
      session.close()
      expect(seen).toEqual([])
    },
  )
})

describe('A-24 the patient’s name on the card', () => {
  test.each([
    [false, true, false],
    [false, false, true],
    [true, true, true],
    [undefined, true, true],
  ])(
    'token says %s, site says that the EHR shows it %s: shown is %s',
    async (need_patient_banner, ehrShowsBanner, shown) => {
      const { need_patient_banner: _, ...rest } = TOKEN
      answerToken({ ...rest, ...(need_patient_banner === undefined ? {} : { need_patient_banner }) })
      const sites = [{ ...REGISTRY.sites[0], ehrShowsBanner, language: 'nl' }]
      server.use(http.get(`${APP}/config.json`, () => HttpResponse.json({ sites })))
      const { session } = await open(fakeOutside())
      expect(session).toMatchObject({ showPatient: shown, language: 'nl', siteName: 'Example Hospital' })
    },
  )
})

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
    expect(refreshes().length).toBeLessThanOrEqual(1)
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

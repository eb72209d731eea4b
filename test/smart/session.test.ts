// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { describe, expect, test } from 'vitest'
import { openSession } from '../../src/smart/session.ts'
import { fakeOutside } from './fake-outside.ts'
import { APP, blockedStorage, fakePage, tabStorage } from './fake-page.ts'
import { fakeSink } from './fake-sink.ts'
import { comeBack, launch, NEEDS, open, reload } from './launched.ts'
import { AUTH, DISCOVERY, ISS, PATIENT, REGISTRY, smallNetwork, TOKEN } from './small-ehr.ts'

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

// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { describe, expect, test } from 'vitest'
import type { ProblemKind } from '../../src/smart/problems.ts'
import { PROBLEM_KINDS } from '../../src/smart/problems.ts'
import { openSession } from '../../src/smart/session.ts'
import { fakeOutside } from './fake-outside.ts'
import { APP, blockedStorage, fakePage, tabStorage } from './fake-page.ts'
import { comeBack, launch, open } from './launched.ts'
import { AUTH, DISCOVERY, EVIL, ISS, REGISTRY, smallNetwork, TOKEN } from './small-ehr.ts'

const { server, seen } = smallNetwork()

const tokenRequests = () => seen.filter(({ method }) => method === 'POST')
const failed = (kind: ProblemKind) => ({ ok: false, problem: { kind } })
const sessionsIn = (storage: Storage | (() => Storage)) => Object.keys(storage)

describe('T-05 an answer that belongs to no launch', () => {
  test('with a state that nobody sent', async () => {
    const { storage } = await launch(fakeOutside())
    const { opened } = await comeBack(fakeOutside(), { code: 'code-1', state: 'secret-9' }, { storage })
    expect(opened).toEqual(failed('state-unknown'))
    expect(tokenRequests()).toEqual([])
  })

  test.each([
    [{ code: 'code-1' }],
    [{ code: 'code-1', state: '' }],
    [{ code: '', state: 'secret-1' }],
    [{ state: 'secret-1' }],
  ])('with %j only', async (answer) => {
    const { storage } = await launch(fakeOutside())
    const { opened } = await comeBack(fakeOutside(), answer as Record<string, string>, { storage })
    expect(opened).toEqual(failed('state-unknown'))
    expect(tokenRequests()).toEqual([])
  })

  test('in another tab', async () => {
    const { state } = await launch(fakeOutside())
    const { opened } = await comeBack(fakeOutside(), { code: 'code-1', state }, { storage: tabStorage() })
    expect(opened).toEqual(failed('state-unknown'))
    expect(tokenRequests()).toEqual([])
  })

  test('a second time', async () => {
    const { storage, state } = await open(fakeOutside())
    const { opened } = await comeBack(fakeOutside(), { code: 'code-2', state }, { storage })
    expect(opened).toEqual(failed('state-unknown'))
    expect(tokenRequests()).toHaveLength(1)
  })

  test('a second time, after the first was refused', async () => {
    server.use(
      http.post(`${AUTH}/token`, () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })),
    )
    const { storage, state } = await launch(fakeOutside())
    await comeBack(fakeOutside(), { code: 'code-1', state }, { storage })
    const { opened } = await comeBack(fakeOutside(), { code: 'code-1', state }, { storage })
    expect(opened).toEqual(failed('state-unknown'))
    expect(tokenRequests()).toHaveLength(1)
  })

  test.each([
    [10 * 60_000, true],
    [10 * 60_000 + 1, false],
    [24 * 3600_000, false],
  ])('%i ms after the launch: taken is %s', async (late, isTaken) => {
    const outside = fakeOutside()
    const { storage, state } = await launch(outside)
    outside.pass(late)
    const { opened } = await comeBack(outside, { code: 'code-1', state }, { storage })
    expect(opened.ok).toBe(isTaken)
    expect(tokenRequests()).toHaveLength(isTaken ? 1 : 0)
  })

  test('with a parameter that stands twice', async () => {
    const { storage, state } = await launch(fakeOutside())
    for (const more of ['&code=x', `&state=${state}`, '&error=a&error=b']) {
      const page = fakePage(`${APP}/index.html?code=code-1&state=${state}${more}`, {
        storage: storage as Storage,
      })
      expect(await openSession(page, fakeOutside())).toEqual(failed('parameter-repeated'))
    }
    expect(tokenRequests()).toEqual([])
  })
})

describe('T-04 an answer from another server than the one asked', () => {
  test.each([EVIL, 'https://other.example/r4', `${ISS}/`, ''])('that calls itself %j', async (iss) => {
    const { storage, state } = await launch(fakeOutside())
    const { opened } = await comeBack(fakeOutside(), { code: 'code-1', state, iss }, { storage })
    expect(opened).toEqual(failed('authorization-failed'))
    expect(tokenRequests()).toEqual([])
    expect(sessionsIn(storage)).toEqual([])
  })

  test('that promised to name itself and does not', async () => {
    server.use(
      http.get(`${ISS}/.well-known/smart-configuration`, () =>
        HttpResponse.json({ ...DISCOVERY, authorization_response_iss_parameter_supported: true }),
      ),
    )
    const { storage, state } = await launch(fakeOutside())
    const { opened } = await comeBack(fakeOutside(), { code: 'code-1', state }, { storage })
    expect(opened).toEqual(failed('authorization-failed'))
    expect(tokenRequests()).toEqual([])
  })

  test('is taken from the right one', async () => {
    const { storage, state } = await launch(fakeOutside())
    const { opened } = await comeBack(fakeOutside(), { code: 'code-1', state, iss: ISS }, { storage })
    expect(opened.ok).toBe(true)
  })

  test('sends the code where its own launch came from, when two sites are launched at once', async () => {
    const other = 'https://other.example'
    server.use(
      http.get(`${other}/r4/.well-known/smart-configuration`, () =>
        HttpResponse.json({
          authorization_endpoint: `${other}/authorize`,
          token_endpoint: `${other}/token`,
          code_challenge_methods_supported: ['S256'],
        }),
      ),
      http.post(`${other}/token`, () => HttpResponse.json(TOKEN)),
    )
    const storage = tabStorage()
    const outside = fakeOutside()
    const first = await launch(outside, { storage, place: '0' })
    const search = `?${new URLSearchParams({ iss: `${other}/r4`, launch: 'launch-2' })}`
    const second = await launch(outside, { storage, place: '1', search })
    await comeBack(outside, { code: 'code-2', state: second.state }, { storage, place: '1' })
    await comeBack(outside, { code: 'code-1', state: first.state }, { storage, place: '0' })
    expect(tokenRequests().map(({ url, body }) => [url, new URLSearchParams(body).get('code')])).toEqual([
      [`${other}/token`, 'code-2'],
      [`${AUTH}/token`, 'code-1'],
    ])
  })
})

describe('A-08 an answer that says no', () => {
  const codes: readonly (readonly [string, ProblemKind])[] = [
    ['access_denied', 'access-denied'],
    ['invalid_request', 'authorization-failed'],
    ['unauthorized_client', 'authorization-failed'],
    ['unsupported_response_type', 'authorization-failed'],
    ['invalid_scope', 'authorization-failed'],
    ['server_error', 'authorization-failed'],
    ['temporarily_unavailable', 'authorization-failed'],
    ['<img src=x onerror=alert(1)>', 'authorization-failed'],
    ['', 'authorization-failed'],
  ]
  test.each(codes)('%j is %s', async (error, kind) => {
    const { storage, state } = await launch(fakeOutside())
    const answer = { error, error_description: '<b>ZZCANARY</b>', error_uri: EVIL, state }
    const { opened, page } = await comeBack(fakeOutside(), answer, { storage })
    expect(opened).toEqual(failed(kind))
    expect(page.rewritten.join()).not.toContain('ZZCANARY')
    expect(sessionsIn(storage)).toEqual([])
    expect(tokenRequests()).toEqual([])
  })

  test('is believed without a state, because some servers leave it out and nothing hangs on it', async () => {
    const { opened } = await comeBack(fakeOutside(), { error: 'access_denied' }, { storage: tabStorage() })
    expect(opened).toEqual(failed('access-denied'))
  })

  test('is not believed with a state that nobody sent', async () => {
    const { storage } = await launch(fakeOutside())
    const { opened } = await comeBack(fakeOutside(), { error: 'access_denied', state: 'x' }, { storage })
    expect(opened).toEqual(failed('state-unknown'))
    expect(sessionsIn(storage)).toHaveLength(1)
  })

  test('wins over a code that stands beside it', async () => {
    const { storage, state } = await launch(fakeOutside())
    const { opened } = await comeBack(
      fakeOutside(),
      { error: 'access_denied', code: 'code-1', state },
      { storage },
    )
    expect(opened).toEqual(failed('access-denied'))
    expect(tokenRequests()).toEqual([])
  })
})

describe('the token request', () => {
  test('is one form, to the endpoint that was checked, with the verifier, and no header of ours', async () => {
    const { storage, state } = await launch(fakeOutside())
    const { codeVerifier } = JSON.parse(
      (storage as Storage).getItem(`trialside.session.${state}`) ?? '',
    ).client
    await comeBack(fakeOutside(), { code: 'a+b&client_id=evil=%2F', state }, { storage })
    expect(tokenRequests()).toMatchObject([{ url: `${AUTH}/token`, authorization: null }])
    expect(Object.fromEntries(new URLSearchParams(tokenRequests()[0]?.body))).toEqual({
      grant_type: 'authorization_code',
      code: 'a+b&client_id=evil=%2F',
      redirect_uri: `${APP}/index.html`,
      client_id: 'trialside',
      code_verifier: codeVerifier,
    })
  })

  test('T-06 is made after code and state are gone from the address', async () => {
    const { storage, state } = await launch(fakeOutside())
    const page = fakePage(`${APP}/index.html?code=code-1&state=${state}`, { storage: storage as Storage })
    const fetched: string[] = []
    const outside = fakeOutside({
      fetch: (address, init) => {
        fetched.push(`${page.rewritten.at(-1)} while fetching ${address}`)
        return fetch(address, init)
      },
    })
    await openSession(page, outside)
    expect(fetched).toEqual([
      `${APP}/index.html while fetching ${APP}/config.json`,
      `${APP}/index.html while fetching ${AUTH}/token`,
    ])
  })

  const answers: readonly (readonly [string, () => Response, ProblemKind])[] = [
    [
      '400 invalid_grant',
      () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 }),
      'token-refused',
    ],
    ['401', () => HttpResponse.json({ error: 'invalid_client' }, { status: 401 }), 'token-refused'],
    ['500', () => new HttpResponse('oops', { status: 500 }), 'token-refused'],
    ['503', () => new HttpResponse(null, { status: 503 }), 'token-refused'],
    ['no answer', () => HttpResponse.error(), 'ehr-unreachable'],
    ['a redirect', () => HttpResponse.redirect(`${EVIL}/token`, 307), 'ehr-unreachable'],
    ['a page', () => HttpResponse.html('<title>Hello</title>'), 'token-malformed'],
    [
      'nothing',
      () => new HttpResponse('', { headers: { 'content-type': 'application/json' } }),
      'token-malformed',
    ],
    [
      'cut off',
      () => new HttpResponse('{"access', { headers: { 'content-type': 'application/json' } }),
      'token-malformed',
    ],
    ['a list', () => HttpResponse.json([TOKEN]), 'token-malformed'],
    ['null', () => HttpResponse.json(null), 'token-malformed'],
    [
      '201',
      () => HttpResponse.json(TOKEN, { status: 201, headers: { location: `${EVIL}/x` } }),
      'token-refused',
    ],
  ]
  test.each(answers)('answered with %s, ends the launch and is not made again', async (_, answer, kind) => {
    server.use(http.post(`${AUTH}/token`, answer))
    const { storage, state } = await launch(fakeOutside())
    const { opened } = await comeBack(fakeOutside(), { code: 'code-1', state }, { storage })
    expect(opened).toEqual(failed(kind))
    expect(tokenRequests()).toHaveLength(1)
    expect(seen.filter(({ url }) => url.startsWith(EVIL))).toEqual([])
    expect(sessionsIn(storage)).toEqual([])
  })

  test('A-06 ends by itself when nothing comes', async () => {
    const { storage, state } = await launch(fakeOutside())
    const outside = fakeOutside({
      fetch: (address, init) => {
        if (!address.endsWith('/token')) return fetch(address, init)
        return new Promise(() => queueMicrotask(() => outside.pass(10_000)))
      },
    })
    const { opened } = await comeBack(outside, { code: 'code-1', state }, { storage })
    expect(opened).toEqual(failed('ehr-unreachable'))
  })
})

describe('the list of sites, changed since the launch', () => {
  test('has the site no more', async () => {
    const { storage, state } = await launch(fakeOutside())
    server.use(http.get(`${APP}/config.json`, () => HttpResponse.json({ sites: REGISTRY.sites.slice(1) })))
    const { opened } = await comeBack(fakeOutside(), { code: 'code-1', state }, { storage })
    expect(opened).toEqual(failed('iss-unknown'))
    expect(tokenRequests()).toEqual([])
  })

  test('trusts the token endpoint no more', async () => {
    const { storage, state } = await launch(fakeOutside())
    const sites = [{ ...REGISTRY.sites[0], origins: [] }]
    server.use(http.get(`${APP}/config.json`, () => HttpResponse.json({ sites })))
    const { opened } = await comeBack(fakeOutside(), { code: 'code-1', state }, { storage })
    expect(opened).toEqual(failed('endpoint-not-trusted'))
    expect(tokenRequests()).toEqual([])
  })
})

describe('the card’s page without an answer', () => {
  test('was not launched', async () => {
    for (const search of [
      '',
      '?',
      '?x=1',
      '?fhirServiceUrl=https://evil.example&patientId=victim',
      `?iss=${ISS}&launch=1`,
    ]) {
      const page = fakePage(`${APP}/index.html${search}`)
      expect(await openSession(page, fakeOutside())).toEqual(failed('not-launched'))
      expect(page.rewritten).toEqual([`${APP}/index.html`])
    }
    expect(seen).toEqual([])
  })

  test('X-02 was not launched by a new launch in its own address, even over an open session', async () => {
    const { storage } = await open(fakeOutside())
    const page = fakePage(`${APP}/index.html?iss=${ISS}&launch=launch-2`, { storage: storage as Storage })
    expect(await openSession(page, fakeOutside())).toEqual(failed('not-launched'))
  })

  test.each(PROBLEM_KINDS)('shows the problem %s that the launch page handed it', async (kind) => {
    const page = fakePage(`${APP}/index.html#problem=${kind}`)
    expect(await openSession(page, fakeOutside())).toEqual(failed(kind))
    expect(page.rewritten).toEqual([`${APP}/index.html#problem=${kind}`])
  })

  test.each([
    '#problem=',
    '#problem=<img>',
    '#problem=nonsense',
    '#x',
    '#problem=state-unknown&x',
    '#problem=__proto__',
  ])('takes no problem from %s', async (fragment) => {
    const page = fakePage(`${APP}/index.html${fragment}`)
    expect(await openSession(page, fakeOutside())).toEqual(failed('not-launched'))
  })

  test('A-11 says so where the browser blocks storage', async () => {
    const { state } = await launch(fakeOutside())
    const { opened } = await comeBack(fakeOutside(), { code: 'code-1', state }, { storage: blockedStorage })
    expect(opened).toEqual(failed('storage-blocked'))
    expect(tokenRequests()).toEqual([])
  })
})

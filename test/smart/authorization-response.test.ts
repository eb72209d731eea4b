// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { describe, expect, test } from 'vitest'
import type { ProblemKind } from '../../src/smart/problems.ts'
import { openSession } from '../../src/smart/session.ts'
import { fakeOutside } from './fake-outside.ts'
import { APP, fakePage, tabStorage } from './fake-page.ts'
import { comeBack, launch, open } from './launched.ts'
import { AUTH, DISCOVERY, EVIL, ISS, smallNetwork, TOKEN } from './small-ehr.ts'

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

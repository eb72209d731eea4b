// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { describe, expect, test } from 'vitest'
import type { ProblemKind } from '../../src/smart/problems.ts'
import { openSession } from '../../src/smart/session.ts'
import { fakeOutside } from './fake-outside.ts'
import { APP, fakePage } from './fake-page.ts'
import { comeBack, launch } from './launched.ts'
import { AUTH, EVIL, REGISTRY, smallNetwork, TOKEN } from './small-ehr.ts'

const { server, seen } = smallNetwork()

const tokenRequests = () => seen.filter(({ method }) => method === 'POST')
const failed = (kind: ProblemKind) => ({ ok: false, problem: { kind } })
const sessionsIn = (storage: Storage | (() => Storage)) => Object.keys(storage)

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
    ['a redirect', () => HttpResponse.redirect(`${EVIL}/token`, 302), 'ehr-unreachable'],
    ['a redirect that keeps the form', () => HttpResponse.redirect(`${EVIL}/token`, 307), 'ehr-unreachable'],
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

  test('is made once where the same answer arrives twice at a time', async () => {
    const { storage, state } = await launch(fakeOutside())
    const answer = { code: 'code-1', state }
    const both = await Promise.all([
      comeBack(fakeOutside(), answer, { storage }),
      comeBack(fakeOutside(), answer, { storage }),
    ])
    expect(both.map(({ opened }) => opened.ok || opened.problem.kind)).toEqual([true, 'state-unknown'])
    expect(tokenRequests()).toHaveLength(1)
  })

  test('takes a token as it is, and looks for nothing inside it', async () => {
    const { expires_in: _, ...rest } = TOKEN
    server.use(http.post(`${AUTH}/token`, () => HttpResponse.json({ ...rest, access_token: 'a.b-_c.d' })))
    const { storage, state } = await launch(fakeOutside())
    const { opened } = await comeBack(fakeOutside(), { code: 'code-1', state }, { storage })
    expect(opened.ok).toBe(true)
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

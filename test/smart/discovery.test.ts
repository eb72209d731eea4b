// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { describe, expect, test } from 'vitest'
import type { ProblemKind } from '../../src/smart/problems.ts'
import { fakeOutside } from './fake-outside.ts'
import { APP } from './fake-page.ts'
import { launch } from './launched.ts'
import { AUTH, DISCOVERY, EVIL, ISS, smallNetwork } from './small-ehr.ts'

const { server, seen } = smallNetwork()

const ADDRESS = `${ISS}/.well-known/smart-configuration`
const answering = (answer: () => Response) => server.use(http.get(ADDRESS, answer))
const without = (...names: readonly (keyof typeof DISCOVERY)[]) =>
  Object.fromEntries(Object.entries(DISCOVERY).filter(([name]) => !names.some((left) => left === name)))
const askedTimes = () => seen.filter(({ url }) => url === ADDRESS).length

describe('T-03 a SMART configuration that is not good enough', () => {
  const faults: readonly (readonly [string, () => Response, ProblemKind])[] = [
    ['404', () => new HttpResponse(null, { status: 404 }), 'discovery-failed'],
    ['401', () => new HttpResponse(null, { status: 401 }), 'discovery-failed'],
    ['204', () => new HttpResponse(null, { status: 204 }), 'discovery-failed'],
    ['500, always', () => new HttpResponse(null, { status: 500 }), 'discovery-failed'],
    ['no answer at all', () => HttpResponse.error(), 'discovery-failed'],
    ['a redirect to elsewhere', () => HttpResponse.redirect(`${EVIL}/x`, 302), 'discovery-failed'],
    ['a web page', () => HttpResponse.html('<title>Welcome</title>'), 'discovery-not-json'],
    ['an empty body', () => new HttpResponse(''), 'discovery-not-json'],
    ['a cut-off body', () => new HttpResponse('{"authorization_endpoint":"https://'), 'discovery-not-json'],
    ['a list', () => HttpResponse.json([DISCOVERY]), 'discovery-not-json'],
    ['null', () => HttpResponse.json(null), 'discovery-not-json'],
    [
      'more than a megabyte',
      () => HttpResponse.json({ ...DISCOVERY, x: 'x'.repeat(1_000_001) }),
      'discovery-not-json',
    ],
    ['no endpoints', () => HttpResponse.json({}), 'endpoints-missing'],
    ['no token endpoint', () => HttpResponse.json(without('token_endpoint')), 'endpoints-missing'],
    [
      'no authorization endpoint',
      () => HttpResponse.json(without('authorization_endpoint')),
      'endpoints-missing',
    ],
    [
      'an endpoint that is no text',
      () => HttpResponse.json({ ...DISCOVERY, token_endpoint: {} }),
      'endpoints-missing',
    ],
    ['no PKCE', () => HttpResponse.json(without('code_challenge_methods_supported')), 'pkce-not-supported'],
    [
      'only plain PKCE',
      () => HttpResponse.json({ ...DISCOVERY, code_challenge_methods_supported: ['plain'] }),
      'pkce-not-supported',
    ],
    [
      'PKCE as a text',
      () => HttpResponse.json({ ...DISCOVERY, code_challenge_methods_supported: 'S256' }),
      'pkce-not-supported',
    ],
  ]
  test.each(faults)('%s', async (_, answer, kind) => {
    answering(answer)
    const { went, storage } = await launch(fakeOutside())
    expect(went).toBe(`${APP}/index.html#problem=${kind}`)
    expect(Object.keys(storage)).toEqual([])
    expect(seen.filter(({ url }) => /metadata|evil/.test(url))).toEqual([])
  })

  const untrusted = [
    `${EVIL}/authorize`,
    'http://login.ehr.example/authorize',
    'https://login.ehr.example:8443/authorize',
    'https://login.ehr.example.evil.example/authorize',
    'https://user@login.ehr.example/authorize',
    'https://login.ehr.example/authorize#x',
    '//login.ehr.example/authorize',
    '/authorize',
    'javascript:alert(1)',
    'https://other.example/authorize', // another site of the same list
  ]
  test.each(untrusted)('A-04 the endpoint %s', async (endpoint) => {
    for (const name of ['authorization_endpoint', 'token_endpoint']) {
      answering(() => HttpResponse.json({ ...DISCOVERY, [name]: endpoint }))
      const { went } = await launch(fakeOutside())
      expect(went).toBe(`${APP}/index.html#problem=endpoint-not-trusted`)
    }
  })
})

describe('A-01 a SMART configuration that fails in passing', () => {
  test('is asked for three times, and no more', async () => {
    answering(() => new HttpResponse(null, { status: 503 }))
    const outside = fakeOutside()
    await launch(outside)
    expect(askedTimes()).toBe(3)
    expect(outside.pauses).toEqual([500, 1000])
  })

  test('is good when it comes', async () => {
    server.use(http.get(ADDRESS, () => new HttpResponse(null, { status: 503 }), { once: true }))
    const { went } = await launch(fakeOutside())
    expect(went).toMatch(`${AUTH}/authorize?`)
  })

  test('is asked for anew by the next launch', async () => {
    server.use(http.get(ADDRESS, () => new HttpResponse(null, { status: 404 }), { once: true }))
    expect((await launch(fakeOutside())).went).toMatch('#problem=discovery-failed')
    expect((await launch(fakeOutside())).went).toMatch(`${AUTH}/authorize?`)
  })

  test('is asked for once where it answers: fhirclient gets the one that was checked', async () => {
    await launch(fakeOutside())
    expect(askedTimes()).toBe(1)
  })
})

// @vitest-environment jsdom
import fc from 'fast-check'
import { HttpResponse, http } from 'msw'
import { describe, expect, test } from 'vitest'
import type { ProblemKind } from '../../src/smart/problems.ts'
import { fakeOutside } from './fake-outside.ts'
import { APP, blockedStorage, tabStorage } from './fake-page.ts'
import { launch } from './launched.ts'
import { AUTH, EVIL, ISS, smallNetwork } from './small-ehr.ts'

const { server, seen } = smallNetwork()

const problemPage = (kind: ProblemKind) => `${APP}/index.html#problem=${kind}`
const withIss = (iss: string) => `?iss=${encodeURIComponent(iss)}&launch=launch-1`
const others = () => seen.map(({ url }) => url).filter((url) => url !== `${APP}/config.json`)

describe('T-01 an iss that is not, letter for letter, on the list', () => {
  const hostile: readonly string[] = [
    'https://evil.example/fhir',
    'https://ehr.example.evil.example/fhir',
    'https://evil.example/ehr.example/fhir',
    'https://evil-ehr.example/fhir',
    'https://ehr.example@evil.example/fhir',
    'https://user@ehr.example/fhir',
    'https://user:word@ehr.example/fhir',
    'https://@ehr.example/fhir',
    'http://ehr.example/fhir',
    'HTTPS://ehr.example/fhir',
    '//ehr.example/fhir',
    '/fhir',
    'ehr.example/fhir',
    'fhir',
    'javascript:alert(1)',
    'data:text/html,hello',
    'blob:https://ehr.example/0000',
    'file:///etc/passwd',
    'ftp://ehr.example/fhir',
    'ws://ehr.example/fhir',
    'https:ehr.example/fhir',
    'https:/ehr.example/fhir',
    'https:\\\\ehr.example\\fhir',
    'https://ehr.example\\fhir',
    'https://EHR.example/fhir',
    'https://ehr.example/FHIR',
    'https://ehr.example./fhir',
    'https://ehr.example:8443/fhir',
    'https://ehr.example:443/fhir',
    'https://ehr.example:80/fhir',
    'https://еhr.example/fhir', // Cyrillic е
    'https://xn--hr-hlc.example/fhir',
    'https://ehr%2eexample/fhir',
    'https://ehr.example/%66hir',
    'https://ehr.example/fhir%2f',
    'https://ehr.example/./fhir',
    'https://ehr.example/x/../fhir',
    'https://ehr.example/fhir/..',
    'https://ehr.example//fhir',
    'https://ehr.example/fhir//',
    'https://ehr.example/fhir/r4',
    'https://ehr.example/fhi',
    'https://ehr.example',
    'https://ehr.example/fhir?',
    'https://ehr.example/fhir?x=1',
    'https://ehr.example/fhir#x',
    'https://ehr.example/fhir#',
    'https://ehr.example/fhir;x=1',
    ' https://ehr.example/fhir',
    'https://ehr.example/fhir ',
    'https://ehr.example/fhir\n',
    'https://ehr.exa\tmple/fhir',
    'https://ehr.example/\u0000fhir',
    'https://ehr.example/fhir\u200b',
    'https://ehr.example,https://evil.example/fhir',
    '["https://ehr.example/fhir"]',
    'https://127.0.0.1/fhir',
    'https://[::1]/fhir',
    'http://localhost/fhir',
    `https://ehr.example/fhir/${'a'.repeat(5000)}`,
  ]

  test.each(hostile)('stops at %j and asks nobody', async (iss) => {
    const { went } = await launch(fakeOutside(), { search: withIss(iss) })
    expect(went).toBe(problemPage('iss-unknown'))
    expect(others()).toEqual([])
  })

  test.each([ISS, `${ISS}/`])('goes on at %j', async (iss) => {
    const { went } = await launch(fakeOutside(), { search: withIss(iss) })
    expect(went).toMatch(`${AUTH}/authorize?`)
  })
})

describe('A-07 a launch that does not say what it must', () => {
  const cases: readonly (readonly [string, ProblemKind])[] = [
    ['', 'iss-missing'],
    ['?launch=launch-1', 'iss-missing'],
    ['?iss=&launch=launch-1', 'iss-missing'],
    ['?ISS=https://ehr.example/fhir&launch=launch-1', 'iss-missing'],
    ['?iss[]=https://ehr.example/fhir&launch=launch-1', 'iss-missing'],
    ['?iss=https://ehr.example/fhir', 'launch-missing'],
    ['?iss=https://ehr.example/fhir&launch=', 'launch-missing'],
    ['?iss=https://ehr.example/fhir&launch=&standalone=1', 'launch-missing'],
    ['?iss=https://ehr.example/fhir&standalone', 'launch-missing'],
    ['?iss=https://ehr.example/fhir&standalone=true', 'launch-missing'],
    ['?iss=https://ehr.example/fhir&iss=https://ehr.example/fhir&launch=launch-1', 'parameter-repeated'],
    ['?iss=https://ehr.example/fhir&iss=https://evil.example&launch=launch-1', 'parameter-repeated'],
    ['?iss=https://ehr.example/fhir&launch=launch-1&launch=launch-2', 'parameter-repeated'],
    ['?iss=https://ehr.example/fhir&standalone=1&standalone=1', 'parameter-repeated'],
  ]

  test.each(cases)('%s is %s', async (search, kind) => {
    const { went } = await launch(fakeOutside(), { search })
    expect(went).toBe(problemPage(kind))
    expect(seen).toEqual([])
  })

  test('a standalone launch says so, and asks for the patient to be picked', async () => {
    const { went } = await launch(fakeOutside(), { search: `?iss=${ISS}&standalone=1` })
    const asked = new URL(went).searchParams
    expect(asked.get('scope')).toMatch(/^launch\/patient openid /)
    expect(asked.has('launch')).toBe(false)
  })
})

describe('T-02 other parameters in a launch', () => {
  const names = [
    'fhirServiceUrl',
    'patientId',
    'encounterId',
    'clientId',
    'client_id',
    'redirectUri',
    'redirect_uri',
    'code',
    'state',
    'scope',
    'error',
    'completeInTarget',
  ]
  const values = [EVIL, 'victim', '', '%00', 'javascript:alert(1)']
  const extras = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values)), {
    maxLength: 12,
  })

  test('none of them reaches the request, the stored launch or the address bar', async () => {
    await fc.assert(
      fc.asyncProperty(extras, async (more) => {
        const storage = tabStorage()
        const search = new URLSearchParams([...more, ['iss', ISS], ['launch', 'launch-1'], ...more])
        const { went, page } = await launch(fakeOutside(), { search: `?${search}`, storage })
        const asked = new URL(went)
        expect(asked.origin).toBe(AUTH)
        expect([...asked.searchParams.keys()].sort()).toEqual(
          ['aud', 'client_id', 'code_challenge', 'code_challenge_method', 'launch', 'redirect_uri']
            .concat(['response_type', 'scope', 'state'])
            .sort(),
        )
        expect(asked.searchParams.get('aud')).toBe(ISS)
        expect(asked.searchParams.get('client_id')).toBe('trialside')
        expect(asked.searchParams.get('redirect_uri')).toBe(`${APP}/index.html`)
        expect(asked.searchParams.get('launch')).toBe('launch-1')
        expect(asked.searchParams.get('state')).toBe('secret-1')
        const stored = JSON.parse(storage.getItem('trialside.session.secret-1') ?? 'null')
        expect(stored.client).toMatchObject({ serverUrl: ISS, clientId: 'trialside', tokenResponse: {} })
        expect(page.rewritten).toEqual([`${APP}/launch.html`])
      }),
      { numRuns: 60 },
    )
    expect(others().filter((url) => !url.startsWith(`${ISS}/.well-known/`))).toEqual([])
  })
})

describe('the list of sites', () => {
  const spoilt: readonly (readonly [string, () => Response])[] = [
    ['is not there', () => new HttpResponse(null, { status: 404 })],
    ['is a page', () => HttpResponse.html('<title>Sign in</title>')],
    ['is moved', () => HttpResponse.redirect(`${EVIL}/config.json`, 302)],
    ['does not answer', () => HttpResponse.error()],
    ['is empty text', () => new HttpResponse('')],
  ]
  test.each(spoilt)('stops the launch when it %s', async (_, answer) => {
    server.use(http.get(`${APP}/config.json`, answer))
    const { went } = await launch(fakeOutside())
    expect(went).toBe(problemPage('config-unreadable'))
    expect(others()).toEqual([])
  })
})

describe('A-11 a frame without storage', () => {
  test('stops before anybody is asked', async () => {
    const { went } = await launch(fakeOutside(), { storage: blockedStorage })
    expect(went).toBe(problemPage('storage-blocked'))
    expect(others()).toEqual([])
  })

  test('stops when storage is full', async () => {
    const full = tabStorage()
    const refusing = new Proxy(full, {
      get: (target, name) => {
        if (name !== 'setItem') return Reflect.get(target, name)
        return () => {
          throw new DOMException('full', 'QuotaExceededError')
        }
      },
    })
    const { went } = await launch(fakeOutside(), { storage: refusing })
    expect(went).toBe(problemPage('storage-blocked'))
  })
})

// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { outside as browser, randomSecret } from '../../src/smart/outside.ts'
import { fakeOutside } from './fake-outside.ts'
import { APP, tabStorage } from './fake-page.ts'
import { launch } from './launched.ts'
import { AUTH, DISCOVERY, ISS, smallNetwork } from './small-ehr.ts'

const { server } = smallNetwork()

afterEach(() => void vi.restoreAllMocks())

describe('the authorization request', () => {
  test('asks for what the queries need, bound to this EHR, this launch and this browser', async () => {
    const { went, storage } = await launch(fakeOutside())
    const asked = new URL(went)
    const stored = JSON.parse((storage as Storage).getItem('trialside.session.secret-1') ?? 'null')
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'trialside',
      scope:
        'launch openid fhirUser online_access patient/Patient.r patient/Condition.rs patient/Observation.rs',
      redirect_uri: `${APP}/index.html`,
      aud: ISS,
      state: 'secret-1',
      launch: 'launch-1',
      code_challenge: await challengeOf(stored.client.codeVerifier),
      code_challenge_method: 'S256',
    })
  })

  test('speaks the older scopes where the server knows no other', async () => {
    const capabilities = ['launch-ehr', 'permission-v1']
    server.use(
      http.get(`${ISS}/.well-known/smart-configuration`, () =>
        HttpResponse.json({ ...DISCOVERY, capabilities }),
      ),
    )
    const { went } = await launch(fakeOutside())
    expect(new URL(went).searchParams.get('scope')).toBe(
      'launch openid fhirUser online_access patient/Patient.read patient/Condition.read patient/Observation.read',
    )
  })

  test('keeps the query that an authorization endpoint has of its own', async () => {
    const authorization_endpoint = `${AUTH}/authorize?realm=ward 7`
    server.use(
      http.get(`${ISS}/.well-known/smart-configuration`, () =>
        HttpResponse.json({ ...DISCOVERY, authorization_endpoint }),
      ),
    )
    const { went } = await launch(fakeOutside())
    expect(new URL(went).searchParams.get('realm')).toBe('ward 7')
    expect(new URL(went).searchParams.get('response_type')).toBe('code')
  })

  test('carries a launch code through as it is', async () => {
    const code = 'a+b/c=&d e#f%20'
    const search = `?${new URLSearchParams({ iss: ISS, launch: code })}`
    const { went } = await launch(fakeOutside(), { search })
    expect(new URL(went).searchParams.get('launch')).toBe(code)
  })

  test('leaves nothing for other frames to find under a name that all know', async () => {
    const storage = tabStorage()
    await launch(fakeOutside(), { storage, place: '0' })
    expect(Object.keys(storage)).toEqual(['trialside.session.secret-1'])
  })
})

describe('T-05 the state', () => {
  test('is 128 bits of the cryptographic generator, not of Math.random', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const generator = vi.spyOn(crypto, 'getRandomValues')
    const states = new Set(Array.from({ length: 10_000 }, () => browser.secret()))
    expect(states.size).toBe(10_000)
    expect(generator).toHaveBeenCalledTimes(10_000)
    expect([...states].every((state) => /^[0-9a-f]{32}$/.test(state))).toBe(true)
  })

  test('uses all its bits', () => {
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
      if (array instanceof Uint8Array) array.set([0, 1, 15, 16, 127, 128, 255])
      return array
    })
    expect(randomSecret()).toBe(`00010f107f80ff${'00'.repeat(9)}`)
  })
})

async function challengeOf(verifier: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return Buffer.from(hash).toString('base64url')
}

import { createLocalJWKSet, jwtVerify } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { INVENTED_PATIENTS } from '../../src/sandbox/patients/invented-patients.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import {
  answerOf,
  askToken,
  authorize,
  redeem,
  send,
  signIn,
  stillSandbox,
  type TokenAnswer,
} from './signed-in.ts'

const PATIENT = 'anna-testmeijer'
const TWO = INVENTED_PATIENTS.filter(({ id }) => id === PATIENT || id === 'rosa-voorbeeldtest')
let sandbox: Sandbox
let move: (seconds: number) => void

beforeEach(async () => {
  const still = await stillSandbox({ patients: TWO })
  sandbox = still.sandbox
  move = still.move
})

const launched = (changes: Record<string, string | undefined> = {}) =>
  authorize(sandbox, { launch: sandbox.launches.mint(PATIENT), ...changes })
const freshCode = async (changes = {}) => answerOf(await launched(changes)).get('code') ?? ''
const body = async (response: Response) => (await response.json()) as TokenAnswer

describe('discovery', () => {
  test('names the endpoints and S256 alone', async () => {
    const response = await sandbox.fhir(new Request(`${sandbox.iss}/.well-known/smart-configuration`))
    expect(await response.json()).toMatchObject({
      issuer: sandbox.iss,
      authorization_endpoint: `${sandbox.origins.fhir}/authorize`,
      token_endpoint: `${sandbox.origins.fhir}/token`,
      code_challenge_methods_supported: ['S256'],
    })
  })
})

describe('authorization', () => {
  test.each([
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a challenge that is no hash', { code_challenge: 'short' }, 'invalid_request'],
    ['another audience', { aud: 'https://elsewhere.example/fhir' }, 'invalid_request'],
    ['no state', { state: undefined }, 'invalid_request'],
    ['a response type of token', { response_type: 'token' }, 'unsupported_response_type'],
    ['no scope it knows', { scope: 'launch-me' }, 'invalid_scope'],
    ['a launch without the launch scope', { scope: 'patient/*.rs' }, 'invalid_scope'],
    ['an unknown launch', { launch: 'never-minted' }, 'invalid_request'],
    ['patient scopes without any context', { launch: undefined, scope: 'patient/*.rs' }, 'invalid_scope'],
  ])('sends %s back with %s', async (_what, changes, error) => {
    const response = await launched(changes)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toContain(`${sandbox.origins.app}/index.html?`)
    expect(answerOf(response).get('error')).toBe(error)
    expect(answerOf(response).get('code')).toBeNull()
  })

  test.each([
    ['an unregistered redirect address', { redirect_uri: 'https://elsewhere.example/' }],
    ['a longer redirect address', { redirect_uri: 'http://127.0.0.1:4302/index.html?more' }],
    ['an unregistered client', { client_id: 'somebody' }],
  ])('never redirects to %s', async (_what, changes) => {
    const response = await launched(changes)
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
  })

  test('takes a launch id once', async () => {
    const launch = sandbox.launches.mint(PATIENT)
    expect(answerOf(await authorize(sandbox, { launch })).has('code')).toBe(true)
    expect(answerOf(await authorize(sandbox, { launch })).get('error')).toBe('invalid_request')
  })
})

describe('a standalone launch', () => {
  const asking = { launch: undefined, scope: 'launch/patient patient/Condition.rs patient/Observation.rs' }
  const decide = async (form: Record<string, string>) => {
    const page = await (await launched(asking)).text()
    const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''
    return sandbox.fhir(
      new Request(`${sandbox.origins.fhir}/authorize`, {
        method: 'POST',
        body: new URLSearchParams({ request, ...form }),
      }),
    )
  }

  test('lets the user choose a patient and leave a type out', async () => {
    const answer = await decide({ decision: 'allow', patient: 'rosa-voorbeeldtest', refuse: 'Observation' })
    const token = await body(await redeem(sandbox, answerOf(answer).get('code') ?? ''))
    expect(token).toMatchObject({
      patient: 'rosa-voorbeeldtest',
      scope: 'launch/patient patient/Condition.rs',
    })
  })

  test('takes no for an answer', async () => {
    expect(answerOf(await decide({ decision: 'deny' })).get('error')).toBe('access_denied')
  })

  test('takes a decision once', async () => {
    const page = await (await launched(asking)).text()
    const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const form = { request, decision: 'allow', patient: PATIENT }
    const post = () =>
      sandbox.fhir(
        new Request(`${sandbox.origins.fhir}/authorize`, { method: 'POST', body: new URLSearchParams(form) }),
      )
    expect((await post()).status).toBe(303)
    expect((await post()).status).toBe(400)
  })
})

describe('the token', () => {
  test('comes with the context of the launch', async () => {
    const launch = sandbox.launches.mint(PATIENT, {
      needPatientBanner: false,
      encounter: 'visit-1',
      fhirContext: [{ reference: 'ResearchStudy/rt-hype' }],
    })
    const code = answerOf(await authorize(sandbox, { launch })).get('code') ?? ''
    const response = await redeem(sandbox, code)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await body(response)).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      patient: PATIENT,
      encounter: 'visit-1',
      need_patient_banner: false,
      fhirContext: [{ reference: 'ResearchStudy/rt-hype' }],
    })
  })

  const identityOf = async (scope: string) => {
    const { id_token } = await signIn(sandbox, PATIENT, { scope })
    if (id_token === undefined) return undefined
    const jwks = await (await sandbox.fhir(new Request(`${sandbox.origins.fhir}/jwks`))).json()
    const { payload } = await jwtVerify(id_token, createLocalJWKSet(jwks), {
      issuer: sandbox.iss,
      audience: 'trialside',
      currentDate: new Date('2026-11-23T09:00:00Z'),
    })
    return payload
  }

  test.each([['openid fhirUser'], ['openid profile']])(
    'says who the user is, by reference and name, signed with a published key (%s)',
    async (scope) => {
      expect(await identityOf(`launch ${scope} patient/Patient.r`)).toMatchObject({
        fhirUser: `${sandbox.iss}/Practitioner/dr-test-oncologist`,
        name: 'Dr. Test Oncologist',
      })
    },
  )

  test('names nobody to an app that did not ask who it is', async () => {
    const identity = await identityOf('launch openid patient/Patient.r')
    expect(identity).toBeDefined()
    expect(identity).not.toHaveProperty('fhirUser')
    expect(identity).not.toHaveProperty('name')
    expect(await identityOf('launch fhirUser patient/Patient.r')).toBeUndefined()
  })

  test('lets the user’s own entry be read with patient/Practitioner.r, and nobody’s without', async () => {
    const read = async (scope: string, path: string) =>
      send(sandbox, await signIn(sandbox, PATIENT, { scope: `launch openid fhirUser ${scope}` }), path)
    const mine = await read('patient/Practitioner.r', 'Practitioner/dr-test-oncologist')
    expect(await mine.json()).toMatchObject({ name: [{ text: 'Dr. Test Oncologist' }] })
    expect((await read('patient/Patient.r', 'Practitioner/dr-test-oncologist')).status).toBe(403)
    expect((await read('patient/Organization.r', 'Organization/sandbox-trial-office')).status).toBe(200)
  })

  test.each([
    [
      'another verifier',
      { code_verifier: 'another-verifier-that-is-also-long-enough-for-it' },
      'invalid_grant',
    ],
    ['another redirect address', { redirect_uri: 'http://127.0.0.1:4302/' }, 'invalid_grant'],
    ['another client', { client_id: 'somebody' }, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('is refused to %s', async (_what, changes, error) => {
    const response = await redeem(sandbox, await freshCode(), changes)
    expect(response.status).toBe(400)
    expect((await body(response)).error).toBe(error)
  })

  test('is given for a code of 60 seconds, not of 61', async () => {
    const [early, late] = [await freshCode(), await freshCode()]
    move(60)
    expect((await redeem(sandbox, early)).status).toBe(200)
    move(1)
    expect((await redeem(sandbox, late)).status).toBe(400)
  })

  test('is given once for a code, and taken back when the code comes again', async () => {
    const code = await freshCode()
    const token = await body(await redeem(sandbox, code))
    expect((await send(sandbox, token, `Patient/${PATIENT}`)).status).toBe(200)
    expect((await redeem(sandbox, code)).status).toBe(400)
    expect((await send(sandbox, token, `Patient/${PATIENT}`)).status).toBe(401)
  })

  test('is refreshed with a token that changes each time', async () => {
    const scope = 'launch online_access patient/*.rs'
    const { refresh_token = '' } = await signIn(sandbox, PATIENT, { scope })
    move(4000)
    const refresh = (token: string) =>
      askToken(sandbox, { grant_type: 'refresh_token', refresh_token: token, client_id: 'trialside' })
    const next = await body(await refresh(refresh_token))
    expect((await send(sandbox, next, `Patient/${PATIENT}`)).status).toBe(200)
    expect((await refresh(refresh_token)).status).toBe(400)
    expect(next.refresh_token).not.toBe(refresh_token)
    expect((await refresh(next.refresh_token ?? '')).status).toBe(200)
  })

  test('is not refreshed unless that was asked for', async () => {
    expect((await signIn(sandbox, PATIENT)).refresh_token).toBeUndefined()
  })

  test('can be looked at and revoked', async () => {
    const token = await signIn(sandbox, PATIENT)
    const post = async (path: string) =>
      sandbox.fhir(
        new Request(`${sandbox.origins.fhir}/${path}`, {
          method: 'POST',
          body: new URLSearchParams({ token: token.access_token }),
        }),
      )
    expect(await (await post('introspect')).json()).toMatchObject({ active: true, patient: PATIENT })
    expect((await post('revoke')).status).toBe(200)
    expect(await (await post('introspect')).json()).toEqual({ active: false })
    expect((await send(sandbox, token, `Patient/${PATIENT}`)).status).toBe(401)
  })
})

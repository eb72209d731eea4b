import { beforeAll, describe, expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { search, send, signIn, stillSandbox } from './signed-in.ts'

const PATIENT = 'anna-testmeijer'
const OTHER = 'rosa-voorbeeldtest'
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = (await stillSandbox()).sandbox
})

const json = { 'content-type': 'application/fhir+json' }
const someones = (patient: string) =>
  JSON.stringify({
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'something' },
    subject: { reference: `Patient/${patient}` },
  })
const statusOf = async (scope: string, path: string, init: RequestInit = {}) => {
  const token = await signIn(sandbox, PATIENT, { scope: `launch ${scope}` })
  return (await send(sandbox, token, path, { ...init, headers: json })).status
}
const mine = `${PATIENT}-8-observation`

describe('scopes', () => {
  test.each([
    ['patient/Observation.rs', 'Observation', 200],
    ['patient/Observation.s', 'Observation', 200],
    ['patient/Observation.r', 'Observation', 403],
    ['patient/Condition.rs', 'Observation', 403],
    ['patient/*.rs', 'Observation', 200],
    ['patient/Observation.read', 'Observation', 200],
    ['patient/*.read', 'Observation', 200],
    ['patient/Observation.write patient/Condition.rs', 'Observation', 403],
    ['patient/Observation.r', `Observation/${mine}`, 200],
    ['patient/Observation.s', `Observation/${mine}`, 403],
    ['patient/Observation.r', `Observation/${mine}/_history`, 200],
    ['patient/Observation.rs', `Patient/${PATIENT}`, 403],
    ['patient/Patient.r', `Patient/${PATIENT}`, 200],
    ['patient/Practitioner.r', 'Practitioner/dr-test-oncologist', 200],
    ['patient/Patient.r', `Patient/${PATIENT}/$everything`, 200],
  ])('%s on GET %s: %i', async (scope, path, status) => {
    expect(await statusOf(scope, path)).toBe(status)
  })

  test.each([
    ['patient/Observation.c', 'POST', 'Observation', 201],
    ['patient/Observation.rs', 'POST', 'Observation', 403],
    ['patient/Observation.u', 'POST', 'Observation', 403],
    ['patient/Observation.c', 'PUT', `Observation/${mine}`, 403],
    ['patient/Observation.rus', 'DELETE', `Observation/${mine}`, 403],
  ])('%s on %s %s: %i', async (scope, method, path, status) => {
    const body = method === 'DELETE' ? {} : { body: someones(PATIENT) }
    expect(await statusOf(scope, path, { method, ...body })).toBe(status)
  })

  test.each([
    ['patient/Observation.sr'],
    ['patient/Observation'],
    ['patient/Observation.rs?category=x'],
    ['system/*.rs'],
  ])('%s is not granted', async (scope) => {
    const token = await signIn(sandbox, PATIENT, { scope: `launch patient/Patient.r ${scope}` })
    expect(token.scope).toBe('launch patient/Patient.r')
  })

  test('a condition on a create asks for search too', async () => {
    const init = { method: 'POST', body: someones(PATIENT) }
    const at = async (scope: string) => {
      const token = await signIn(sandbox, PATIENT, { scope: `launch ${scope}` })
      const headers = { ...json, 'if-none-exist': 'identifier=urn:x|1' }
      return (await send(sandbox, token, 'Observation', { ...init, headers })).status
    }
    expect(await at('patient/Observation.c')).toBe(403)
    expect(await at('patient/Observation.cs')).toBe(201)
  })

  test('leave out of $everything what they do not cover', async () => {
    const token = await signIn(sandbox, PATIENT, { scope: 'launch patient/Patient.r patient/Condition.rs' })
    const bundle = await search(sandbox, token, `Patient/${PATIENT}/$everything`)
    expect(new Set(bundle.entry?.map((it) => it.resource?.resourceType))).toEqual(
      new Set(['Patient', 'Condition']),
    )
  })
})

describe('the patient compartment', () => {
  test.each([
    [`Patient/${OTHER}`],
    [`Patient/${OTHER}/$everything`],
    [`Condition?patient=${OTHER}`],
    [`Condition?patient=${PATIENT},${OTHER}`],
    [`Condition?patient=${PATIENT}&patient=${OTHER}`],
    [`Condition?subject=Patient/${OTHER}`],
    [`Patient?_id=${OTHER}`],
    [`Observation/${OTHER}-8-observation`],
    [`Observation/${OTHER}-8-observation/_history`],
  ])('refuses GET %s', async (path) => {
    expect(await statusOf('patient/*.cruds', path)).toBe(403)
  })

  test.each([
    ['POST', 'Observation'],
    ['PUT', 'Observation/new-one'],
  ])('refuses to %s %s about another patient', async (method, path) => {
    expect(await statusOf('patient/*.cruds', path, { method, body: someones(OTHER) })).toBe(403)
  })

  test('refuses a patch that would hand a resource to another patient', async () => {
    const patch = (path: string, value: unknown) =>
      statusOf('patient/*.cruds', `Observation/${mine}`, {
        method: 'PATCH',
        body: JSON.stringify([{ op: 'replace', path, value }]),
      })
    expect(await patch('/subject/reference', `Patient/${OTHER}`)).toBe(403)
    expect(await patch('/subject', { reference: `Patient/${OTHER}` })).toBe(403)
    expect(await patch('/status', 'amended')).toBe(200)
  })

  test('refuses a transaction that reaches outside, before any of it is done', async () => {
    const entry = [PATIENT, OTHER].map((patient) => ({
      request: { method: 'POST', url: 'Observation' },
      resource: JSON.parse(someones(patient)),
    }))
    const body = JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry })
    expect(await statusOf('patient/*.cruds', '', { method: 'POST', body })).toBe(403)
  })

  test('shows only the own record to a search that names nobody', async () => {
    const token = await signIn(sandbox, PATIENT)
    const bundle = await search(sandbox, token, 'Condition')
    expect(bundle.entry?.every((it) => JSON.stringify(it).includes(PATIENT))).toBe(true)
    expect((await search(sandbox, token, 'Patient')).total).toBe(1)
  })

  test('does not bind the user’s own rights', async () => {
    const token = await signIn(sandbox, PATIENT, { scope: 'launch user/Patient.rs user/Condition.rs' })
    expect((await search(sandbox, token, `Condition?patient=${OTHER}`)).total).toBeGreaterThan(0)
    const found = (await search(sandbox, token, 'Patient')).entry?.map((it) => it.resource?.id) ?? []
    const hidden = sandbox.patientIds.filter((id) => !found.includes(id))
    expect(hidden).toEqual(['vera-verborgentest']) // whose record is closed to the user
    expect((await send(sandbox, token, 'Condition')).status).toBe(400)
    expect((await send(sandbox, token, `Observation?patient=${OTHER}`)).status).toBe(403)
  })
})

describe('the token', () => {
  test.each([
    ['no token', undefined],
    ['a made-up token', 'Bearer made-up'],
    ['another scheme', 'Basic YTpi'],
    [
      'a token that nobody signed',
      `Bearer ${btoa('{"alg":"none"}')}.${btoa('{"iss":"http://127.0.0.1:4301/fhir"}')}.`.replaceAll('=', ''),
    ],
  ])('refuses %s with 401', async (_what, authorization) => {
    const headers: Record<string, string> = authorization ? { authorization } : {}
    const response = await sandbox.fhir(new Request(`${sandbox.iss}/Patient/${PATIENT}`, { headers }))
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('Bearer')
  })

  test('expires after an hour', async () => {
    const { sandbox: own, move } = await stillSandbox()
    const token = await signIn(own, PATIENT)
    move(3599)
    expect((await send(own, token, `Patient/${PATIENT}`)).status).toBe(200)
    move(2)
    expect((await send(own, token, `Patient/${PATIENT}`)).status).toBe(401)
  })

  test('of another sandbox opens nothing', async () => {
    const { sandbox: own } = await stillSandbox()
    const token = await signIn(own, PATIENT)
    expect((await send(sandbox, token, `Patient/${PATIENT}`)).status).toBe(401)
  })
})

describe('browsers', () => {
  const corsOf = async (path: string, origin: string, method = 'GET') => {
    const response = await sandbox.fhir(
      new Request(`${sandbox.origins.fhir}${path}`, { method, headers: { origin } }),
    )
    return response.headers.get('access-control-allow-origin')
  }

  test('may read answers from the app’s origin alone, descriptions from any', async () => {
    const app = sandbox.origins.app
    expect(await corsOf('/fhir/Patient/x', app)).toBe(app)
    expect(await corsOf('/fhir/Patient/x', 'https://elsewhere.example')).toBeNull()
    expect(await corsOf('/token', 'https://elsewhere.example', 'OPTIONS')).toBeNull()
    expect(await corsOf('/fhir/Patient/x', app, 'OPTIONS')).toBe(app)
    expect(await corsOf('/fhir/metadata', 'https://elsewhere.example')).toBe('*')
    expect(await corsOf('/fhir/.well-known/smart-configuration', 'https://elsewhere.example')).toBe('*')
  })

  test('get nothing under another name of this machine', async () => {
    const response = await sandbox.fhir(new Request('http://rebound.example:4301/fhir/metadata'))
    expect(response.status).toBe(421)
  })
})

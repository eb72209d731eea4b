// @vitest-environment jsdom
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RESOURCE_TYPES } from '../../src/engine/record/ledger.ts'
import type { Query } from '../../src/engine/record/query.ts'
import { createSandbox } from '../../src/sandbox/sandbox.ts'
import { openSession } from '../../src/smart/session.ts'
import { startLaunch } from '../../src/smart/start-launch.ts'
import { fakeOutside, NOON } from './fake-outside.ts'
import { fakePage, tabStorage } from './fake-page.ts'
import { fakeSink } from './fake-sink.ts'

const sandbox = await createSandbox({ clock: () => new Date(NOON), wait: async () => {}, pageSize: 3 })

/** Every host on the network: the sandbox, and beyond it nothing. */
const elsewhere: string[] = []
const server = setupServer(
  http.all('*', ({ request }) => {
    const answer = sandbox.answer(request)
    if (!answer) elsewhere.push(request.url)
    return answer ?? Response.error()
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

const NEEDS: readonly Query[] = RESOURCE_TYPES.map((resource) => ({
  id: resource,
  kind: resource === 'Patient' ? 'read' : 'search',
  resource,
  parameters: [],
}))

/** From the chart's frame to the open session, by way of the sandbox's own authorization server. */
async function launchInto(patient: string, ...faults: readonly string[]) {
  const outside = fakeOutside({ secret: () => crypto.randomUUID() })
  const storage = tabStorage()
  const first = fakePage(sandbox.launches.address(patient, { faults, needPatientBanner: false }), { storage })
  await startLaunch(first, NEEDS, outside)
  let address = first.left[0] ?? ''
  if (new URL(address).origin === sandbox.origins.fhir) {
    const authorized = await fetch(address, { redirect: 'manual' })
    address = authorized.headers.get('location') ?? ''
  }
  const opened = await openSession(fakePage(address, { storage }), outside)
  return { opened, outside }
}

async function readFrom(patient: string, ...faults: readonly string[]) {
  const { opened } = await launchInto(patient, ...faults)
  if (!opened.ok) return opened.problem.kind
  const read = await opened.value.read(NEEDS, fakeSink(patient), () => {})
  if (!read.ok) return read.problem.kind
  return Object.fromEntries(read.value.map(({ query, reason }) => [query, reason ?? 'complete']))
}

const [PATIENT = ''] = sandbox.patientIds
const whole = Object.fromEntries(RESOURCE_TYPES.map((type) => [type, 'complete']))

describe('against an EHR that enforces what it granted', () => {
  test('launches, opens the chart and reads the whole record, page after page', async () => {
    const { opened } = await launchInto(PATIENT)
    expect(opened).toMatchObject({
      ok: true,
      value: { patientId: PATIENT, siteName: 'Sandbox EHR', showPatient: false },
    })
    expect(await readFrom(PATIENT)).toEqual(whole)
    expect(sandbox.requests.filter(({ part, status }) => part === 'fhir' && status >= 400)).toEqual([])
  })

  test.each([
    ['discovery-fails', 'discovery-failed'],
    ['discovery-html', 'discovery-not-json'],
    ['no-endpoints', 'endpoints-missing'],
    ['foreign-endpoints', 'endpoint-not-trusted'],
    ['no-pkce', 'pkce-not-supported'],
    ['denied', 'access-denied'],
    ['authorization-error', 'authorization-failed'],
    ['wrong-state', 'state-unknown'],
    ['token-refused', 'token-refused'],
    ['token-malformed', 'token-malformed'],
    ['no-patient', 'patient-missing'],
    ['two-patients', 'patient-differs'],
    ['patient-forbidden', 'patient-not-readable'],
    ['wrong-patient', 'patient-differs'],
    ['stranger:Observation', 'somebody-else'],
  ])('with the fault %s ends in %s', async (fault, problem) => {
    expect(await readFrom(PATIENT, fault)).toBe(problem)
  })

  test.each([
    ['narrow-scope:Procedure', { Procedure: 'not-granted' }],
    ['forbidden:Procedure', { Procedure: 'forbidden' }],
    ['not-offered:Procedure', { Procedure: 'not-offered' }],
    ['failing:Procedure', { Procedure: 'server-error' }],
    ['failing-once:Procedure', {}],
    ['html:Procedure', { Procedure: 'not-json' }],
    ['empty:Procedure', { Procedure: 'empty-answer' }],
    ['truncated:Procedure', { Procedure: 'not-json' }],
    ['not-a-bundle:Procedure', { Procedure: 'not-a-bundle' }],
    ['redirect:Procedure', { Procedure: 'redirected' }],
    ['foreign-next:Observation', { Observation: 'foreign-link' }],
    ['loop:Observation', { Observation: 'paging-loop' }],
    ['total-mismatch:Observation', { Observation: 'total-mismatch' }],
    ['restricted:Observation', { Observation: 'restricted' }],
    ['failing-page:Observation', { Observation: 'server-error' }],
    ['token-expired', {}],
    ['too-many:Observation', {}],
  ])('with the fault %s leaves the gap %j and no other', async (fault, gaps) => {
    expect(await readFrom(PATIENT, fault)).toEqual({ ...whole, ...gaps })
  })

  test('never asked anybody else', () => expect(elsewhere).toEqual([]))
})

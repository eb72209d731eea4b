import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { APP } from './fake-page.ts'

/** The EHR of these tests, and the host that must never hear from the app. */
export const ISS = 'https://ehr.example/fhir'
export const EVIL = 'https://evil.example'
export const AUTH = 'https://login.ehr.example'

/** The patient in the chart. */
export const PATIENT = 'p-1'

/** What the app's `config.json` says. */
export const REGISTRY = {
  sites: [
    {
      name: 'Example Hospital',
      iss: ISS,
      clientId: 'trialside',
      origins: [AUTH],
      frameAncestors: ['https://chart.example'],
      ehrShowsBanner: true,
    },
    {
      name: 'Other Hospital',
      iss: 'https://other.example/r4',
      clientId: 'trialside-other',
      origins: ['https://other.example'],
      frameAncestors: [],
      ehrShowsBanner: false,
    },
  ],
}

/** A SMART configuration with nothing wrong. */
export const DISCOVERY = {
  issuer: ISS,
  authorization_endpoint: `${AUTH}/authorize`,
  token_endpoint: `${AUTH}/token`,
  revocation_endpoint: `${AUTH}/revoke`,
  code_challenge_methods_supported: ['S256'],
  capabilities: ['launch-ehr', 'permission-v2'],
}

/** A token response with nothing wrong. */
export const TOKEN = {
  access_token: 'token-1',
  token_type: 'Bearer',
  expires_in: 3600,
  patient: PATIENT,
  need_patient_banner: false,
  scope: 'launch openid fhirUser online_access patient/*.rs',
}

/** A request that reached a host, whichever. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly authorization: string | null
  readonly body: string
}

/**
 * Hosts on the network: the app's own, the EHR's, and an evil one that answers everything. A test changes
 * single answers with `server.use`. Every request that leaves is in `seen`.
 */
export function smallNetwork() {
  const seen: Seen[] = []
  const server = setupServer(
    http.get(`${APP}/config.json`, () => HttpResponse.json(REGISTRY)),
    http.get(`${ISS}/.well-known/smart-configuration`, () => HttpResponse.json(DISCOVERY)),
    http.post(`${AUTH}/token`, () => HttpResponse.json(TOKEN)),
    http.post(`${AUTH}/revoke`, () => HttpResponse.json({})),
    http.get(`${ISS}/Patient/:id`, ({ params }) =>
      HttpResponse.json({ resourceType: 'Patient', id: params['id'] }),
    ),
    http.get(`${ISS}/:type`, () => HttpResponse.json(bundle([]))),
    http.all(`${EVIL}/*`, () => HttpResponse.json(bundle([]))),
  )
  server.events.on('request:start', async ({ request }) => {
    const { method, url, headers } = request
    const body = method === 'GET' ? '' : await request.clone().text()
    seen.push({ method, url, authorization: headers.get('authorization'), body })
  })
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
  afterEach(() => {
    server.resetHandlers()
    seen.length = 0
  })
  afterAll(() => server.close())
  return { server, seen }
}

/** A searchset of entries about the patient, or about somebody else. */
export function bundle(
  ids: readonly string[],
  { next, total, about = PATIENT }: { next?: string; total?: number; about?: string } = {},
) {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total === undefined ? {} : { total }),
    ...(next === undefined ? {} : { link: [{ relation: 'next', url: next }] }),
    entry: ids.map((id) => ({
      resource: { resourceType: 'Observation', id, subject: { reference: `Patient/${about}` } },
    })),
  }
}

import type { Json } from '../../../src/engine/fhir.ts'
import type { DraftPart, PartType } from '../../../src/engine/referral/draft.ts'
import { REFERRAL_SYSTEM } from '../../../src/engine/referral/key.ts'
import { ok } from '../../../src/engine/result.ts'
import { Access } from '../../../src/smart/access.ts'
import type { Grant } from '../../../src/smart/fhirclient.ts'
import { guardedFetch } from '../../../src/smart/guarded-fetch.ts'
import { guardedWrite } from '../../../src/smart/guarded-write.ts'
import { openDesk } from '../../../src/smart/referral/desk.ts'
import { keptResponses } from '../../../src/smart/referral/kept-responses.ts'
import { RequestGate } from '../../../src/smart/request-gate.ts'
import { checkToken } from '../../../src/smart/token-response.ts'
import { type FakeOutside, fakeOutside, NOON } from '../fake-outside.ts'
import { ISS, PATIENT, TOKEN } from '../small-ehr.ts'

/** A request that reached the EHR, or anybody else. */
export interface Asked {
  readonly method: string
  /** As it left. */
  readonly address: string
  /** Below the FHIR base; the whole address where it is elsewhere. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json
}

/** What the EHR of a test answers. */
export type Answers = (asked: Asked) => Response | Promise<Response>

/** A desk at an EHR that answers so; every request that leaves is in `seen`. */
export function deskAt(
  answers: Answers,
  {
    scope,
    renew = async () => ok({ ...TOKEN, access_token: 'token-2' }),
  }: { scope?: string; renew?: Grant['renew'] } = {},
) {
  const seen: Asked[] = []
  const outside: FakeOutside = fakeOutside({
    fetch: async (address, init) => {
      const asked = readAsked(address, init)
      seen.push(asked)
      return answers(asked)
    },
  })
  const token = checkToken({ ...TOKEN, refresh_token: 'refresh-1' })
  if (!token.ok) throw new Error('the token of these tests is not good')
  const grant: Grant = { state: () => ({}), response: () => TOKEN, renew }
  const access = new Access(grant, token.value, NOON + 3600_000, outside, () => {})
  const ehr = { base: ISS, origins: [] }
  const gate = new RequestGate(outside.clock)
  const connection = {
    ehr,
    read: guardedFetch(ehr, access, outside, gate),
    write: guardedWrite(ehr, access, outside, gate),
    patientId: PATIENT,
    scope,
    clock: outside.clock,
  }
  const wrote = () => seen.filter(({ method }) => method !== 'GET')
  return {
    desk: openDesk(connection),
    kept: keptResponses(connection),
    connection,
    access,
    seen,
    wrote,
    outside,
  }
}

function readAsked(address: string, init: RequestInit): Asked {
  const url = new URL(address)
  const isInside = address === ISS || address.startsWith(`${ISS}/`) || address.startsWith(`${ISS}?`)
  return {
    method: init.method ?? 'GET',
    address,
    path: isInside ? url.pathname.slice(new URL(ISS).pathname.length + 1) : address,
    query: url.searchParams,
    headers: Object.fromEntries(new Headers(init.headers)),
    body: typeof init.body === 'string' ? JSON.parse(init.body) : {},
  }
}

/** FHIR JSON with a status. */
export const fhir = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/fhir+json', ...headers },
  })

/** A status and nothing else. */
export const bare = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers })

/** A login page, as proxies give one. */
export const loginPage = (status = 200): Response =>
  new Response('<!DOCTYPE html><html><body>Sign in</body></html>', {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })

/** A redirect as a browser shows one that it does not follow. */
export const hiddenRedirect = (): Response =>
  Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' })

/** No answer at all. */
export const noAnswer = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'))

/** A searchset of resources. */
export const searchset = (resources: readonly unknown[], more: Json = {}): Response =>
  fhir({
    resourceType: 'Bundle',
    type: 'searchset',
    ...more,
    entry: resources.map((resource) => ({ resource })),
  })

/** The key of these tests. */
export const KEY = 'b3VyLWtleQ'

const WHO: Readonly<Record<string, string>> = { Task: 'for', ResearchSubject: 'individual' }

/** A resource of ours as it is stored. */
export function stored(type: PartType, id: string, { key = KEY, about = PATIENT } = {}) {
  const identifier = { system: REFERRAL_SYSTEM, value: key }
  return {
    resourceType: type,
    id,
    ...(type === 'Provenance'
      ? { meta: { tag: [{ system: REFERRAL_SYSTEM, code: key }] } }
      : {
          identifier: type === 'QuestionnaireResponse' ? identifier : [identifier],
          [WHO[type] ?? 'subject']: { reference: `Patient/${about}` },
        }),
  }
}

/** The address by which the parts of these tests name each other. */
export const urn = (type: PartType): string =>
  `urn:uuid:00000000-0000-4000-8000-${type.length}`.padEnd(45, '0')

const LINKS: Partial<Record<PartType, Json>> = {
  ServiceRequest: { supportingInfo: [{ reference: urn('QuestionnaireResponse') }] },
  Task: {
    status: 'requested',
    focus: { reference: urn('ServiceRequest') },
    input: [
      { type: { text: 'answers' }, valueReference: { reference: urn('QuestionnaireResponse') } },
      { type: { text: 'note' }, valueString: 'kept' },
    ],
  },
  Provenance: {
    target: [
      { reference: urn('QuestionnaireResponse') },
      { reference: urn('ServiceRequest') },
      { reference: urn('Task') },
      { reference: urn('ResearchSubject') },
    ],
  },
}

/** A part of a draft. */
export function part(type: PartType): DraftPart {
  const { id: _, ...resource } = stored(type, 'none')
  const parameter = type === 'Provenance' ? '_tag' : 'identifier'
  return {
    type,
    fullUrl: urn(type),
    ifNoneExist: `${parameter}=${REFERRAL_SYSTEM}|${KEY}`,
    resource: { ...resource, ...LINKS[type] },
  }
}

/** A whole draft, in no good order. */
export const DRAFT: readonly DraftPart[] = (
  [
    'Task',
    'Provenance',
    'ServiceRequest',
    'ResearchSubject',
    'QuestionnaireResponse',
    'DocumentReference',
  ] as const
).map(part)

/** An entry of a transaction's answer. */
export const entry = (status: string, location?: string) => ({
  response: { status, ...(location === undefined ? {} : { location }) },
})

/** A transaction's answer. */
export const response = (...entries: readonly unknown[]): Response =>
  fhir({ resourceType: 'Bundle', type: 'transaction-response', entry: entries })

import type { Json, Resource } from '../../../src/engine/fhir.ts'
import { type DraftPart, PARTS, type PartType } from '../../../src/engine/referral/draft.ts'
import { REFERRAL_SYSTEM } from '../../../src/engine/referral/key.ts'
import { type FhirStore, fhirStore, type Habits } from './fhir-store.ts'

/** Where the server of these tests lives. */
export const BASE = 'https://ehr.example/fhir'

/** A request as the server sees it. */
export interface Asked {
  readonly method: string
  /** Below the FHIR base, without a query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Headers
  readonly body: Json
  readonly leftAt: number
}

/** An answer. */
export interface Answered {
  readonly status: number
  readonly body?: Json
  readonly headers?: Readonly<Record<string, string>>
}

/** A server that may be told to be odd. */
export interface ServerHabits extends Habits {
  /** False where it says that it knows no transactions. */
  readonly offersTransactions: boolean
  /** Kinds that it says it takes. */
  readonly offers: readonly PartType[]
  /** A status with which it refuses a kind, or any transaction where that is ''. */
  refuses(type: string): number | undefined
  /** An answer in place of its own. What was asked has been done where `done` is given. */
  answers(asked: Asked, done: Answered): Answered
}

/** A FHIR server in memory, with the patient of these tests. */
export interface FhirServer {
  readonly store: FhirStore
  handle(asked: Asked): Answered
  /** Every write that reached it. */
  readonly writes: readonly Asked[]
}

/** A server that keeps to the specification, or not. */
export function fhirServer(now: () => number, changed: Partial<ServerHabits> = {}): FhirServer {
  const habits: ServerHabits = {
    honoursConditions: true,
    lag: () => 0,
    keep: (resource) => resource,
    offersTransactions: true,
    offers: PARTS,
    refuses: () => undefined,
    answers: (_, done) => done,
    ...changed,
  }
  const store = fhirStore(now, habits)
  const writes: Asked[] = []
  const handle = (asked: Asked): Answered => {
    if (asked.method !== 'GET') writes.push(asked)
    return habits.answers(asked, route(asked, store, habits))
  }
  return { store, handle, writes }
}

function route(asked: Asked, store: FhirStore, habits: ServerHabits): Answered {
  const { method, path, query, headers, body, leftAt } = asked
  const [type = '', id] = path.split('/')
  if (method === 'GET' && path === 'metadata') return { status: 200, body: statementOf(habits) }
  if (method === 'GET' && id === undefined) return searched(type, query, store)
  if (method === 'GET') {
    const resource = store.read(type, id ?? '')
    return resource ? { status: 200, body: resource } : { status: 404 }
  }
  if (method === 'PUT') {
    const version = /^W\/"(.*)"$/.exec(headers.get('if-match') ?? '')?.[1]
    return store.update(body as Resource, version) ? { status: 200, body } : { status: 412 }
  }
  if (path === '') return habits.offersTransactions ? transact(asked, store, habits) : { status: 404 }
  const refused = habits.refuses(type)
  if (refused !== undefined) return { status: refused }
  return createdAs(store.create(body, headers.get('if-none-exist') ?? undefined, leftAt))
}

function searched(type: string, query: URLSearchParams, store: FhirStore): Answered {
  const tokens = (query.get('identifier') ?? query.get('_tag'))?.split(',')
  const found = store.search(
    type,
    tokens?.map((token) => token.slice(REFERRAL_SYSTEM.length + 1)),
  )
  const entry = found.map((resource) => ({ fullUrl: `${BASE}/${type}/${resource.id}`, resource }))
  return { status: 200, body: { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry } }
}

function createdAs(created: ReturnType<FhirStore['create']>): Answered {
  if (created.kind === 'several') return { status: 412 }
  const { resource, kind } = created
  const location = `${BASE}/${resource.resourceType}/${resource.id}/_history/1`
  return { status: kind === 'created' ? 201 : 200, body: resource, headers: { location } }
}

type Entry = Pick<DraftPart, 'fullUrl' | 'resource'> & { readonly request: { readonly ifNoneExist?: string } }

/** All or nothing (FHIR R4, http, "transaction"). References among the entries become those of what was stored. */
function transact({ body, leftAt }: Asked, store: FhirStore, habits: ServerHabits): Answered {
  const entries = (body['entry'] as readonly Entry[]).map((entry) => ({
    ...entry,
    type: String(entry.resource['resourceType']),
  }))
  const refused = ['', ...entries.map(({ type }) => type)]
    .map((type) => habits.refuses(type))
    .find((status) => status !== undefined)
  if (refused !== undefined) return { status: refused }
  if (entries.some(({ type, request }) => store.matchesSeveral(type, request.ifNoneExist)))
    return { status: 412 }
  const places = new Map<string, string>()
  const done: Json[] = []
  const inOrder = [...entries].sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type))
  for (const { fullUrl, resource, request, type } of inOrder) {
    const created = store.create(placed(resource, places), request.ifNoneExist, leftAt)
    if (created.kind === 'several') throw new Error('was looked at before')
    places.set(fullUrl, `${type}/${created.resource.id}`)
    const { status, body: stored, headers } = createdAs(created)
    done.push({
      resource: stored,
      response: { status: String(status), location: headers?.['location'] },
    })
  }
  const entry = entries.map((one) => done[inOrder.indexOf(one)])
  return { status: 200, body: { resourceType: 'Bundle', type: 'transaction-response', entry } }
}

const ORDER: readonly string[] = PARTS

const placed = (resource: Json, places: ReadonlyMap<string, string>): Json =>
  JSON.parse(JSON.stringify(resource), (name, value: unknown) =>
    name === 'reference' ? (places.get(String(value)) ?? value) : value,
  ) as Json

const statementOf = ({ offers, offersTransactions, honoursConditions }: ServerHabits): Json => ({
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  rest: [
    {
      mode: 'server',
      interaction: offersTransactions ? [{ code: 'transaction' }] : [],
      resource: offers.map((type) => ({
        type,
        interaction: ['create', 'read', 'update', 'search-type'].map((code) => ({ code })),
        conditionalCreate: honoursConditions,
        searchParam: [{ name: 'identifier' }, { name: '_tag' }, { name: 'patient' }],
      })),
    },
  ],
})

import type { Bundle, BundleEntry, FhirResource, OperationOutcome } from 'fhir/r4'
import type { Clock } from '../clock.ts'
import { patientOf } from './about-patient.ts'
import type { Access, Interaction } from './access.ts'
import { isOffered, OFFERED_TYPES } from './capability.ts'
import { core, router, type StoredResource } from './medplum.ts'
import { fhirJson, refuse } from './outcome.ts'
import { Pages, pageToken, placeOf, type Result } from './pages.ts'
import type { PatientRepository } from './patient-repository.ts'
import type { Records } from './records.ts'
import { patientsNamed, type Search, searchRecord } from './search.ts'

/** What a FHIR server is made of. */
export interface FhirServerOptions {
  readonly records: Records
  /** Its address, without a slash at the end. */
  readonly base: string
  /** Entries on a page when the client names no number. */
  readonly pageSize: number
  readonly clock: Clock
}

const LARGEST_PAGE = 1000
const letters: Record<string, Interaction> = { GET: 'r', POST: 'c', PUT: 'u', PATCH: 'u', DELETE: 'd' }

/** Thrown inside the server to end a request with this answer. */
class Refusal extends Error {
  constructor(readonly response: Response) {
    super('refused')
  }
}

/** A FHIR R4 server over the records, for somebody whose access is known. */
export class FhirServer {
  readonly #options: FhirServerOptions
  readonly #router = new router.FhirRouter()
  readonly #pages = new Pages()

  constructor(options: FhirServerOptions) {
    this.#options = options
  }

  /** Answers a request under the base address. */
  async answer(request: Request, access: Access): Promise<Response> {
    try {
      return await this.#answer(request, access)
    } catch (problem) {
      if (problem instanceof Refusal) return problem.response
      const outcome = core.normalizeOperationOutcome(problem)
      return fhirJson(core.getStatus(outcome), outcome)
    }
  }

  async #answer(request: Request, access: Access): Promise<Response> {
    const url = new URL(request.url)
    const path = url.pathname.slice(new URL(this.#options.base).pathname.length)
    const [type, second, third, ...rest] = path.split('/').filter(Boolean)
    if (type === undefined) return this.#bundle(request, access)
    if (!core.isResourceType(type) || !isOffered(type))
      return refuse(404, 'not-supported', `This server does not offer ${type}`)
    if (second === undefined && request.method === 'GET') {
      const token = url.searchParams.get('_page')
      return token === null
        ? this.#search(request, { type, parameters: [...url.searchParams] }, access)
        : this.#furtherPage(type, token, access)
    }
    if (second === '_search' && request.method === 'POST') {
      const form = new URLSearchParams(await request.text())
      return this.#search(request, { type, parameters: [...url.searchParams, ...form] }, access)
    }
    if (third === '$everything' && type === 'Patient' && second !== undefined)
      return this.#everything(request, second, access)
    if (third !== undefined && third !== '_history') return refuse(404, 'not-supported', 'No such operation')
    return this.#oneResource(request, type, second, [third, ...rest].filter(isText), access)
  }

  /** Read, history, create, update, patch, delete: Medplum's router does them, on one patient's record. */
  async #oneResource(
    request: Request,
    type: string,
    id: string | undefined,
    rest: readonly string[],
    access: Access,
  ): Promise<Response> {
    const interaction = letters[request.method]
    if (interaction === undefined) return refuse(405, 'not-supported', 'Method not allowed')
    this.#require(access, interaction, type)
    // A condition on a write is a search too: it tells whether something is there.
    if (request.headers.has('if-none-exist') || (id === undefined && interaction !== 'c'))
      this.#require(access, 's', type)
    const hasBody = interaction === 'c' || interaction === 'u'
    const body = hasBody ? await this.#body(request) : undefined
    const record = await this.#recordFor(type, id, body, access)
    const path = [type, id, ...rest].filter(isText).join('/')
    const [outcome, resource] = await this.#route(
      request,
      `${path}${new URL(request.url).search}`,
      body,
      record,
    )
    return this.#respond(request, outcome, resource)
  }

  #require(access: Access, interaction: Interaction, type: string): void {
    if (!access.allows(interaction, type))
      throw new Refusal(refuse(403, 'forbidden', `The granted scopes do not cover this on ${type}`))
  }

  async #body(request: Request): Promise<FhirResource> {
    try {
      return (await request.json()) as FhirResource
    } catch {
      throw new Refusal(refuse(400, 'structure', 'The body is not JSON'))
    }
  }

  /** The record that a request about one resource works on; refuses what is outside the compartment. */
  async #recordFor(
    type: string,
    id: string | undefined,
    body: FhirResource | undefined,
    access: Access,
  ): Promise<PatientRepository> {
    const { records } = this.#options
    const about = body === undefined || Array.isArray(body) ? undefined : patientOf(body)
    if (access.patient === undefined) {
      const holding = id === undefined ? undefined : await records.holding(type, id)
      return holding ?? (about === undefined ? undefined : records.of(about)) ?? records.shared
    }
    const mine = records.of(access.patient)
    if (!mine) throw new Refusal(refuse(404, 'not-found', 'No such patient'))
    const outside = () => new Refusal(refuse(403, 'forbidden', 'This belongs to another patient'))
    if (type === 'Patient' && id !== undefined && id !== access.patient) throw outside()
    if (body !== undefined && !Array.isArray(body) && about !== access.patient) throw outside()
    if (id !== undefined && body === undefined) {
      const shared = await isIn(records.shared, type, id)
      if (shared) return records.shared
      if (!(await isIn(mine, type, id)) && (await records.belongsToAnother(type, id, access.patient)))
        throw outside()
    }
    return mine
  }

  async #route(
    request: { readonly method: string; readonly headers: Headers },
    url: string,
    body: unknown,
    record: PatientRepository,
  ): Promise<readonly [outcome: OperationOutcome, resource: FhirResource | undefined]> {
    const [outcome, resource] = await this.#router.handleRequest(
      {
        method: request.method as 'GET',
        url,
        pathname: '', // the router fills it in, and refuses a request that has it
        body,
        params: {},
        query: {},
        headers: Object.fromEntries(request.headers),
        config: { transactions: true },
      },
      record,
    )
    return [outcome as OperationOutcome, resource as FhirResource | undefined]
  }

  #respond(request: Request, outcome: OperationOutcome, resource: FhirResource | undefined): Response {
    const status = core.getStatus(outcome as Parameters<typeof core.getStatus>[0])
    if (status >= 400 || resource === undefined)
      return request.method === 'DELETE' && status < 400
        ? new Response(null, { status: 204 })
        : fhirJson(status, outcome)
    const { id, meta, resourceType } = resource
    const headers: Record<string, string> = {}
    if (meta?.versionId) headers['etag'] = `W/"${meta.versionId}"`
    if (meta?.lastUpdated) headers['last-modified'] = new Date(meta.lastUpdated).toUTCString()
    if (status === 201)
      headers['location'] = `${this.#options.base}/${resourceType}/${id}/_history/${meta?.versionId}`
    const minimal = request.headers.get('prefer')?.includes('return=minimal') && request.method !== 'GET'
    return minimal ? new Response(null, { status, headers }) : fhirJson(status, resource, headers)
  }

  async #search(request: Request, search: Search, access: Access): Promise<Response> {
    this.#require(access, 's', search.type)
    const named = patientsNamed(search)
    if (access.patient !== undefined && named.some((patient) => patient !== access.patient))
      return refuse(403, 'forbidden', 'The search names another patient')
    const records = this.#searched(search.type, named, access)
    if (records === undefined) return refuse(400, 'required', 'The search has to name a patient')
    const found = await Promise.all(records.map((record) => searchRecord(record, search)))
    const [first] = found
    const ignored = first?.ignored ?? []
    const strict = request.headers.get('prefer')?.includes('handling=strict')
    if (strict && ignored.length > 0)
      return refuse(400, 'not-supported', `Unsupported search parameters: ${ignored.join(', ')}`)
    const query = new URLSearchParams(
      (first?.used ?? []).map(([name, value]): [string, string] => [name, value]),
    )
    const asked = first?.request.count
    const resources = found.flatMap((it) => it.resources)
    const [record] = records
    const includes = first?.request.include ?? first?.request.revInclude
    const result: Result = {
      type: search.type,
      self: `${this.#options.base}/${search.type}?${query}`,
      resources,
      size: Math.min(
        asked === undefined || Number.isNaN(asked) ? this.#options.pageSize : asked,
        LARGEST_PAGE,
      ),
      owner: access.session,
      include: async (page) => (includes && record && first ? includedWith(page, record, first.request) : []),
    }
    return fhirJson(200, await this.#page(result, 0, undefined))
  }

  /** The records that a search goes through; undefined when it may not go through all and names none. */
  #searched(
    type: string,
    named: readonly string[],
    access: Access,
  ): readonly PatientRepository[] | undefined {
    const { records } = this.#options
    const ids = access.patient === undefined ? named : [access.patient]
    const known = ids.flatMap((id) => records.of(id) ?? [])
    if (ids.length > 0) return type === 'Practitioner' || type === 'Organization' ? [records.shared] : known
    if (type === 'Patient') return records.patientIds.flatMap((id) => records.of(id) ?? [])
    return type === 'Practitioner' || type === 'Organization' ? [records.shared] : undefined
  }

  async #furtherPage(type: string, token: string, access: Access): Promise<Response> {
    this.#require(access, 's', type)
    const place = placeOf(token)
    const result = place && this.#pages.find(place.name, access.session)
    if (!place || !result || result.type !== type)
      return refuse(410, 'expired', 'This page is no longer kept')
    return fhirJson(200, await this.#page(result, place.offset, place.name))
  }

  async #page(result: Result, offset: number, name: string | undefined): Promise<Bundle> {
    const { base, clock } = this.#options
    const end = offset + result.size
    const page = result.resources.slice(offset, end)
    const link = [{ relation: 'self', url: result.self }]
    if (result.size > 0 && end < result.resources.length) {
      const token = pageToken(name ?? this.#pages.keep(result), end)
      link.push({ relation: 'next', url: `${base}/${result.type}?_page=${token}` })
    }
    const entry = [
      ...page.map((resource) => this.#entry(resource, 'match')),
      ...(await result.include(page)).map((resource) => this.#entry(resource, 'include')),
    ]
    return {
      resourceType: 'Bundle',
      id: crypto.randomUUID(),
      meta: { lastUpdated: clock().toISOString() },
      type: 'searchset',
      total: result.resources.length,
      link,
      ...(entry.length > 0 ? { entry } : {}),
    }
  }

  #entry(resource: StoredResource, mode: 'match' | 'include'): BundleEntry {
    const fullUrl = `${this.#options.base}/${resource.resourceType}/${resource.id}`
    return { fullUrl, resource: resource as FhirResource, search: { mode } }
  }

  /** Patient/{id}/$everything: what the scopes allow of the whole record, paged like a search. */
  async #everything(request: Request, patientId: string, access: Access): Promise<Response> {
    this.#require(access, 'r', 'Patient')
    if (access.patient !== undefined && access.patient !== patientId)
      return refuse(403, 'forbidden', 'This belongs to another patient')
    const record = this.#options.records.of(patientId)
    if (!record) return refuse(404, 'not-found', 'No such patient')
    const resources = (await record.all(OFFERED_TYPES)).filter(
      (it) => access.allows('s', it.resourceType) || it.resourceType === 'Patient',
    )
    const count = Number(new URL(request.url).searchParams.get('_count') ?? this.#options.pageSize)
    const self = `${this.#options.base}/Patient/${patientId}/$everything`
    const size = Math.min(count || this.#options.pageSize, LARGEST_PAGE)
    const result: Result = {
      type: 'Patient',
      self,
      resources,
      size,
      owner: access.session,
      include: async () => [],
    }
    return fhirJson(200, await this.#page(result, 0, undefined))
  }

  /** A batch or transaction. Each entry is checked as if it had come alone; a transaction is all or nothing. */
  async #bundle(request: Request, access: Access): Promise<Response> {
    if (request.method !== 'POST') return refuse(400, 'not-supported', 'A search has to name a type')
    const bundle = (await this.#body(request)) as Bundle<FhirResource>
    if (bundle?.resourceType !== 'Bundle' || (bundle.type !== 'batch' && bundle.type !== 'transaction'))
      return refuse(400, 'invalid', 'A batch or a transaction is wanted')
    if (bundle.type === 'batch') return fhirJson(200, await this.#batch(request, bundle, access))
    for (const entry of bundle.entry ?? []) await this.#checkEntry(entry, access)
    const patient =
      access.patient ?? (bundle.entry ?? []).map((it) => it.resource && patientOf(it.resource)).find(isText)
    const record =
      (patient === undefined ? undefined : this.#options.records.of(patient)) ?? this.#options.records.shared
    const [outcome, result] = await this.#route(
      { method: 'POST', headers: new Headers() },
      '',
      bundle,
      record,
    )
    return this.#respond(request, outcome, result)
  }

  async #batch(request: Request, bundle: Bundle<FhirResource>, access: Access): Promise<Bundle> {
    const entry: BundleEntry[] = []
    for (const { request: asked, resource } of bundle.entry ?? []) {
      const { method = 'GET', url = '', ifNoneExist, ifMatch } = asked ?? {}
      const headers = new Headers({ 'content-type': 'application/fhir+json' })
      if (ifNoneExist) headers.set('if-none-exist', ifNoneExist)
      if (ifMatch) headers.set('if-match', ifMatch)
      const body = resource === undefined ? {} : { body: JSON.stringify(resource) }
      const single = new Request(`${this.#options.base}/${url}`, { method, headers, ...body })
      const response =
        url === '' ? refuse(400, 'invalid', 'No nested batch') : await this.answer(single, access)
      const text = await response.text()
      const answer = text === '' ? undefined : (JSON.parse(text) as FhirResource)
      const etag = response.headers.get('etag')
      const location = response.headers.get('location')
      entry.push({
        ...(answer && response.ok ? { resource: answer } : {}),
        response: {
          status: String(response.status),
          ...(answer && !response.ok ? { outcome: answer } : {}),
          ...(etag ? { etag } : {}),
          ...(location ? { location } : {}),
        },
      })
    }
    return { resourceType: 'Bundle', type: 'batch-response', ...(request.signal.aborted ? {} : { entry }) }
  }

  async #checkEntry(entry: BundleEntry<FhirResource>, access: Access): Promise<void> {
    const { method = 'GET', url = '', ifNoneExist } = entry.request ?? {}
    const [path = '', query] = url.split('?')
    const [type = '', id] = path.split('/')
    const isSearch = method === 'GET' && id === undefined
    this.#require(access, isSearch ? 's' : (letters[method] ?? 'r'), type)
    if (ifNoneExist !== undefined || query !== undefined) this.#require(access, 's', type)
    if (isSearch) {
      const named = patientsNamed({ type, parameters: [...new URLSearchParams(query)] })
      if (access.patient !== undefined && named.some((it) => it !== access.patient))
        throw new Refusal(refuse(403, 'forbidden', 'The search names another patient'))
      return
    }
    await this.#recordFor(type, id, entry.resource, access)
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'

async function isIn(record: PatientRepository, type: string, id: string): Promise<boolean> {
  try {
    await record.readResource(type, id)
    return true
  } catch (problem) {
    // A deleted resource is still this record's: it answers 410, not somebody else's 403.
    return core.normalizeOperationOutcome(problem).id === core.gone.id
  }
}

async function includedWith(
  page: readonly StoredResource[],
  record: PatientRepository,
  request: Parameters<typeof router.getExtraEntries>[1],
): Promise<readonly StoredResource[]> {
  const entries: Parameters<typeof router.getExtraEntries>[3] = []
  await router.getExtraEntries(record, request, [...page] as never, entries)
  return entries.flatMap((it) => it.resource ?? [])
}

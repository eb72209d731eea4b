import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4'
import type { Access } from './access.ts'
import { recordsSearched } from './compartment.ts'
import { router, type StoredResource } from './medplum.ts'
import { OFFERED_TYPES } from './offered-types.ts'
import { fhirJson, refuse } from './outcome.ts'
import { Pages, pageToken, placeOf, type Result } from './pages.ts'
import type { PatientRepository } from './patient-repository.ts'
import { outsideCompartment, requireScope } from './refusal.ts'
import { type Search, searchRecord } from './search.ts'
import type { FhirServerOptions } from './server-options.ts'

const LARGEST_PAGE = 1000

/** The FHIR server's searches, page by page. */
export class Searching {
  readonly #options: FhirServerOptions
  readonly #pages = new Pages()

  constructor(options: FhirServerOptions) {
    this.#options = options
  }

  /** A new search: its first page. */
  async first(request: Request, search: Search, access: Access): Promise<Response> {
    requireScope(access, 's', search.type)
    const records = recordsSearched(this.#options.records, search, access)
    const found = await Promise.all(records.map((record) => searchRecord(record, search)))
    const [first] = found
    const ignored = first?.ignored ?? []
    const strict = request.headers.get('prefer')?.includes('handling=strict')
    if (strict && ignored.length > 0)
      return refuse(400, 'not-supported', `Unsupported search parameters: ${ignored.join(', ')}`)
    const used = (first?.used ?? []).map(([name, value]): [string, string] => [name, value])
    const [record] = records
    const includes = first?.request.include ?? first?.request.revInclude
    return this.#open({
      type: search.type,
      self: `${this.#options.base}/${search.type}?${new URLSearchParams(used)}`,
      resources: found.flatMap((it) => it.resources),
      size: this.#sizeOf(first?.request.count),
      owner: access.session,
      include: async (page) => (includes && record && first ? includedWith(page, record, first.request) : []),
    })
  }

  /** A further page of an earlier search, by the token in its next link. */
  async further(type: string, token: string, access: Access): Promise<Response> {
    requireScope(access, 's', type)
    const place = placeOf(token)
    const result = place && this.#pages.find(place.name, access.session)
    if (!place || result?.type !== type) return refuse(410, 'expired', 'This page is no longer kept')
    return fhirJson(200, await this.#page(result, place.offset, place.name))
  }

  /** Patient/{id}/$everything: what the scopes allow of the whole record, paged like a search. */
  async everything(patientId: string, count: string | null, access: Access): Promise<Response> {
    requireScope(access, 'r', 'Patient')
    if (access.patient !== undefined && access.patient !== patientId) throw outsideCompartment()
    const { records } = this.#options
    const record = records.of(patientId)
    if (access.patient === undefined && records.isRestricted(patientId))
      return refuse(403, 'forbidden', 'This record is closed to the user')
    if (!record) return refuse(404, 'not-found', 'No such patient')
    const types = OFFERED_TYPES.filter((type) => type === 'Patient' || access.allows('s', type))
    return this.#open({
      type: 'Patient',
      self: `${this.#options.base}/Patient/${patientId}/$everything`,
      resources: await record.all(types),
      size: this.#sizeOf(count === null ? undefined : Number(count)),
      owner: access.session,
      include: async () => [],
    })
  }

  #sizeOf(asked: number | undefined): number {
    const { pageSize } = this.#options
    return Math.min(asked === undefined || !(asked >= 0) ? pageSize : asked, LARGEST_PAGE)
  }

  async #open(result: Result): Promise<Response> {
    return fhirJson(200, await this.#page(result, 0, undefined))
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

import type { Bundle, FhirResource, OperationOutcome } from 'fhir/r4'
import { patientOf } from './about-patient.ts'
import type { Access } from './access.ts'
import { LETTERS } from './batch.ts'
import { recordFor } from './compartment.ts'
import { checkCondition } from './condition.ts'
import { core, router } from './medplum.ts'
import { isOffered } from './offered-types.ts'
import { fhirJson, refuse } from './outcome.ts'
import type { PatientRepository } from './patient-repository.ts'
import { Refusal, requireScope } from './refusal.ts'
import { Searching } from './searching.ts'
import type { FhirServerOptions } from './server-options.ts'
import { answered, checkTransaction } from './transaction.ts'

/** A FHIR R4 server over the records, for somebody whose access is known. */
export class FhirServer {
  readonly #options: FhirServerOptions
  readonly #router = new router.FhirRouter()
  readonly #searching: Searching

  constructor(options: FhirServerOptions) {
    this.#options = options
    this.#searching = new Searching(options)
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
    const { pathname, searchParams } = new URL(request.url)
    const path = pathname.slice(new URL(this.#options.base).pathname.length)
    const [type, second, third, ...rest] = path.split('/').filter(Boolean)
    if (type === undefined) return this.#bundle(request, access)
    if (!core.isResourceType(type) || !isOffered(type))
      return refuse(404, 'not-supported', `This server does not offer ${type}`)
    if (second === undefined && request.method === 'GET') {
      const token = searchParams.get('_page')
      return token === null
        ? this.#searching.first(request, { type, parameters: [...searchParams] }, access)
        : this.#searching.further(type, token, access)
    }
    if (second === '_search' && request.method === 'POST') {
      const form = new URLSearchParams(await request.text())
      return this.#searching.first(request, { type, parameters: [...searchParams, ...form] }, access)
    }
    if (third === '$everything' && type === 'Patient' && second !== undefined)
      return this.#searching.everything(second, searchParams.get('_count'), access)
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
    const interaction = LETTERS[request.method]
    if (interaction === undefined) return refuse(405, 'not-supported', 'Method not allowed')
    requireScope(access, interaction, type)
    // A condition on a write is a search too: it tells whether something is there.
    const condition = request.headers.get('if-none-exist')
    if (condition !== null || (id === undefined && interaction !== 'c')) requireScope(access, 's', type)
    const hasBody = interaction === 'c' || interaction === 'u'
    const body = hasBody ? await bodyOf(request) : undefined
    if (condition !== null) checkCondition(condition, type, access.patient ?? (body && patientOf(body)))
    const record = await recordFor(this.#options.records, { type, id, body }, access)
    const path = [type, id, ...rest].filter(isText).join('/')
    const url = `${path}${new URL(request.url).search}`
    const [outcome, resource] = await this.#route(
      { method: request.method, headers: request.headers, url, body },
      record,
    )
    return this.#respond(request, outcome, resource)
  }

  async #route(
    asked: {
      readonly method: string
      readonly headers: Headers
      readonly url: string
      readonly body: unknown
    },
    record: PatientRepository,
  ): Promise<readonly [outcome: OperationOutcome, resource: FhirResource | undefined]> {
    const { method, headers, url, body } = asked
    const handle = () =>
      this.#router.handleRequest(
        {
          method: method as 'GET',
          url,
          pathname: '', // the router fills it in, and refuses a request that has it
          body,
          params: {},
          query: {},
          headers: Object.fromEntries(headers),
          config: { transactions: true },
        },
        record,
      )
    const [outcome, resource] = method === 'GET' ? await handle() : await record.inTurn(handle)
    return [outcome as OperationOutcome, resource as FhirResource | undefined]
  }

  #respond(request: Request, outcome: OperationOutcome, resource: FhirResource | undefined): Response {
    const status = core.getStatus(outcome as Parameters<typeof core.getStatus>[0])
    if (status < 400 && request.method === 'DELETE') return new Response(null, { status: 204 })
    if (status >= 400 || resource === undefined) return fhirJson(status, outcome)
    const { id, meta, resourceType } = resource
    const headers: Record<string, string> = {}
    if (meta?.versionId) headers['etag'] = `W/"${meta.versionId}"`
    if (meta?.lastUpdated) headers['last-modified'] = new Date(meta.lastUpdated).toUTCString()
    if (status === 201)
      headers['location'] = `${this.#options.base}/${resourceType}/${id}/_history/${meta?.versionId}`
    const minimal = wantsMinimal(request) && request.method !== 'GET'
    return minimal ? new Response(null, { status, headers }) : fhirJson(status, resource, headers)
  }

  /** A transaction: all or nothing, and each entry is checked as if it had come alone. Batches are taken apart before. */
  async #bundle(request: Request, access: Access): Promise<Response> {
    const { records } = this.#options
    if (request.method !== 'POST') return refuse(400, 'not-supported', 'A search has to name a type')
    const bundle = (await bodyOf(request)) as Bundle<FhirResource>
    if (bundle?.resourceType !== 'Bundle' || bundle.type !== 'transaction')
      return refuse(400, 'invalid', 'A batch or a transaction is wanted')
    const entries = bundle.entry ?? []
    const concerned = await checkTransaction(entries, records, access)
    if (concerned.size > 1)
      return refuse(400, 'not-supported', 'This server does a transaction for one patient at a time')
    const [only = records.shared] = concerned
    const record = (access.patient === undefined ? undefined : records.of(access.patient)) ?? only
    const asked = { method: 'POST', headers: new Headers(), url: '', body: bundle }
    const [outcome, result] = await this.#route(asked, record)
    if (result?.resourceType !== 'Bundle') return this.#respond(request, outcome, result)
    return fhirJson(200, answered(result as Bundle<FhirResource>, wantsMinimal(request)))
  }
}

const wantsMinimal = (request: Request): boolean =>
  request.headers.get('prefer')?.includes('return=minimal') === true

const isText = (value: unknown): value is string => typeof value === 'string'

async function bodyOf(request: Request): Promise<FhirResource> {
  try {
    return (await request.json()) as FhirResource
  } catch {
    throw new Refusal(refuse(400, 'structure', 'The body is not JSON'))
  }
}

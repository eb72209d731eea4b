import type { Clock } from '../clock.ts'
import { core, type MemoryRepository, router, type SearchRequest, type StoredResource } from './medplum.ts'
import { matchesQuantity } from './quantity.ts'
import { sortResources } from './sort.ts'

type Create = Parameters<InstanceType<typeof router.MemoryRepository>['createResource']>[1]
type Maps = {
  resources: Map<string, Map<string, StoredResource>>
  history: Map<string, Map<string, StoredResource[]>>
}

const keyOf = (type: string, id: string) => `${type}/${id}`

/**
 * One patient's record. Adds to Medplum's repository what a hospital's server does: validation of every
 * write, numbered versions, 410 after a delete, quantity search, and transactions that leave nothing behind.
 */
export class PatientRepository extends router.MemoryRepository {
  readonly #clock: Clock
  #versions = new Map<string, number>()
  #gone = new Set<string>()
  #loading = false
  #lastTurn: Promise<unknown> = Promise.resolve()

  constructor(clock: Clock) {
    super()
    this.#clock = clock
  }

  /** Puts a resource in as it is, id and all. Fixtures are validated by a test, not each time they load. */
  async load(resource: StoredResource): Promise<void> {
    this.#loading = true
    try {
      await this.createResource(resource, undefined, true)
    } finally {
      this.#loading = false
    }
  }

  override async createResource<T extends StoredResource>(resource: T, options?: Create, update = false) {
    if (!this.#loading) core.validateResource(resource)
    // A plain create never keeps the sender's id; an update and an id that a transaction assigned do.
    const keepsId = update || options?.assignedId === true
    const id = keepsId && resource.id ? resource.id : this.generateId()
    const key = keyOf(resource.resourceType, id)
    const version = (this.#versions.get(key) ?? 0) + 1
    const lastUpdated = (this.#loading && resource.meta?.lastUpdated) || this.#clock().toISOString()
    const stamped = { ...resource, id, meta: { ...resource.meta, versionId: String(version), lastUpdated } }
    const stored = await this.withSeeding(() => super.createResource(stamped, options, update))
    this.#versions.set(key, version)
    this.#gone.delete(key)
    return stored
  }

  /** The base class would create past this class's own `createResource`, unvalidated. */
  override async conditionalCreate<T extends StoredResource>(
    resource: T,
    search: SearchRequest,
    options?: Create,
  ) {
    if (search.resourceType !== resource.resourceType)
      throw new core.OperationOutcomeError(core.badRequest('The resource is of another type'))
    const found = (await this.search<T>(search)).entry ?? []
    const only = found[0]?.resource
    if (found.length > 1) throw new core.OperationOutcomeError(core.multipleMatches)
    if (only) return { resource: only, outcome: core.allOk }
    return { resource: await this.createResource(resource, options), outcome: core.created }
  }

  /** Whether there was such a resource: it answers 410, and is still this record's. */
  wasDeleted(type: string, id: string): boolean {
    return this.#gone.has(keyOf(type, id))
  }

  override async readResource<T extends StoredResource>(type: string, id: string): Promise<T> {
    if (this.#gone.has(keyOf(type, id))) throw new core.OperationOutcomeError(core.gone)
    return super.readResource<T>(type, id)
  }

  override async readHistory<T extends StoredResource>(type: string, id: string) {
    const bundle = await super.readHistory<T>(type, id)
    const version = (resource: StoredResource | undefined) => Number(resource?.meta?.versionId ?? 0)
    bundle.entry?.sort((a, b) => version(b.resource) - version(a.resource))
    return bundle
  }

  override async deleteResource(type: string, id: string, options?: { ifMatch?: string }): Promise<void> {
    await super.deleteResource(type, id, options)
    this.#gone.add(keyOf(type, id))
  }

  /** Everything in the record, type by type. */
  async all(types: readonly string[]): Promise<readonly StoredResource[]> {
    const found = await Promise.all(
      types.map((resourceType) => this.search({ resourceType } as SearchRequest)),
    )
    return found.flatMap((bundle) => (bundle.entry ?? []).flatMap((it) => it.resource ?? []))
  }

  override async search<T extends StoredResource>(request: SearchRequest) {
    const { count, offset = 0, sortRules, filters = [], ...plain } = request
    const parameters = core.globalSchema.types[request.resourceType]?.searchParams
    const isQuantity = (code: string) => parameters?.[code]?.type === 'quantity'
    const others = filters.filter((filter) => !isQuantity(filter.code))
    const bundle = await super.search<T>({ ...plain, filters: others } as Parameters<
      MemoryRepository['search']
    >[0] as never)
    let entries = bundle.entry ?? []
    for (const filter of filters)
      if (isQuantity(filter.code))
        entries = entries.filter(({ resource }) => resource && matchesQuantity(resource, filter))
    if (sortRules) entries = sortResources(entries, sortRules)
    const { entry: _entry, ...rest } = bundle
    const page = entries.slice(offset, count === undefined ? undefined : offset + count)
    return { ...rest, total: entries.length, ...(page.length > 0 ? { entry: page } : {}) }
  }

  /**
   * Does a write when those before it are done. Two conditional creates at once would both find nothing and both
   * create, and a transaction that fails would take back what another had written meanwhile.
   */
  inTurn<TResult>(write: () => Promise<TResult>): Promise<TResult> {
    const turn = this.#lastTurn.then(write)
    this.#lastTurn = turn.catch(() => undefined)
    return turn
  }

  /** All of it or nothing: what the callback wrote is taken back when it throws. */
  override async withTransaction<TResult>(callback: (repo: this) => Promise<TResult>): Promise<TResult> {
    const maps = this as unknown as Maps // private in the base class, which offers no transactions
    const before = {
      resources: new Map([...maps.resources].map(([type, byId]) => [type, new Map(byId)])),
      history: new Map([...maps.history].map(([type, byId]) => [type, copyOfLists(byId)])),
      versions: new Map(this.#versions),
      gone: new Set(this.#gone),
    }
    try {
      return await callback(this)
    } catch (problem) {
      maps.resources = before.resources
      maps.history = before.history
      this.#versions = before.versions
      this.#gone = before.gone
      throw problem
    }
  }
}

const copyOfLists = <Item>(lists: Map<string, Item[]>) =>
  new Map([...lists].map(([key, list]) => [key, [...list]]))

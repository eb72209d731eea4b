import type { Json, Resource } from '../../../src/engine/fhir.ts'
import { REFERRAL_SYSTEM } from '../../../src/engine/referral/key.ts'
import { keysOf } from '../../../src/engine/referral/keys-of.ts'
import { isInError } from '../../../src/engine/referral/status-of.ts'

/** What a server of these tests does with what it is given. Each of them is the plain thing unless a test says so. */
export interface Habits {
  /** False where `If-None-Exist` is ignored, as some servers do (W-13). */
  readonly honoursConditions: boolean
  /** Milliseconds until a search finds what was stored. */
  lag(): number
  /** What is stored of what was sent; nothing where it is dropped without a word. */
  keep(resource: Json): Json | undefined
}

interface Row {
  readonly resource: Resource
  readonly foundFrom: number
  readonly storedAt: number
  /** When the request that stored it left the app. */
  readonly leftAt: number
}

/** What a create came to. */
export type Created =
  | { readonly kind: 'created' | 'existed'; readonly resource: Resource }
  | { readonly kind: 'several' }

/** The resources of a server, and the index by which searches find them later than they are there. */
export interface FhirStore {
  create(resource: Json, ifNoneExist: string | undefined, leftAt: number): Created
  /** True where a condition matches more than one. */
  matchesSeveral(type: string, ifNoneExist: string | undefined): boolean
  read(type: string, id: string): Resource | undefined
  /** What a search by identifiers finds by now; all of a kind where it names none. */
  search(type: string, keys: readonly string[] | undefined): readonly Resource[]
  /** False where another version is there. */
  update(resource: Resource, version: string | undefined): boolean
  /** Puts something there that was there before. */
  put(resource: Resource, lag?: number): void
  remove(type: string, id: string): void
  /** What really is there under an identifier, in the order in which it came, without what was entered in error. */
  under(key: string, type: string): readonly Row[]
}

/** An empty store. */
export function fhirStore(now: () => number, habits: Habits): FhirStore {
  const rows: Row[] = []
  let count = 0
  const of = (type: string) => rows.filter(({ resource }) => resource.resourceType === type)
  const withKey = (type: string, key: string) =>
    of(type).filter(({ resource }) => keysOf(resource).includes(key))
  const matching = (type: string, ifNoneExist: string | undefined) => {
    // The condition is judged by what is there, not by what the index knows: else it would hold nothing.
    const key = habits.honoursConditions ? keyIn(ifNoneExist) : undefined
    return key === undefined ? [] : withKey(type, key)
  }
  const add = (resource: Resource, lag: number, leftAt: number) =>
    rows.push({ resource, foundFrom: now() + lag, storedAt: now(), leftAt })

  return {
    create: (sent, ifNoneExist, leftAt) => {
      const there = matching(String(sent['resourceType']), ifNoneExist)
      if (there.length > 1) return { kind: 'several' }
      const [one] = there
      if (one) return { kind: 'existed', resource: one.resource }
      count += 1
      const meta = { ...(sent['meta'] as Json | undefined), versionId: '1' }
      const id = String(1000 + count)
      const kept = habits.keep({ ...sent, id, meta })
      if (kept) add(kept as Resource, habits.lag(), leftAt)
      return { kind: 'created', resource: { ...sent, id, meta } as unknown as Resource }
    },
    matchesSeveral: (type, ifNoneExist) => matching(type, ifNoneExist).length > 1,
    read: (type, id) => of(type).find(({ resource }) => resource.id === id)?.resource,
    search: (type, keys) =>
      of(type)
        .filter(({ foundFrom }) => foundFrom <= now())
        .map(({ resource }) => resource)
        .filter((resource) => !keys || keysOf(resource).some((key) => keys.includes(key))),
    update: (resource, version) => {
      const at = rows.findIndex((row) => row.resource.id === resource.id)
      const row = rows[at]
      const current = (row?.resource['meta'] as Json | undefined)?.['versionId']
      if (!row || (version !== undefined && version !== current)) return false
      const meta = { ...(resource['meta'] as Json | undefined), versionId: String(Number(current) + 1) }
      rows[at] = { ...row, resource: { ...resource, meta } }
      return true
    },
    put: (resource, lag = 0) => void add(resource, lag, now()),
    remove: (type, id) => {
      const at = rows.findIndex(({ resource }) => resource.resourceType === type && resource.id === id)
      if (at >= 0) rows.splice(at, 1)
    },
    under: (key, type) => withKey(type, key).filter(({ resource }) => !isInError(resource)),
  }
}

/** The identifier that a condition names: `identifier=system|value`, or `_tag=` for a Provenance. */
function keyIn(condition: string | undefined): string | undefined {
  if (condition === undefined) return undefined
  const query = new URLSearchParams(condition)
  const token = query.get('identifier') ?? query.get('_tag') ?? ''
  return token.startsWith(`${REFERRAL_SYSTEM}|`) ? token.slice(REFERRAL_SYSTEM.length + 1) : undefined
}

import { isObject, type Json, listOf, type Resource, referenceTo, resourceOf } from '../../engine/fhir.ts'
import type { Connection } from './connection.ts'
import { readJson, type Unanswered } from './read-json.ts'

/** What a search gave, and why that may not be all of it. */
export interface Searchset {
  readonly resources: readonly Resource[]
  readonly fault?: Unanswered
}

/** A server that ignores what was searched for may have much to give; beyond this it is not looked through. */
const MOST_PAGES = 25

/**
 * Reads a search to its last page. Whole only when every page is a searchset, every entry can be read, nothing says
 * that something is left out, and no fewer came than the server counted: "nothing found" leads to writing, so it has
 * to be true.
 */
export async function readSearchset(
  address: string,
  connection: Pick<Connection, 'read' | 'clock'>,
): Promise<Searchset> {
  const found = new Map<string, Resource>()
  const soFar = (fault?: Unanswered): Searchset => ({
    resources: [...found.values()],
    ...(fault === undefined ? {} : { fault }),
  })
  const visited = new Set<string>()
  let link: string | undefined = address
  let counted = 0
  while (link !== undefined) {
    if (visited.size >= MOST_PAGES || visited.has(link)) return soFar(UNREADABLE)
    visited.add(link)
    const json = await readJson(link, connection)
    if (!json.ok) {
      const { why } = json.problem
      return soFar({ ...json.problem, why: why === 'gone' ? 'forbidden' : why })
    }
    const page = searchPageIn(json.value)
    if (page === undefined) return soFar(UNREADABLE)
    for (const resource of page.resources) found.set(referenceTo(resource), resource)
    if (!page.isWhole) return soFar(UNREADABLE)
    counted = Math.max(counted, page.total)
    link = page.next
  }
  return soFar(counted > found.size ? UNREADABLE : undefined)
}

const UNREADABLE: Unanswered = { why: 'unreachable' }

/** One page of a search. */
export interface SearchPage {
  readonly resources: readonly Resource[]
  /** False where an entry cannot be read, or something says that something is left out. */
  readonly isWhole: boolean
  readonly total: number
  readonly next: string | undefined
}

/** Reads one page of a search; nothing where it is none. */
export function searchPageIn(json: unknown): SearchPage | undefined {
  if (!isObject(json) || json['resourceType'] !== 'Bundle' || json['type'] !== 'searchset') return undefined
  const { entry = [], total, link } = json
  if (!Array.isArray(entry)) return undefined
  const resources: Resource[] = []
  let isWhole = true
  for (const one of entry) {
    const value: unknown = isObject(one) ? one['resource'] : undefined
    if (isObject(value) && value['resourceType'] === 'OperationOutcome') isWhole &&= saysAllIsWell(value)
    else {
      const resource = resourceOf(value)
      if (resource) resources.push(resource)
      else isWhole = false
    }
  }
  const next = listOf(link).find((one) => isObject(one) && one['relation'] === 'next')
  const hasNext = isObject(next)
  const nextUrl = hasNext && typeof next['url'] === 'string' ? next['url'] : undefined
  return {
    resources,
    isWhole: isWhole && hasNext === (nextUrl !== undefined),
    total: typeof total === 'number' ? total : 0,
    next: nextUrl,
  }
}

/** An outcome in a result is a warning that something is missing, unless it is for information and says of what. */
const saysAllIsWell = (outcome: Json): boolean =>
  listOf(outcome['issue']).every(
    (issue) =>
      isObject(issue) &&
      issue['severity'] === 'information' &&
      ['informational', 'not-found', 'success'].includes(String(issue['code'])),
  )

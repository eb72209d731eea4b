import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import type { ServedDefinition, SiteAdditions } from '../engine/trials/site-additions.ts'
import { fieldsOf } from './fields.ts'
import type { Outside } from './outside.ts'
import { timedFetch } from './timed-fetch.ts'

/** What the list of sites says that a site adds to the built-in trials. */
export interface ListedAdditions {
  readonly definitions: readonly ListedDefinition[]
  /** By the id of a trial. What stands in them is checked where they are used. */
  readonly overrides: Readonly<Record<string, unknown>>
}

/** A definition served beside the app. */
export interface ListedDefinition {
  /** Its path from the page, within the folder of the app. */
  readonly file: string
  /** What its bytes have to hash to, in hexadecimal. */
  readonly sha256?: string
}

const MOST_DEFINITIONS = 20

/** Larger ones are not read; none that ships has a tenth of it. */
const MOST_BYTES = 512 * 1024

/** Reads what a site adds. Nothing where it adds nothing. */
export function decodeAdditions(
  site: ReadonlyMap<string, unknown>,
): Result<ListedAdditions | undefined, 'malformed'> {
  const [listed = [], overrides = {}] = [site.get('definitions'), site.get('overrides')]
  if (!Array.isArray(listed) || listed.length > MOST_DEFINITIONS) return fail('malformed')
  if (typeof overrides !== 'object' || overrides === null || Array.isArray(overrides))
    return fail('malformed')
  const decoded = listed.map(decodeDefinition)
  const definitions = decoded.filter((one) => one !== undefined)
  const files = new Set(definitions.map(({ file }) => file))
  if (files.size !== listed.length) return fail('malformed')
  const addsNothing = listed.length === 0 && Object.keys(overrides).length === 0
  return ok(addsNothing ? undefined : { definitions, overrides: { ...overrides } })
}

function decodeDefinition(json: unknown): ListedDefinition | undefined {
  const given = fieldsOf(json)
  const [file, sha256] = [given.get('file'), given.get('sha256')]
  if (!isPathWithin(file)) return undefined
  if (sha256 === undefined) return { file }
  return typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) ? { file, sha256 } : undefined
}

/** Names of folders and a file, and nothing that a browser could read as another place or a query. */
const isPathWithin = (path: unknown): path is string =>
  typeof path === 'string' && path.length <= 200 && /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/.test(path)

/** Gets the definitions that a site lists. One that does not come is named, and keeps no other from coming. */
export async function fetchAdditions(
  { definitions, overrides }: ListedAdditions,
  page: string,
  outside: Outside,
): Promise<SiteAdditions> {
  const served = await Promise.all(definitions.map((one) => fetchDefinition(one, page, outside)))
  return { definitions: served, overrides }
}

async function fetchDefinition(
  listed: ListedDefinition,
  page: string,
  outside: Outside,
): Promise<ServedDefinition> {
  const { file } = listed
  const init: RequestInit = { redirect: 'error', cache: 'no-cache', credentials: 'same-origin' }
  const answer = await timedFetch(new URL(file, page).href, init, { bytes: MOST_BYTES }, outside)
  if (!answer.ok) return { file, unserved: answer.problem === 'byte-cap' ? 'too-large' : 'no-answer' }
  const { status, body } = answer.value
  return status === 200 ? { ...listed, bytes: body } : { file, unserved: 'not-there' }
}

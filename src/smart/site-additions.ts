import type { ServedDefinition, SiteAdditions, Unserved } from '../engine/trials/site-additions.ts'
import { fieldsOf } from './fields.ts'
import type { Outside } from './outside.ts'
import { timedFetch } from './timed-fetch.ts'

/** What the list of sites says that a site adds to the built-in trials. */
export interface ListedAdditions {
  readonly definitions: readonly ListedDefinition[]
  /** By the id of a trial. What stands in them is checked where they are used. */
  readonly overrides: unknown
}

/** A definition that a site lists: where it is served, or why it cannot be. */
export type ListedDefinition =
  | {
      /** Its path from the page, within the folder of the app. */
      readonly file: string
      /** What its bytes have to hash to, in hexadecimal. */
      readonly sha256?: string
    }
  | { readonly file: string; readonly unserved: Unserved }

const MOST_DEFINITIONS = 20

/** Larger ones are not read; none that ships has a tenth of it. */
const MOST_BYTES = 512 * 1024

/**
 * Reads what a site adds. Nothing where it adds nothing. A fault in it leaves the list of sites as good as it was,
 * for nothing is trusted by it: it is kept with its reason, and named on the page.
 */
export function decodeAdditions(site: ReadonlyMap<string, unknown>): ListedAdditions | undefined {
  const [listed = [], overrides = {}] = [site.get('definitions'), site.get('overrides')]
  if (!Array.isArray(listed))
    return { definitions: [{ file: 'config.json, definitions', unserved: 'not-a-list' }], overrides }
  const seen = new Set<string>()
  const definitions = listed.map((json: unknown, at): ListedDefinition => {
    const one = decodeDefinition(json, at)
    if (at >= MOST_DEFINITIONS) return { file: one.file, unserved: 'too-many' }
    if (seen.has(one.file)) return { file: one.file, unserved: 'listed-twice' }
    seen.add(one.file)
    return one
  })
  const addsNothing = listed.length === 0 && fieldsOf(overrides).size === 0 && typeof overrides === 'object'
  return addsNothing ? undefined : { definitions, overrides }
}

function decodeDefinition(json: unknown, at: number): ListedDefinition {
  const given = fieldsOf(json)
  const [file, sha256] = [given.get('file'), given.get('sha256')]
  if (!isPathWithin(file)) {
    const shown = typeof file === 'string' ? file.slice(0, 200) : `config.json, definitions/${at}`
    return { file: shown, unserved: 'no-path' }
  }
  if (sha256 === undefined) return { file }
  return typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256)
    ? { file, sha256 }
    : { file, unserved: 'no-sha256' }
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
  const served = await Promise.all(
    definitions.map((one) => ('unserved' in one ? one : fetchDefinition(one, page, outside))),
  )
  return { definitions: served, overrides }
}

async function fetchDefinition(
  listed: Exclude<ListedDefinition, { unserved: unknown }>,
  page: string,
  outside: Outside,
): Promise<ServedDefinition> {
  const { file } = listed
  // `manual` follows no redirect, as `error` does not, but tells it from a network that is down.
  const init: RequestInit = { redirect: 'manual', cache: 'no-cache', credentials: 'same-origin' }
  const answer = await timedFetch(new URL(file, page).href, init, { bytes: MOST_BYTES }, outside)
  if (!answer.ok) return { file, unserved: answer.problem === 'byte-cap' ? 'too-large' : 'no-answer' }
  const { status, headers, body } = answer.value
  if (status !== 200) return { file, unserved: whyNot(status) }
  const isPage = headers.get('content-type')?.startsWith('text/html') || beginsWithTag(body)
  return isPage ? { file, unserved: 'web-page' } : { ...listed, bytes: body }
}

function whyNot(status: number): Unserved {
  if (status === 404 || status === 410) return 'not-there'
  return status >= 300 && status < 400 ? 'redirected' : 'server-error'
}

/** A server may call its error page plain text. No definition begins with an angle bracket. */
const beginsWithTag = (body: ArrayBuffer): boolean =>
  new TextDecoder().decode(body.slice(0, 512)).trimStart().startsWith('<')

import { isObject, type Json, listOf, type Resource } from '../../engine/fhir.ts'
import type { Posted } from '../../engine/referral/desk.ts'
import type { DraftPart, PartType } from '../../engine/referral/draft.ts'
import { baseOf, type Connection, isId } from './connection.ts'
import { placesOf, withPlaces } from './draft-references.ts'
import { idIn } from './location.ts'
import { isRefusal } from './read-json.ts'
import { readWritten } from './written.ts'

/**
 * Writes the parts in one transaction (FHIR R4, http, "transaction"), each created only where its identifier is not
 * there yet. Parts that are known to be there are left out and referred to.
 */
export async function postTransaction(
  parts: readonly DraftPart[],
  known: readonly Resource[],
  connection: Connection,
): Promise<Posted> {
  const there = placesOf(parts, known)
  const sent = parts.filter(({ fullUrl }) => !there.has(fullUrl))
  if (sent.length === 0) return { kind: 'answered', stored: [] }
  const places = new Map([...there, ...sent.map(({ fullUrl }) => [fullUrl, fullUrl] as const)])
  const entry = sent.map(({ type, fullUrl, ifNoneExist, resource }) => ({
    fullUrl,
    resource: withPlaces(resource, places),
    request: { method: 'POST', url: type, ifNoneExist },
  }))
  const base = baseOf(connection)
  const body = { resourceType: 'Bundle', type: 'transaction', entry }
  const written = readWritten(await connection.write(base, { method: 'POST', body }), connection.clock)
  if (written.kind === 'refused') return { ...written, stored: [] }
  return written.kind === 'done' ? readEntries(written.body, sent, base) : written
}

/**
 * What the entries of the answer say. They come in the order of the request (FHIR R4, http, "transaction-response");
 * where there are more or fewer, none is taken for any part. A server that did only some of it is believed in what it
 * says about each, and what it does not say is left to the search.
 */
function readEntries(answer: Json, sent: readonly DraftPart[], base: string): Posted {
  const entries = listOf(answer['entry'])
  const isInOrder = entries.length === sent.length
  const said = entries.map((entry, at) => readEntry(entry, isInOrder ? sent[at]?.type : undefined, base))
  const stored = said.flatMap(({ type, id }) => (type && id ? [{ type, id }] : []))
  if (said.some(({ status }) => status >= 300 && !isRefusal(status))) return { kind: 'unclear' }
  const refused = said.filter(({ status }) => isRefusal(status))
  const [worst] = refused.filter(({ type }) => type === 'ServiceRequest' || type === 'Task').concat(refused)
  if (!worst) return { kind: 'answered', stored }
  return { kind: 'refused', ...(worst.type ? { type: worst.type } : {}), status: worst.status, stored }
}

/** One entry: its status, 0 where it names none, and the id of what was stored, as far as it can be known. */
function readEntry(entry: unknown, type: PartType | undefined, base: string) {
  const { response, resource } = isObject(entry) ? entry : {}
  const { status, location } = isObject(response) ? response : {}
  const code = Number(/^[1-5]\d\d\b/.exec(String(status))?.[0] ?? 0)
  if (type === undefined || code < 200 || code >= 300) return { type, status: code, id: undefined }
  const isBody = isObject(resource) && resource['resourceType'] === type && isId(resource['id'])
  return { type, status: code, id: isBody ? String(resource['id']) : idIn(location, type, base) }
}

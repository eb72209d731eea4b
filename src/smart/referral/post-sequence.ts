import type { Resource } from '../../engine/fhir.ts'
import type { Posted } from '../../engine/referral/desk.ts'
import { type DraftPart, PARTS, type PartType } from '../../engine/referral/draft.ts'
import { keysOf } from '../../engine/referral/keys-of.ts'
import { baseOf, type Connection, isId } from './connection.ts'
import { placesOf, withPlaces } from './draft-references.ts'
import { findOurs, firstOf } from './find-ours.ts'
import { idIn } from './location.ts'
import { readWritten, type Written } from './written.ts'

/** Without these there is no referral: what comes after them is not sent when one of them fails. */
const REQUIRED: readonly PartType[] = ['ServiceRequest', 'Task', 'DocumentReference']

/** Nothing refers to these: when one of them fails, what is there is whole without it. */
const AFTERTHOUGHTS: readonly PartType[] = ['ResearchSubject', 'Provenance']

/**
 * Creates the parts one after another, each conditionally (FHIR R4, http, "Conditional create"), the ones that are
 * referred to first. A part that is refused and not required is left out, and so is every reference to it.
 */
export async function postSequence(
  parts: readonly DraftPart[],
  known: readonly Resource[],
  connection: Connection,
): Promise<Posted> {
  const places = placesOf(parts, known)
  const stored: { type: string; id: string }[] = []
  const missing = parts.filter(({ fullUrl }) => !places.has(fullUrl))
  for (const part of missing.sort((a, b) => PARTS.indexOf(a.type) - PARTS.indexOf(b.type))) {
    const { type, fullUrl } = part
    const created = await createOne({ ...part, resource: withPlaces(part.resource, places) }, connection)
    if (created.kind === 'stored') {
      places.set(fullUrl, `${type}/${created.id}`)
      stored.push({ type, id: created.id })
    } else if (created.kind === 'another') {
      if (REQUIRED.includes(type)) return { kind: 'answered', stored: [...stored, { type, id: created.id }] }
    } else if (created.kind === 'not-sent' && stored.length === 0) {
      return created
    } else if (created.kind === 'refused' && REQUIRED.includes(type)) {
      return { kind: 'refused', type, status: created.status, stored }
    } else if (created.kind !== 'refused' && !AFTERTHOUGHTS.includes(type)) {
      return created.kind === 'unclear' ? created : { kind: 'unclear' }
    }
  }
  return { kind: 'answered', stored }
}

type Created =
  | Exclude<Written, { kind: 'done' }>
  | { readonly kind: 'stored'; readonly id: string }
  /** The server says that this one was there already, and it does not carry our identifier. */
  | { readonly kind: 'another'; readonly id: string }

/** Creates one part and learns its id: from the body, from `Location`, or by searching for its identifier. */
async function createOne(
  { type, ifNoneExist, resource }: DraftPart,
  connection: Connection,
): Promise<Created> {
  const base = baseOf(connection)
  const answer = await connection.write(`${base}/${type}`, { method: 'POST', body: resource, ifNoneExist })
  const written = readWritten(answer, connection.clock)
  if (written.kind !== 'done') return written
  const { status, body, location } = written
  const keys = keysOf(resource)
  const isBody = body['resourceType'] === type && isId(body['id'])
  if (isBody && status === 200 && !keysOf(body).some((key) => keys.includes(key)))
    return { kind: 'another', id: String(body['id']) }
  // A 200 says that it was there already. Which one that is, only its identifier tells.
  const id = isBody ? String(body['id']) : status === 200 ? undefined : idIn(location, type, base)
  if (id !== undefined) return { kind: 'stored', id }
  const found = await findOurs(connection)(type, keys)
  const first = found.kind === 'found' ? firstOf(found.resources) : undefined
  return first ? { kind: 'stored', id: first.id } : { kind: 'unclear' }
}

import { isObject, type Json, type Resource } from '../../engine/fhir.ts'
import { belongsTo } from '../../engine/record/subject.ts'
import type { Desk, Searched } from '../../engine/referral/desk.ts'
import type { PartType } from '../../engine/referral/draft.ts'
import { REFERRAL_SYSTEM } from '../../engine/referral/key.ts'
import { keysOf } from '../../engine/referral/keys-of.ts'
import { isInError } from '../../engine/referral/status-of.ts'
import { searchAddresses } from '../search-address.ts'
import { baseOf, type Connection } from './connection.ts'
import { readSearchset } from './searchset.ts'

/** Looks for one type by our identifiers. With none, nothing is asked. */
export type FindOurs = (type: PartType, keys: readonly string[]) => Promise<Searched>

/** What a search is sent over. */
type Searching = Pick<Connection, 'ehr' | 'read' | 'clock' | 'patientId'>

/** Searches by the identifiers that each question names, anew each time. */
export const findOurs =
  (connection: Searching): FindOurs =>
  async (type, keys) =>
    keys.length === 0 ? NOTHING : oursIn(await searchAll(type, keys, connection), type, keys, connection)

/**
 * Searches for many identifiers at once: a type is asked for all of them when the first question about some of them
 * comes, and the others are answered from the same search. Each answer is about its own identifiers, and somebody
 * else's resource makes only those unsafe that it carries; a search that failed failed for all.
 */
export function findTogether(all: readonly string[], connection: Searching): FindOurs {
  const searches = new Map<PartType, Promise<Searched>>()
  return async (type, keys) => {
    if (keys.length === 0) return NOTHING
    if (!keys.every((key) => all.includes(key))) throw new Error('an identifier that is not searched for')
    const search = searches.get(type) ?? searchAll(type, all, connection)
    searches.set(type, search)
    return oursIn(await search, type, keys, connection)
  }
}

const NOTHING: Searched = { kind: 'found', resources: [] }

/**
 * Everything that the server gives. The patient goes along, because many servers answer a patient's token only then; a
 * Provenance has neither patient nor identifier, and is found by its tag.
 */
async function searchAll(type: PartType, keys: readonly string[], connection: Searching): Promise<Searched> {
  const tokens = keys.map((key) => `${REFERRAL_SYSTEM}|${key}`).join(',')
  const addresses = searchAddresses(`${baseOf(connection)}/${type}`, [
    ...(type === 'Provenance'
      ? [['_tag', tokens] as const]
      : [['identifier', tokens] as const, ['patient', connection.patientId] as const]),
    ['_count', '100'],
  ])
  const searches = addresses.map(async (address): Promise<Searched> => {
    const { resources, fault } = await readSearchset(address, connection)
    return fault ? { kind: 'failed', ...fault } : { kind: 'found', resources }
  })
  return allOf(await Promise.all(searches))
}

/**
 * What carries one of the identifiers: servers that ignore a parameter give everything they have. Our identifier is made
 * from this patient. On somebody else's resource it says that something here is badly wrong.
 */
function oursIn(
  searched: Searched,
  type: PartType,
  keys: readonly string[],
  { patientId }: Searching,
): Searched {
  if (searched.kind === 'failed') return searched
  const ours = searched.resources.filter(
    (resource) => resource.resourceType === type && keysOf(resource).some((key) => keys.includes(key)),
  )
  const isOff = ours.some((resource) => isSomebodyElses(resource, patientId))
  return isOff ? { kind: 'failed', why: 'unreachable' } : { kind: 'found', resources: ours }
}

/** Searches of several types as one. */
export const searchBy =
  (find: FindOurs): Desk['search'] =>
  async (types, keys) =>
    allOf(await Promise.all(types.map((type) => find(type, keys))))

/** Several searches as one: found only where all are; else the failure that asks for the longest wait. */
function allOf(searches: readonly Searched[]): Searched {
  const failed = searches.filter((one) => one.kind === 'failed')
  const [worst] = failed.sort((a, b) => (b.waitMilliseconds ?? 0) - (a.waitMilliseconds ?? 0))
  if (worst) return worst
  return { kind: 'found', resources: searches.flatMap((one) => (one.kind === 'found' ? one.resources : [])) }
}

/** Where each part names the patient. A Provenance names none. */
const PATIENT_FIELD: Readonly<Record<string, string>> = {
  QuestionnaireResponse: 'subject',
  ServiceRequest: 'subject',
  Task: 'for',
  ResearchSubject: 'individual',
  DocumentReference: 'subject',
}

/** True for a part that names another patient. */
export function isSomebodyElses(part: Json, patientId: string): boolean {
  const field = PATIENT_FIELD[String(part['resourceType'])]
  const subject = field === undefined ? undefined : part[field]
  return (
    isObject(subject) &&
    belongsTo({ resourceType: 'Task', id: '', subject }, patientId, new Set()) === 'somebody-else'
  )
}

/** The one that is kept where there are several: everybody who looks comes to the same. */
export const firstOf = (resources: readonly Resource[]): Resource | undefined =>
  [...resources].sort((a, b) => Number(isInError(a)) - Number(isInError(b)) || (a.id < b.id ? -1 : 1))[0]

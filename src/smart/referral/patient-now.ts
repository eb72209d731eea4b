import { isObject, type Json, listOf, textOf } from '../../engine/fhir.ts'
import type { PatientNow } from '../../engine/referral/desk.ts'
import { escaped } from '../search-address.ts'
import { baseOf, type Connection } from './connection.ts'
import { readJson } from './read-json.ts'

/**
 * Reads the patient again, just before something is written, and compares who it is with who was read: id, name, birth
 * date, identifiers. A record that is not there any more counts as merged: it was removed, or went into another.
 */
export async function patientNow(asRead: Json, connection: Connection): Promise<PatientNow> {
  if (asRead['id'] !== connection.patientId) return { kind: 'changed' }
  const link = `${baseOf(connection)}/Patient/${escaped(connection.patientId)}`
  const json = await readJson(link, connection)
  if (!json.ok) {
    const { why } = json.problem
    return why === 'gone' ? { kind: 'merged' } : { kind: 'failed', why }
  }
  const now = json.value
  if (!isObject(now) || now['resourceType'] !== 'Patient') return { kind: 'failed', why: 'unreachable' }
  if (now['id'] !== connection.patientId) return { kind: 'changed' }
  if (now['deceasedBoolean'] === true || textOf(now['deceasedDateTime'])) return { kind: 'deceased' }
  const isReplaced = listOf(now['link']).some((link) => isObject(link) && link['type'] === 'replaced-by')
  if (isReplaced || now['active'] === false) return { kind: 'merged' }
  return { kind: identityOf(now) === identityOf(asRead) ? 'same' : 'changed' }
}

/** Who a patient is, as text to compare. The order in which a server lists things means nothing. */
const identityOf = (patient: Json): string =>
  JSON.stringify([nameOf(patient), patient['birthDate'] ?? '', identifiersOf(patient)])

/** The name by which the patient is known: the official one, else the usual one, else the first. */
function nameOf(patient: Json): string {
  const names = listOf(patient['name']).filter(isObject)
  const used = (use: string) => names.find((name) => name['use'] === use)
  const name = used('official') ?? used('usual') ?? names[0] ?? {}
  const words = [...listOf(name['given']), name['family']].filter((word) => typeof word === 'string')
  const text = words.length > 0 ? words.join(' ') : String(name['text'] ?? '')
  return text.normalize().replace(/\s+/g, ' ').trim()
}

const identifiersOf = (patient: Json): readonly string[] =>
  listOf(patient['identifier'])
    .filter(isObject)
    .map(({ system, value }) => JSON.stringify([system ?? '', value ?? '']))
    .sort()

import { isObject, type Json, type Resource } from '../../engine/fhir.ts'
import { belongsTo } from '../../engine/record/subject.ts'
import type { Searched } from '../../engine/referral/desk.ts'
import type { PartType } from '../../engine/referral/draft.ts'
import { REFERRAL_SYSTEM } from '../../engine/referral/key.ts'
import { keysOf } from '../../engine/referral/keys-of.ts'
import { isInError } from '../../engine/referral/status-of.ts'
import { baseOf, type Connection, escaped } from './connection.ts'
import { readSearchset } from './searchset.ts'

/**
 * Searches one type for our identifiers. The patient goes along, because many servers answer a patient's token only
 * then; a Provenance has neither patient nor identifier, and is found by its tag. Servers that ignore a parameter give
 * everything they have: only what carries the identifier counts.
 */
export async function findOurs(
  type: PartType,
  keys: readonly string[],
  connection: Pick<Connection, 'ehr' | 'read' | 'clock' | 'patientId'>,
): Promise<Searched> {
  if (keys.length === 0) return { kind: 'found', resources: [] }
  const tokens = escaped(keys.map((key) => `${REFERRAL_SYSTEM}|${key}`).join(','))
  const what =
    type === 'Provenance' ? `_tag=${tokens}` : `identifier=${tokens}&patient=${escaped(connection.patientId)}`
  const { resources, fault } = await readSearchset(
    `${baseOf(connection)}/${type}?${what}&_count=100`,
    connection,
  )
  if (fault) return { kind: 'failed', ...fault }
  const ours = resources.filter(
    (resource) => resource.resourceType === type && keysOf(resource).some((key) => keys.includes(key)),
  )
  // Our identifier is made from this patient. On somebody else's resource it says that something here is badly wrong.
  const isOff = ours.some((resource) => isSomebodyElses(resource, connection.patientId))
  return isOff ? { kind: 'failed', why: 'unreachable' } : { kind: 'found', resources: ours }
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

/** What a server stored, compared with what was sent (W-10). */
import { codingsOf, isObject, type Json, listOf, type Resource, textOf } from '../../fhir.ts'
import type { DraftPart, PartType } from '../draft.ts'
import { keysOf } from '../keys-of.ts'
import type { Difference } from '../state.ts'

/** Where a part names its patient. A Provenance names none by itself. */
const SUBJECT: Readonly<Record<PartType, string | undefined>> = {
  QuestionnaireResponse: 'subject',
  ServiceRequest: 'subject',
  Task: 'for',
  ResearchSubject: 'individual',
  Provenance: undefined,
  DocumentReference: 'subject',
}

/** True where a part is about the patient, or of a kind that names none. */
export function isAbout(resource: Resource, type: PartType, patientId: string): boolean {
  const element = SUBJECT[type]
  return element === undefined || localOf(resource[element]) === `Patient/${patientId}`
}

/** Whom it goes to. */
const recipientOf = (resource: Json): unknown =>
  resource['resourceType'] === 'Task' ? resource['owner'] : listOf(resource['performer'])[0]

/** What it is. */
const codesOf = (resource: Json): unknown => resource['code'] ?? resource['type']

/**
 * What the server keeps otherwise than it was sent.
 * @param order the ServiceRequest that the task has to be about
 */
export function differencesOf(part: DraftPart, stored: Resource, order: Resource | undefined): Difference[] {
  const sent = part.resource
  const isFollowed = part.type === 'ServiceRequest' || part.type === 'Task'
  return [
    ...(keysOf(sent).every((key) => keysOf(stored).includes(key)) ? [] : ['identifier' as const]),
    ...(sent['status'] === stored['status'] ? [] : ['status' as const]),
    ...(hasCodes(stored, sent) ? [] : ['code' as const]),
    ...(part.type !== 'Task' || isFocusOf(stored, order) ? [] : ['focus' as const]),
    ...(!isFollowed || isSameParty(recipientOf(sent), recipientOf(stored)) ? [] : ['recipient' as const]),
  ]
}

/**
 * True for a resource that the server names as stored and that has lost our identifier, where everything else says
 * that it is the one: a wrong id must not pass for a referral.
 */
export function isStripped(part: DraftPart, stored: Resource): boolean {
  const minute = minuteOf(part.resource)
  return hasCodes(stored, part.resource) && (minute === undefined || minute === minuteOf(stored))
}

/** True where a task is about this order. */
export const isFocusOf = (task: Resource, order: Resource | undefined): boolean =>
  order !== undefined && localOf(task['focus']) === `ServiceRequest/${order.id}`

function hasCodes(stored: Json, sent: Json): boolean {
  const kept = codingsOf(codesOf(stored)).map(({ system, code }) => `${system}|${code}`)
  return codingsOf(codesOf(sent)).every(({ system, code }) => kept.includes(`${system}|${code}`))
}

/** Minute and second at which it was written: the same in every time zone. */
function minuteOf(resource: Json): string | undefined {
  const written = textOf(resource['authoredOn'] ?? resource['authored'] ?? resource['date'])
  return written === undefined ? undefined : /T\d\d:(\d\d:\d\d)/.exec(written)?.[1]
}

/** The same by reference, or where it was sent without one, by identifier or name. */
function isSameParty(sent: unknown, stored: unknown): boolean {
  if (!isObject(sent)) return true
  if (!isObject(stored)) return false
  const reference = localOf(sent)
  if (reference !== undefined) return reference === localOf(stored)
  const identifierOf = ({ identifier }: Json) => (isObject(identifier) ? identifier['value'] : undefined)
  return identifierOf(sent) === undefined
    ? sent['display'] === stored['display']
    : identifierOf(sent) === identifierOf(stored)
}

/** `Type/id` of a reference, whether relative, absolute or with a version. */
function localOf(reference: unknown): string | undefined {
  const address = isObject(reference) ? textOf(reference['reference']) : undefined
  if (address === undefined) return undefined
  return address
    .replace(/\/_history\/[^/]*$/, '')
    .split('/')
    .slice(-2)
    .join('/')
}

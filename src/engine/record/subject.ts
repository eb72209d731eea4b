import { isObject, listOf, type Resource, textOf } from '../fhir.ts'

/** Whose resource this is. `unclear`: it names nobody that can be compared. */
export type Belonging = 'patient' | 'somebody-else' | 'unclear'

/**
 * Whether a resource is about the patient. Read literally from `subject` or `patient`: a relative reference,
 * or an absolute one whose last two segments name the patient. A reference to anybody else, a Group
 * included, is somebody else's; no reference at all is unclear and the resource is not used.
 */
export function belongsTo(resource: Resource, patientId: string, aliases: ReadonlySet<string>): Belonging {
  if (resource.resourceType === 'Patient') return resource.id === patientId ? 'patient' : 'somebody-else'
  const { subject, patient } = resource
  // What nearly every resource of a patient says, without building anything.
  if (patient === undefined && isObject(subject) && subject['reference'] === `Patient/${patientId}`)
    return 'patient'
  const references = [...listOf(resource['subject']), ...listOf(resource['patient'])]
    .filter(isObject)
    .map((subject) => textOf(subject['reference']))
    .filter((reference) => reference !== undefined)
  if (references.length === 0) return 'unclear'
  return references.every((reference) => namesPatient(reference, patientId, aliases))
    ? 'patient'
    : 'somebody-else'
}

function namesPatient(reference: string, patientId: string, aliases: ReadonlySet<string>): boolean {
  if (aliases.has(reference)) return true
  const withoutVersion = reference.replace(/\/_history\/[^/]*$/, '')
  const [id, type] = withoutVersion.split('/').reverse()
  return type === 'Patient' && id === patientId
}

import type { BundleEntry, FhirResource } from 'fhir/r4'
import { patientOf } from './about-patient.ts'
import type { Access } from './access.ts'
import { core } from './medplum.ts'
import { SHARED_TYPES } from './offered-types.ts'
import { refuse } from './outcome.ts'
import type { PatientRepository } from './patient-repository.ts'
import type { Records } from './records.ts'
import { outsideCompartment, Refusal } from './refusal.ts'
import { patientsNamed, type Search } from './search.ts'
import { ownerAmong, patientOfTargets } from './targets.ts'

/** One resource that a request is about. */
export interface Target {
  readonly type: string
  readonly id: string | undefined
  readonly body: FhirResource | undefined
  /** What is sent in the same transaction, which a Provenance may vouch for. */
  readonly beside?: readonly BundleEntry<FhirResource>[]
}

/** The record that a request about one resource works on; ends what is outside the compartment. */
export async function recordFor(
  records: Records,
  target: Target,
  access: Access,
): Promise<PatientRepository> {
  const { type, id, body } = target
  const resource = body === undefined || Array.isArray(body) ? undefined : body // an array is a JSON Patch
  const about = resource && (await patientBehind(resource, records, target.beside ?? [], access))
  if (access.patient === undefined) return recordForUser(records, target, about)
  const mine = records.of(access.patient)
  if (!mine) throw new Refusal(refuse(404, 'not-found', 'No such patient'))
  if (type === 'Patient' && id !== undefined && id !== access.patient) throw outsideCompartment()
  if (resource !== undefined && about !== access.patient) throw outsideCompartment()
  if (Array.isArray(body) && movesToAnother(body)) throw outsideCompartment()
  if (id === undefined || resource !== undefined) return mine
  if (await isIn(records.shared, type, id)) return records.shared
  if (!(await isIn(mine, type, id)) && (await records.ownersOf(type, id)).length > 0)
    throw outsideCompartment()
  return mine
}

/**
 * The record that a request by the user's own rights works on: the one that holds the resource, or the one of the patient
 * whom a new resource is about. What is about nobody is not written, and nothing moves from one record to another.
 */
async function recordForUser(
  records: Records,
  { type, id, body }: Target,
  about: string | undefined,
): Promise<PatientRepository> {
  const named = type === 'Patient' && id !== undefined ? records.of(id) : undefined
  const held = named ?? (id === undefined ? undefined : await records.holding(type, id))
  const owner = held && records.ownerOf(held)
  if (owner !== undefined) openToUser(records, owner)
  if (body === undefined) return held ?? records.shared
  if (SHARED_TYPES.has(type)) throw new Refusal(refuse(403, 'forbidden', `${type} is kept by the hospital`))
  if (Array.isArray(body)) {
    if (movesToAnother(body)) throw outsideCompartment()
    return held ?? records.shared
  }
  if (about === undefined) throw new Refusal(refuse(422, 'required', 'This is about no patient'))
  openToUser(records, about)
  const record = records.of(about)
  if (!record) throw new Refusal(refuse(422, 'not-found', 'No such patient'))
  if (held !== undefined && held !== record) throw outsideCompartment()
  return record
}

/** Ends what would open a record that is closed to the user's own rights. */
function openToUser(records: Records, patient: string): void {
  if (records.isRestricted(patient))
    throw new Refusal(refuse(403, 'forbidden', 'This record is closed to the user'))
}

/** What finds one thing among all records, of a type that names no patient. */
const findsAcross: Readonly<Record<string, readonly string[]>> = { Provenance: ['_tag', '_id', 'target'] }

/** The patient that a resource is about; of a Provenance, the patient of all that it vouches for. */
async function patientBehind(
  resource: FhirResource,
  records: Records,
  beside: readonly BundleEntry<FhirResource>[],
  access: Access,
): Promise<string | undefined> {
  if (resource.resourceType !== 'Provenance') return patientOf(resource)
  const sentAlong = ownerAmong(beside)
  return patientOfTargets(resource, async (reference) => {
    const [type = '', id = ''] = reference.split('/').slice(-2)
    const owners = await records.ownersOf(type, id)
    const mine = owners.find((owner) => owner === access.patient)
    return sentAlong(reference) ?? mine ?? owners[0]
  })
}

/**
 * The records that a search goes through. Ends one that names somebody else, and one by the user's own
 * rights that names nobody: no chart is searched across all patients, but for a Provenance, which names no patient and
 * is found by its tag.
 */
export function recordsSearched(
  records: Records,
  search: Search,
  access: Access,
): readonly PatientRepository[] {
  const named = patientsNamed(search)
  if (access.patient !== undefined && named.some((patient) => patient !== access.patient))
    throw outsideCompartment()
  if (SHARED_TYPES.has(search.type)) return [records.shared]
  const ids = access.patient === undefined ? named : [access.patient]
  if (access.patient === undefined) for (const id of named) openToUser(records, id)
  if (ids.length > 0) return [...new Set(ids)].flatMap((id) => records.of(id) ?? [])
  const names = search.parameters.map(([name]) => name)
  const isAcross = findsAcross[search.type]?.some((name) => names.includes(name))
  if (search.type !== 'Patient' && isAcross !== true)
    throw new Refusal(refuse(400, 'required', 'The search has to name a patient'))
  const open = records.patientIds.filter((id) => !records.isRestricted(id))
  return open.flatMap((id) => records.of(id) ?? [])
}

/** A patch of whose resource it is would put it in somebody else's record. */
const movesToAnother = (patch: readonly { readonly path?: unknown }[]): boolean =>
  patch.some(({ path }) => /^\/(subject|patient|for|individual|beneficiary|target)(\/|$)/.test(String(path)))

async function isIn(record: PatientRepository, type: string, id: string): Promise<boolean> {
  try {
    await record.readResource(type, id)
    return true
  } catch (problem) {
    // A deleted resource is still this record's: it answers 410, not somebody else's 403.
    return core.normalizeOperationOutcome(problem).id === core.gone.id
  }
}

import type { Bundle, FhirResource, Patient } from 'fhir/r4'
import type { Clock } from '../clock.ts'
import { patientOf } from './about-patient.ts'
import { loadDefinitions, type StoredResource } from './medplum.ts'
import { PatientRepository } from './patient-repository.ts'
import { ownerAmong, patientOfTargets } from './targets.ts'

/**
 * Every record of the hospital, one repository per patient: a search never scans, and never shows, anybody
 * else's. What belongs to no patient (practitioners, organisations) is in `shared`.
 */
export class Records {
  readonly shared: PatientRepository
  readonly #clock: Clock
  readonly #byPatient = new Map<string, PatientRepository>()
  readonly #restricted = new Set<string>()

  constructor(clock: Clock) {
    loadDefinitions()
    this.#clock = clock
    this.shared = new PatientRepository(clock)
  }

  /** The ids of all patients, in the order in which they came. */
  get patientIds(): readonly string[] {
    return [...this.#byPatient.keys()]
  }

  /** One patient's record, if there is such a patient. */
  of(patientId: string): PatientRepository | undefined {
    return this.#byPatient.get(patientId)
  }

  /** The patient's own resource. */
  async patient(patientId: string): Promise<Patient | undefined> {
    const record = this.of(patientId)
    return record ? ((await record.readResource('Patient', patientId)) as Patient) : undefined
  }

  /**
   * Whether a record is closed to the user's own rights: one whose patient is marked as very restricted. It opens from
   * the patient's own chart alone.
   */
  isRestricted(patientId: string): boolean {
    return this.#restricted.has(patientId)
  }

  /** Whose record this is; undefined for what is shared. */
  ownerOf(record: PatientRepository): string | undefined {
    return [...this.#byPatient].find(([, each]) => each === record)?.[0]
  }

  /** The patients whose records hold a resource of this id. */
  async ownersOf(type: string, id: string): Promise<readonly string[]> {
    const owners: string[] = []
    for (const [patient, record] of this.#byPatient) if (await holds(record, type, id)) owners.push(patient)
    return owners
  }

  /** The repository that holds a resource, or held it until it was deleted, whoever's it is. */
  async holding(type: string, id: string): Promise<PatientRepository | undefined> {
    for (const record of [this.shared, ...this.#byPatient.values()])
      if ((await holds(record, type, id)) || record.wasDeleted(type, id)) return record
    return undefined
  }

  /**
   * Adds a bundle, each resource to the record of the patient it is about. Gives the patients' ids.
   * A resource without a patient goes to the bundle's only patient when it is clinical, else to `shared`.
   */
  async add(bundle: Bundle<FhirResource>): Promise<readonly string[]> {
    const resources = (bundle.entry ?? []).flatMap((entry) => entry.resource ?? [])
    const added = resources.flatMap((it) => (it.resourceType === 'Patient' && it.id ? [it.id] : []))
    const owner = ownerAmong(bundle.entry ?? [])
    for (const resource of resources) {
      const patientId =
        resource.resourceType === 'Provenance' ? await patientOfTargets(resource, owner) : patientOf(resource)
      if (resource.resourceType === 'Patient' && resource.id && isVeryRestricted(resource))
        this.#restricted.add(resource.id)
      await this.#home(patientId).load(resource as StoredResource)
    }
    return added
  }

  #home(patientId: string | undefined): PatientRepository {
    if (patientId === undefined) return this.shared
    let record = this.#byPatient.get(patientId)
    if (!record) {
      record = new PatientRepository(this.#clock)
      this.#byPatient.set(patientId, record)
    }
    return record
  }
}

const isVeryRestricted = ({ meta }: Patient): boolean =>
  (meta?.security ?? []).some(({ system, code }) => code === 'V' && system?.endsWith('/v3-Confidentiality'))

async function holds(record: PatientRepository, type: string, id: string): Promise<boolean> {
  try {
    await record.readResource(type, id)
    return true
  } catch {
    return false
  }
}

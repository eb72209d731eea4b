import type { Bundle, FhirResource, Patient } from 'fhir/r4'
import type { Clock } from '../clock.ts'
import { patientOf } from './about-patient.ts'
import { loadDefinitions, type StoredResource } from './medplum.ts'
import { PatientRepository } from './patient-repository.ts'

/**
 * Every record of the hospital, one repository per patient: a search never scans, and never shows, anybody
 * else's. What belongs to no patient (practitioners, organisations) is in `shared`.
 */
export class Records {
  readonly shared: PatientRepository
  readonly #clock: Clock
  readonly #byPatient = new Map<string, PatientRepository>()

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

  /** Whether some other patient's record holds this resource. */
  async belongsToAnother(type: string, id: string, patientId: string): Promise<boolean> {
    for (const [other, record] of this.#byPatient)
      if (other !== patientId && (await holds(record, type, id))) return true
    return false
  }

  /** The repository that holds a resource, whoever's it is. */
  async holding(type: string, id: string): Promise<PatientRepository | undefined> {
    for (const record of [this.shared, ...this.#byPatient.values()])
      if (await holds(record, type, id)) return record
    return undefined
  }

  /**
   * Adds a bundle, each resource to the record of the patient it is about. Gives the patients' ids.
   * A resource without a patient goes to the bundle's only patient when it is clinical, else to `shared`.
   */
  async add(bundle: Bundle<FhirResource>): Promise<readonly string[]> {
    const resources = (bundle.entry ?? []).flatMap((entry) => entry.resource ?? [])
    const added = resources.flatMap((it) => (it.resourceType === 'Patient' && it.id ? [it.id] : []))
    for (const resource of resources) await this.#home(resource).load(resource as StoredResource)
    return added
  }

  #home(resource: FhirResource): PatientRepository {
    const patientId = patientOf(resource)
    if (patientId === undefined) return this.shared
    let record = this.#byPatient.get(patientId)
    if (!record) {
      record = new PatientRepository(this.#clock)
      this.#byPatient.set(patientId, record)
    }
    return record
  }
}

async function holds(record: PatientRepository, type: string, id: string): Promise<boolean> {
  try {
    await record.readResource(type, id)
    return true
  } catch {
    return false
  }
}

import { type Coding, codingsOf, type Resource } from '../fhir.ts'
import type { Codebook, Meaning } from './codebook.ts'

/** A resource that a value set selected, with the meanings that did so. */
export interface Selected {
  readonly resource: Resource
  readonly codings: readonly Coding[]
  readonly meanings: readonly Meaning[]
}

/** Where each type says what it is. */
const CODE_ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  Condition: ['code'],
  Procedure: ['code'],
  // What some observations are about stands in their value.
  Observation: ['code', 'valueCodeableConcept'],
  DiagnosticReport: ['code'],
  ServiceRequest: ['code'],
  ImagingStudy: ['modality', 'procedureCode'],
  MedicationRequest: ['medicationCodeableConcept'],
  MedicationStatement: ['medicationCodeableConcept'],
  MedicationAdministration: ['medicationCodeableConcept'],
}

/**
 * The record by type and value set. One pass over all resources and a memory of each distinct code, so that
 * FHIRPath later runs on the few resources that matter and on none of the others.
 */
export class RecordIndex {
  #bySet = new Map<string, Selected[]>()
  /** Conditions and procedures in which no code was understood. */
  readonly notUnderstood: Selected[] = []

  constructor(resources: readonly Resource[], book: Codebook) {
    for (const resource of resources) {
      const codings = (CODE_ELEMENTS[resource.resourceType] ?? []).flatMap((element) =>
        codingsOf(resource[element]),
      )
      const meanings = codings.flatMap((coding) => book.meaningsOf(coding))
      const selected: Selected = { resource, codings, meanings }
      if (meanings.length === 0) {
        if (resource.resourceType === 'Condition' || resource.resourceType === 'Procedure')
          this.notUnderstood.push(selected)
        continue
      }
      for (const set of new Set(meanings.map((meaning) => meaning.set))) {
        const key = `${resource.resourceType}/${set}`
        const list = this.#bySet.get(key)
        if (list) list.push(selected)
        else this.#bySet.set(key, [selected])
      }
    }
  }

  /** Resources of a type whose code stands in one of the value sets, each once. */
  select(resourceType: string, sets: readonly string[]): readonly Selected[] {
    return [...new Set(sets.flatMap((set) => this.#bySet.get(`${resourceType}/${set}`) ?? []))]
  }
}

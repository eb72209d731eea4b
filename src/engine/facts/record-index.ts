import { type Coding, codingsOf, isObject, listOf, type Resource, wordsOf } from '../fhir.ts'
import type { Codebook, Meaning } from './codebook.ts'
import { isDamagedSnomedId } from './damaged-code.ts'

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

/** Codings as FHIR writes them, without building anything: most stand in no value set. */
function hasTellingCode(value: unknown, book: Codebook): boolean {
  for (const concept of listOf(value)) {
    if (!isObject(concept)) continue
    for (const coding of listOf('coding' in concept ? concept['coding'] : concept)) {
      if (!isObject(coding)) continue
      const { system, code } = coding
      // The same as `codingsOf` asks: a code without its system is no code.
      if (typeof code !== 'string' || typeof system !== 'string') continue
      if (book.mayMean(code) || isDamagedSnomedId({ system, code })) return true
    }
  }
  return false
}

/**
 * The record by type and value set. One pass over all resources and a memory of each distinct code, so that
 * FHIRPath later runs on the few resources that matter and on none of the others.
 */
export class RecordIndex {
  #bySet = new Map<string, Selected[]>()
  /**
   * Conditions and procedures in which no code was understood and which could matter all the same: by their body
   * site, by their words, or because a code of theirs is damaged.
   */
  readonly notUnderstood: Selected[] = []

  constructor(resources: readonly Resource[], book: Codebook, words: readonly string[]) {
    const named = new Map<string, boolean>()
    const isNamed = (label: string): boolean => {
      let known = named.get(label)
      if (known === undefined) {
        const text = label.toLowerCase()
        known = words.some((word) => text.includes(word))
        named.set(label, known)
      }
      return known
    }
    for (const resource of resources) {
      const type = resource.resourceType
      const elements = CODE_ELEMENTS[type]
      if (!elements) continue
      const isNoted = type === 'Condition' || type === 'Procedure'
      const tells = elements.some((element) => hasTellingCode(resource[element], book))
      const couldMatter =
        isNoted && (resource['bodySite'] !== undefined || isNamed(wordsOf(resource['code']) ?? ''))
      if (tells || couldMatter) this.#add(resource, elements, book, isNoted)
    }
  }

  #add(resource: Resource, elements: readonly string[], book: Codebook, isNoted: boolean): void {
    const codings = elements.flatMap((element) => codingsOf(resource[element]))
    const meanings = codings.flatMap((coding) => book.meaningsOf(coding))
    const selected: Selected = { resource, codings, meanings }
    if (meanings.length === 0) {
      if (isNoted) this.notUnderstood.push(selected)
      return
    }
    for (const set of new Set(meanings.map((meaning) => meaning.set))) {
      const key = `${resource.resourceType}/${set}`
      const list = this.#bySet.get(key)
      if (list) list.push(selected)
      else this.#bySet.set(key, [selected])
    }
  }

  /** Resources of a type whose code stands in one of the value sets, each once. */
  select(resourceType: string, sets: readonly string[]): readonly Selected[] {
    return [...new Set(sets.flatMap((set) => this.#bySet.get(`${resourceType}/${set}`) ?? []))]
  }
}

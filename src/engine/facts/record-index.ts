import { type Coding, codingsOf, isObject, type Resource, wordsOf } from '../fhir.ts'
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

/** Types of which an entry at a relevant body site may be anything. */
const SITED: readonly string[] = ['Condition', 'Procedure']

/** What an entry says that it is, in words. */
export const entryInWords = (resource: Resource): string | undefined =>
  wordsOf(resource['code'] ?? resource['medicationCodeableConcept'])

/** Whether a concept, or one of several, has a code that may mean something. Builds nothing: most have none. */
function hasTellingCode(value: unknown, book: Codebook): boolean {
  if (Array.isArray(value)) return value.some((concept) => hasTellingCode(concept, book))
  if (!isObject(value)) return false
  const codings = 'coding' in value ? value['coding'] : value
  if (!Array.isArray(codings)) return isTelling(codings, book)
  for (const coding of codings) if (isTelling(coding, book)) return true
  return false
}

function isTelling(coding: unknown, book: Codebook): boolean {
  if (!isObject(coding)) return false
  const { system, code } = coding
  // The same as `codingsOf` asks: a code without its system is no code.
  if (typeof code !== 'string' || typeof system !== 'string') return false
  return book.mayMean(code) || isDamagedSnomedId({ system, code })
}

/**
 * The record by type and value set. One pass over all resources and a memory of each distinct code, so that
 * FHIRPath later runs on the few resources that matter and on none of the others.
 */
export class RecordIndex {
  #bySet = new Map<string, Selected[]>()
  /**
   * Entries in which no code was understood and which could matter all the same: by their words, because a code of
   * theirs is damaged, or, for conditions and procedures, by their body site.
   */
  get notUnderstood(): readonly Selected[] {
    return byId(this.#notUnderstood)
  }

  #notUnderstood: Selected[] = []

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
      const tells = elements.some((element) => hasTellingCode(resource[element], book))
      const isSited = SITED.includes(type) && resource['bodySite'] !== undefined
      if (tells || isSited || isNamed(entryInWords(resource) ?? '')) this.#add(resource, elements, book)
    }
  }

  #add(resource: Resource, elements: readonly string[], book: Codebook): void {
    const codings = elements.flatMap((element) => codingsOf(resource[element]))
    const meanings = codings.flatMap((coding) => book.meaningsOf(coding))
    const selected: Selected = { resource, codings, meanings }
    if (meanings.length === 0) {
      this.#notUnderstood.push(selected)
      return
    }
    for (const set of new Set(meanings.map((meaning) => meaning.set))) {
      const key = `${resource.resourceType}/${set}`
      const list = this.#bySet.get(key)
      if (list) list.push(selected)
      else this.#bySet.set(key, [selected])
    }
  }

  /** Resources of a type whose code stands in one of the value sets, each once, in the order of their ids. */
  select(resourceType: string, sets: readonly string[]): readonly Selected[] {
    return byId([...new Set(sets.flatMap((set) => this.#bySet.get(`${resourceType}/${set}`) ?? []))])
  }
}

/** The order of arrival must not show in what is found. */
const byId = (list: readonly Selected[]): Selected[] => [...list].sort((a, b) => compare(key(a), key(b)))

const key = ({ resource }: Selected): string => `${resource.resourceType}/${resource.id}`

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

import type { Coding } from '../fhir.ts'
import type { CodeEntry, CodeSystem, ValueSet } from './catalog.ts'

/** What a code means: the value set it stands in, and its entry there. */
export interface Meaning {
  readonly set: string
  readonly entry: CodeEntry
}

/** Editions of ICD-10 that share their codes as far as the value sets go. */
const ICD_10: readonly string[] = ['icd-10', 'icd-10-cm', 'icd-10-nl']

/** Looks up what codes mean, by system and code; a code without its system means nothing. */
export class Codebook {
  #systemOf = new Map<string, string>()
  #exact = new Map<string, Meaning[]>()
  #prefixes: (Meaning & { readonly prefix: string; readonly family: string })[] = []
  #exactCodes = new Set<string>()
  // What was looked up before: codes alone, nothing of a patient.
  #known = new Map<string, readonly Meaning[]>()
  #candidates = new Map<string, boolean>()

  constructor(systems: Readonly<Record<string, CodeSystem>>, valueSets: readonly ValueSet[]) {
    for (const [key, { uri, aliases }] of Object.entries(systems))
      for (const name of [uri, ...aliases]) this.#systemOf.set(normalUri(name), key)
    for (const { name, codes } of valueSets) for (const entry of codes) this.#add({ set: name, entry })
    this.#prefixes.sort((a, b) => b.prefix.length - a.prefix.length)
  }

  #add(meaning: Meaning): void {
    const { system, code, prefix } = meaning.entry
    if (prefix !== undefined)
      this.#prefixes.push({ ...meaning, prefix: bare(prefix), family: family(system) })
    else if (code !== undefined) {
      this.#exactCodes.add(ICD_10.includes(system) ? bare(code) : code)
      const key = `${family(system)}|${ICD_10.includes(system) ? bare(code) : code}`
      this.#exact.set(key, [...(this.#exact.get(key) ?? []), meaning])
    }
  }

  /** The key of a code system, whatever way it is written; undefined for one that we do not know. */
  systemOf(uri: string): string | undefined {
    return this.#systemOf.get(normalUri(uri))
  }

  /** False for a code that stands in no value set, whatever its system: one look-up, and most codes end here. */
  mayMean(code: string): boolean {
    let known = this.#candidates.get(code)
    if (known === undefined) {
      const plain = bare(code)
      known =
        this.#exactCodes.has(code) ||
        this.#exactCodes.has(plain) ||
        this.#prefixes.some(({ prefix }) => plain.startsWith(prefix))
      this.#candidates.set(code, known)
    }
    return known
  }

  /** Every value set that a code stands in. Of several prefixes in one set the longest counts. */
  meaningsOf(coding: Coding): readonly Meaning[] {
    const key = `${coding.system}|${coding.code}`
    let meanings = this.#known.get(key)
    if (!meanings) {
      meanings = this.#lookUp(coding)
      this.#known.set(key, meanings)
    }
    return meanings
  }

  #lookUp({ system: uri, code }: Coding): readonly Meaning[] {
    const system = this.systemOf(uri)
    if (!system) return []
    const counts = ({ entry }: Meaning) => entry.only === undefined || entry.only === system
    const kin = family(system)
    const written = ICD_10.includes(system) ? bare(code) : code
    const found = (this.#exact.get(`${kin}|${written}`) ?? []).filter(counts)
    for (const candidate of this.#prefixes)
      if (
        candidate.family === kin &&
        bare(code).startsWith(candidate.prefix) &&
        counts(candidate) &&
        !found.some(({ set }) => set === candidate.set)
      )
        found.push(candidate)
    return found
  }
}

const family = (system: string): string => (ICD_10.includes(system) ? 'icd-10' : system)

/** An ICD code without dot and in capitals: C50.411 and c50411 are one code. */
const bare = (code: string): string => code.replaceAll('.', '').toUpperCase()

/**
 * URIs as records write them: another scheme, a trailing slash, capitals in the scheme, or a SNOMED CT edition and
 * version behind the system (SNOMED CT URI standard, 2.1).
 */
const normalUri = (uri: string): string =>
  uri
    .trim()
    .replace(/^https?:/i, 'http:')
    .replace(/^(http:\/\/snomed\.info\/sct)\/.*$/, '$1')
    .replace(/\/+$/, '')
    .replace(/^urn:/i, 'urn:')

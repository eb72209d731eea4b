import type { Trial } from '../../engine/trials/trial.ts'

/** The base of our canonical URLs where a site gives none of its own: a name that nobody can own (RFC 2606). */
export const BASE = 'https://trials.example.org/fhir'

/** The types of resource in an export that have an address of their own. */
export type Exported = 'ResearchStudy' | 'Group' | 'Questionnaire' | 'ValueSet' | 'CodeSystem'

/**
 * The ids and addresses of one export. They follow from the ids of the trial and its parts alone, so that the same
 * definition has the same ones everywhere, and a later version of it replaces an earlier one in place.
 */
export class Addresses {
  readonly version: string
  readonly #trial: string
  readonly #base: string

  constructor({ id, version }: Pick<Trial, 'id' | 'version'>, base: string) {
    this.version = version
    this.#trial = id
    this.#base = base.replace(/\/+$/, '')
  }

  /** The id of a part of the trial; without a part, of the trial itself. */
  id(part = ''): string {
    const trial = this.#trial.toLowerCase()
    // What the trial brings for itself begins with its id already.
    const own = part.toLowerCase().startsWith(`${trial}.`) ? part.slice(trial.length + 1) : part
    const id = own === '' ? trial : `${trial}-${own.toLowerCase()}`
    return fitting(id.replace(/[^a-z0-9.-]/g, '-'), id)
  }

  /** The address of a resource, by the part of the trial that it is. */
  url(type: Exported, part?: string): string {
    return `${this.#base}/${type}/${this.id(part)}`
  }

  /** The address of a resource in this version. */
  canonical(type: Exported, part?: string): string {
    return `${this.url(type, part)}|${this.version}`
  }

  /** The address of a resource as a Bundle gives it: without it no reference is resolved. */
  full({ resourceType, id }: { readonly resourceType: string; readonly id?: string | undefined }): string {
    return `${this.#base}/${resourceType}/${id}`
  }

  /** A reference to a resource in the same Bundle. */
  reference(type: Exported, part?: string): { reference: string } {
    return { reference: `${type}/${this.id(part)}` }
  }

  /** The address of an extension of our own. */
  extension(name: string): string {
    return `${this.#base}/StructureDefinition/${name}`
  }
}

/** The most letters that an id may have (FHIR R4, id). */
const LONGEST = 64

/** A long id is cut, and told from others that begin alike by a number made of the whole of it. */
function fitting(id: string, whole: string): string {
  if (id.length <= LONGEST) return id
  let number = 0x811c9dc5
  // FNV-1a, 32 bits: no secret, only different ends for different ids.
  for (const letter of whole) number = Math.imul(number ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return `${id.slice(0, LONGEST - 9)}-${number.toString(16).padStart(8, '0')}`
}

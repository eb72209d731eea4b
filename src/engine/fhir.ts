/**
 * FHIR as it arrives: JSON that nobody has checked. The guards here are the only way into it; what a guard
 * does not confirm is not there.
 */

/** A JSON object of unknown content. */
export type Json = { readonly [key: string]: unknown }

/** A resource as read: its type and id are checked, the rest is not. */
export interface Resource extends Json {
  readonly resourceType: string
  readonly id: string
}

/** One code of one system. */
export interface Coding {
  readonly system: string
  readonly code: string
  readonly display?: string
}

/** True for a JSON object, not an array and not null. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value as an array: FHIR repeats, some servers do not. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]

/** A text that says something, or nothing. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined

/** The codings of a CodeableConcept, or of a Coding by itself, that have both system and code. */
export function codingsOf(value: unknown): Coding[] {
  return listOf(value).flatMap((concept) => {
    if (!isObject(concept)) return []
    const codings = 'coding' in concept ? listOf(concept['coding']) : [concept]
    return codings.flatMap((coding) => {
      if (!isObject(coding)) return []
      const system = textOf(coding['system'])
      const code = textOf(coding['code'])
      const display = textOf(coding['display'])
      return system && code ? [{ system, code, ...(display ? { display } : {}) }] : []
    })
  })
}

/** What a CodeableConcept says in words: its text, or the first display. */
export function wordsOf(concept: unknown): string | undefined {
  for (const one of listOf(concept)) {
    if (!isObject(one)) continue
    const display = listOf(one['coding']).map((coding) =>
      isObject(coding) ? textOf(coding['display']) : undefined,
    )
    const words = textOf(one['text']) ?? display.find((text) => text !== undefined)
    if (words) return words
  }
  return undefined
}

/** The codes of a CodeableConcept, whatever their system. For elements whose systems are fixed by FHIR. */
export const codesOf = (concept: unknown): string[] =>
  listOf(concept).flatMap((one) =>
    isObject(one)
      ? listOf(one['coding']).flatMap((coding) => (isObject(coding) ? (textOf(coding['code']) ?? []) : []))
      : [],
  )

/** A resource, if the value is one. Ids follow FHIR R4 datatypes, `id`. */
export function resourceOf(value: unknown): Resource | undefined {
  if (!isObject(value)) return undefined
  const { resourceType, id } = value
  if (typeof resourceType !== 'string' || typeof id !== 'string' || !/^[A-Za-z0-9\-.]{1,64}$/.test(id))
    return undefined
  return value as Resource
}

/** `Type/id` of a resource. */
export const referenceTo = (resource: Resource): string => `${resource.resourceType}/${resource.id}`

/** `meta.versionId`, where the server gives one. */
export function versionOf(resource: Resource): string | undefined {
  return isObject(resource['meta']) ? textOf(resource['meta']['versionId']) : undefined
}

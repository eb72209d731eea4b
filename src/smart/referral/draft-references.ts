import { isObject, type Json, type Resource, referenceTo } from '../../engine/fhir.ts'
import type { DraftPart } from '../../engine/referral/draft.ts'
import { firstOf } from './find-ours.ts'

/** Where the parts of a draft are, by the `fullUrl` by which they name each other. */
export type Places = ReadonlyMap<string, string>

/** The places of parts that are there already: found by their type, the one that is kept where there are several. */
export const placesOf = (parts: readonly DraftPart[], known: readonly Resource[]): Map<string, string> =>
  new Map(
    parts.flatMap(({ type, fullUrl }) => {
      const there = firstOf(known.filter(({ resourceType }) => resourceType === type))
      return there ? [[fullUrl, referenceTo(there)] as const] : []
    }),
  )

/**
 * A resource whose references to other parts lead somewhere: to their place, or out of it altogether where they have
 * none. What stood for such a reference alone goes with it, such as an input of a Task: without its value it says
 * nothing and would be refused.
 */
export function withPlaces(resource: Json, places: Places): Json {
  const placed = Object.entries(resource).flatMap(([name, value]) => {
    const kept = place(value, places)
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return Object.fromEntries(placed)
}

/** A value with its references placed; nothing where it says nothing without one. */
function place(value: unknown, places: Places): unknown {
  if (Array.isArray(value)) {
    const kept = value.map((item) => place(item, places)).filter((item) => item !== undefined)
    return kept.length === 0 && value.length > 0 ? undefined : kept
  }
  if (!isObject(value)) return value
  const { reference } = value
  if (typeof reference === 'string' && reference.startsWith('urn:uuid:')) {
    const to = places.get(reference)
    return to === undefined ? undefined : { ...value, reference: to }
  }
  const parts = Object.entries(value).map(([name, part]) => [name, place(part, places)] as const)
  return parts.some(([, part]) => part === undefined) ? undefined : Object.fromEntries(parts)
}

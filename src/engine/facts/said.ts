import { isObject, listOf, type Resource, wordsOf } from '../fhir.ts'
import type { FactSource } from './catalog.ts'
import type { Selected } from './record-index.ts'

/** Words with which people take a code back. */
const TAKEN_BACK =
  /\b(no evidence|no sign|without evidence|ruled? out|negative for|geen aanwijzing|geen teken|geen recidief|uitgesloten|niet aangetoond)/i

/** True when the words of a code take it back. Words never make a fact; they can make one doubtful. */
export const saysTheOpposite = (resource: Resource): boolean =>
  listOf(resource['code']).some(
    (code) =>
      isObject(code) &&
      [
        code['text'],
        ...listOf(code['coding']).map((one) => (isObject(one) ? one['display'] : undefined)),
      ].some((words) => typeof words === 'string' && TAKEN_BACK.test(words)),
  )

/** True when the display names a scale that the code does not. */
export function contradictedByDisplay(source: FactSource, { codings, resource }: Selected): boolean {
  const word = source.contradictedByDisplay
  if (!word) return false
  const said = [...codings.map(({ display }) => display ?? ''), wordsOf(resource['code']) ?? '']
  return said.some((text) => text.toLowerCase().includes(word))
}

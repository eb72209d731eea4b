import type { FactDefinition } from '../../engine/facts/catalog.ts'
import type { Finding } from '../problem.ts'
import type { Check } from './checks.ts'
import { type Node, parse, partsOf } from './fhirpath/tree.ts'

const MOST_PARTS = 400
/** What does not parse has no parts, and takes longest. */
const MOST_CHARACTERS = 8000
const KEYS = ['where', 'number', 'quantity', 'coded'] as const

/**
 * The expressions of a trial's own facts are small in all: each is run on every resource that its sets select, while a
 * doctor waits (T-18). One alone may be as long as L-25 says; forty such took seconds on 300 results.
 */
export const checkSize: Check = ({ written }) => {
  let parts = 0
  const long = tooLong(written.facts ?? [])
  if (long) return [long]
  for (const [index, { from }] of (written.facts ?? []).entries())
    for (const [place, source] of from.entries())
      for (const key of KEYS) {
        const parsed = source[key] === undefined ? undefined : parse(source[key])
        if (parsed?.ok) parts += countOf(parsed.value)
        if (parts > MOST_PARTS)
          return [
            {
              code: 'L-LIMIT',
              path: ['facts', index, 'from', place, key],
              message: `The expressions of this trial have more than ${MOST_PARTS} parts in all.`,
              hint: 'Select by value sets, and read less of the resource.',
            },
          ]
      }
  return []
}

/** Where all expressions together become too long to be parsed. */
function tooLong(facts: readonly FactDefinition[]): Finding | undefined {
  let characters = 0
  for (const [index, { from }] of facts.entries())
    for (const [place, source] of from.entries())
      for (const key of KEYS) {
        characters += source[key]?.length ?? 0
        if (characters > MOST_CHARACTERS)
          return {
            code: 'L-LIMIT',
            path: ['facts', index, 'from', place, key],
            message: `The expressions of this trial have more than ${MOST_CHARACTERS} characters in all.`,
            hint: 'Select by value sets, and read less of the resource.',
          }
      }
  return undefined
}

const countOf = (node: Node): number => 1 + partsOf(node).reduce((sum, part) => sum + countOf(part), 0)

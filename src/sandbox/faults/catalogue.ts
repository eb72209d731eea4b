import type { Text } from '../language.ts'
import { ABILITY_FAULTS } from './ability-faults.ts'
import { ANSWER_FAULTS } from './answer-faults.ts'
import { BUNDLE_FAULTS } from './bundle-faults.ts'
import type { Fault, NamedFault } from './fault.ts'
import { LATER_FAULTS } from './later-faults.ts'
import { SESSION_FAULTS } from './session-faults.ts'
import { STORING_FAULTS } from './storing-faults.ts'
import { VERSION_FAULTS } from './version-faults.ts'
import { WRITE_FAULTS } from './write-faults.ts'

const all: readonly Fault[] = [
  ...SESSION_FAULTS,
  ...ANSWER_FAULTS,
  ...BUNDLE_FAULTS,
  ...VERSION_FAULTS,
  ...WRITE_FAULTS,
  ...STORING_FAULTS,
  ...ABILITY_FAULTS,
  ...LATER_FAULTS,
]

/** The faults for a menu: each name once, with an argument where it needs one. */
export const FAULTS: readonly { readonly menu: string; readonly meaning: Text }[] = [
  ...new Map(all.toReversed().map((fault) => [fault.name, fault])).values(),
]
  .reverse()
  .map(({ name, example, meaning }) => ({ menu: example ? `${name}:${example}` : name, meaning }))

/**
 * Reads `name` or `name:argument`, with `@patient` after it where it concerns one patient alone. One name may be several faults, at different stages.
 * A name that is not known is a mistake of whoever asked for it, and is said.
 */
export function readFault(text: string): readonly NamedFault[] {
  const [what = '', patient] = text.split('@')
  const [name = '', argument = ''] = what.split(':')
  const named = all.filter((fault) => fault.name === name)
  if (named.length === 0) throw new Error(`There is no fault named ${name}`)
  if (named.some((fault) => fault.takes === 'type') && argument === '')
    throw new Error(`The fault ${name} needs a type: ${name}:Observation`)
  if (patient !== undefined && !named.every(({ stage }) => stage === 'fhir'))
    throw new Error(`The fault ${name} cannot concern one patient alone`)
  return named.map((fault) => ({ fault, argument, patient }))
}

/** Whether a text names a fault. */
export function isFault(text: string): boolean {
  try {
    return readFault(text).length > 0
  } catch {
    return false
  }
}

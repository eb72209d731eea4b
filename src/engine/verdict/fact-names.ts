import { KINDS, type Rule } from '../criteria/kinds.ts'
import { partsOf, rulesIn } from '../criteria/parts.ts'

const known = new WeakMap<Rule, ReadonlySet<string>>()

/** The facts that a rule asks for, the anchors of its orders included: what has to be read for it. */
export function factNamesIn(rule: Rule): ReadonlySet<string> {
  let names = known.get(rule)
  if (!names) {
    names = new Set([...named(rule)])
    known.set(rule, names)
  }
  return names
}

function* named(rule: Rule): Generator<string> {
  for (const { kind } of rulesIn(rule)) {
    const of = KINDS[kind]
    if ('facts' in of) yield* of.facts
  }
  for (const { is, value } of partsOf(rule)) if (is === 'fact') yield value as string
}

import type { Rule } from '../../engine/criteria/kinds.ts'
import type { FactDefinition, FactSource } from '../../engine/facts/catalog.ts'
import { factNamesIn } from '../../engine/verdict/fact-names.ts'
import type { Context } from './context.ts'

/** The facts that a rule asks for, with those that one of them is made of. */
export function factsOf(rule: Rule, context: Context): FactDefinition[] {
  return withParts([...factNamesIn(rule)], context)
}

/** The facts of these names, with those that one of them is made of. */
function withParts(names: readonly string[], { catalog }: Context): FactDefinition[] {
  const found = new Map<string, FactDefinition>()
  const add = (name: string): void => {
    const fact = catalog.facts.find((one) => one.name === name)
    if (!fact || found.has(name)) return
    found.set(name, fact)
    if (fact.secondCancer) for (const part of [fact.secondCancer.of, fact.secondCancer.after]) add(part)
  }
  for (const name of names) add(name)
  return [...found.values()]
}

/** The names of every value set that a trial reads a record by, in the order of the alphabet. */
export function setsUsed(context: Context): string[] {
  const { trial } = context
  const names = [...trial.criteria.flatMap(({ rule }) => [...factNamesIn(rule)]), ...trial.applies]
  const sets = withParts(names, context).flatMap(({ from }) => from.flatMap(setsOf))
  const known = new Set(context.catalog.valueSets.map(({ name }) => name))
  // A kind may be told by a morphology that stands in no set.
  return [...new Set(sets)].filter((name) => known.has(name)).sort()
}

const setsOf = ({ sets, unless = [], doubtIf = [], codedBy, kindBy = {} }: FactSource): string[] => [
  ...sets,
  ...unless,
  ...doubtIf,
  ...(codedBy === undefined ? [] : [codedBy]),
  ...Object.keys(kindBy),
]

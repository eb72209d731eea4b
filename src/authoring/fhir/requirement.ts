import type { DataRequirement, Extension } from 'fhir/r4'
import type { Rule } from '../../engine/criteria/kinds.ts'
import { rulesIn } from '../../engine/criteria/parts.ts'
import type { FactDefinition, FactSource } from '../../engine/facts/catalog.ts'
import type { ResourceType } from '../../engine/record/ledger.ts'
import type { Context } from './context.ts'
import { factsOf } from './facts-used.ts'
import { duration } from './measured.ts'
import { valueSetAddress } from './value-set.ts'

/** Every fact that a rule asks for: its name, and what has to be read for it. */
export const facts = (rule: Rule, context: Context): Extension[] =>
  factsOf(rule, context).map((fact) => ({
    url: 'fact',
    extension: [
      { url: 'name', valueString: fact.name },
      context.wording.string('title', fact.title),
      ...requirements(fact, rule, context).map((valueDataRequirement) => ({
        url: 'data',
        valueDataRequirement,
      })),
    ],
  }))

/** One for each value set: the filters of one requirement hold together, the value sets of a fact do not. */
function requirements(fact: FactDefinition, rule: Rule, context: Context): DataRequirement[] {
  const all = fact.from.flatMap((source) => requirementsOf(source, fact, rule, context))
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
}

function requirementsOf(
  { resource, sets }: FactSource,
  fact: FactDefinition,
  rule: Rule,
  context: Context,
): DataRequirement[] {
  if (sets.length === 0) return [{ type: resource }]
  return sets.map((set) => ({
    type: resource,
    codeFilter: [{ path: CODES[resource] ?? 'code', valueSet: valueSetAddress(set, context) }],
    ...dateFilter(resource, fact, rule),
  }))
}

/** Where the code of a resource stands, other than in `code`. */
const CODES: Readonly<Partial<Record<ResourceType, string>>> = {
  MedicationRequest: 'medication',
  MedicationStatement: 'medication',
  MedicationAdministration: 'medication',
  ImagingStudy: 'procedureCode',
}

/** How far back the latest value counts. */
function dateFilter(
  resource: ResourceType,
  { name }: FactDefinition,
  rule: Rule,
): Pick<DataRequirement, 'dateFilter'> {
  const windows = [...rulesIn(rule)].flatMap((one) =>
    one.kind === 'latest' && one.fact === name ? [one.within] : [],
  )
  const [window, ...others] = windows
  if (resource !== 'Observation' || window === undefined || window === 'any time' || others.length > 0)
    return {}
  return { dateFilter: [{ path: 'effective', valueDuration: duration(window) }] }
}

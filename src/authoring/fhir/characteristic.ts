import type { CodeableConcept, Group, GroupCharacteristic } from 'fhir/r4'
import type { Rule, RuleOf } from '../../engine/criteria/kinds.ts'
import type { FactSource } from '../../engine/facts/catalog.ts'
import type { Text } from '../../engine/language.ts'
import { type Combined, combined } from './combined.ts'
import type { Context } from './context.ts'
import { ageRange, limits } from './measured.ts'
import { saying } from './saying.ts'
import { valueSetAddress } from './value-set.ts'

/** What a rule is as a characteristic, and the further groups that it is made of. */
export interface Characterised {
  readonly characteristic: Omit<GroupCharacteristic, 'exclude'>
  readonly groups: readonly Group[]
}

/**
 * A rule as a characteristic of a Group. What R4 can say is said in its own elements; the rest is one characteristic
 * by its words, true or false. Rival: a value that comes close, such as "mastectomy" for a mastectomy of one side after
 * a recurrence, which whoever reads the elements alone would take for the whole.
 * @param part what the rule is a part of, for the ids of further groups: `i4`
 * @param statement the rule in words
 */
export function characterised(rule: Rule, part: string, statement: Text, context: Context): Characterised {
  const together = combined(rule)
  if (together) return asGroup(together, part, statement, context)
  return { characteristic: single(rule, statement, context), groups: [] }
}

function single(rule: Rule, statement: Text, context: Context): Omit<GroupCharacteristic, 'exclude'> {
  const found =
    rule.kind === 'age'
      ? age(rule)
      : rule.kind === 'latest'
        ? measured(rule, context)
        : rule.kind === 'event'
          ? coded(rule, context)
          : undefined
  return found ?? { code: concept(statement, context), valueBoolean: true }
}

const AGE: CodeableConcept = {
  coding: [{ system: 'http://snomed.info/sct', code: '397669002', display: 'Age' }],
}

function age(rule: RuleOf<'age'>): Omit<GroupCharacteristic, 'exclude'> | undefined {
  const range = ageRange(rule)
  return range && { code: AGE, ...range }
}

function measured(
  rule: RuleOf<'latest'>,
  context: Context,
): Omit<GroupCharacteristic, 'exclude'> | undefined {
  const fact = context.catalog.facts.find(({ name }) => name === rule.fact)
  const range = fact && limits(rule, fact)
  if (!fact || !range) return undefined
  const sets = fact.from.filter(({ bands }) => bands === undefined).flatMap((source) => source.sets)
  return { code: { ...options(sets, context), ...concept(fact.title, context) }, ...range }
}

/** Something on record, where only its code matters. */
function coded(rule: RuleOf<'event'>, context: Context): Omit<GroupCharacteristic, 'exclude'> | undefined {
  const { kind: _kind, fact: name, kinds, absenceCounts: _absence, ...narrowed } = rule
  if (Object.values(narrowed).some((value) => value !== undefined && value !== false)) return undefined
  const fact = context.catalog.facts.find((one) => one.name === name)
  const counted = (fact?.from ?? []).filter(({ strength }) => strength === undefined)
  const sets = [...new Set(counted.flatMap((source) => source.sets))]
  const wanted = kinds === undefined ? sets : sets.filter((set) => kinds.includes(set))
  const [only, ...others] = wanted
  const set = context.catalog.valueSets.find((one) => one.name === only)
  const isWhole = others.length === 0 && (kinds === undefined || kinds.length === 1)
  if (!fact || !set || !isWhole || counted.some(isNarrowed)) return undefined
  return {
    code: concept(fact.title, context),
    valueCodeableConcept: { ...options([set.name], context), ...concept(set.title, context) },
  }
}

/** A source that asks for more than a code. */
const isNarrowed = ({ where, unless, sites, kindBy, kindByValue, codedBy }: FactSource): boolean =>
  [where, unless, sites, kindBy, kindByValue, codedBy].some((one) => one !== undefined)

const concept = (text: Text, { wording }: Context): CodeableConcept => wording.element('text', text)

/** The codes that are meant, as a value set: HL7's extension names one. */
function options(sets: readonly string[], context: Context): CodeableConcept {
  const [only, ...others] = new Set(sets)
  if (only === undefined || others.length > 0) return {}
  const url = 'http://hl7.org/fhir/StructureDefinition/codeOptions'
  return { extension: [{ url, valueCanonical: valueSetAddress(only, context) }] }
}

/** Several rules together: a Group of its own, whose members have the characteristic. */
function asGroup(together: Combined, part: string, statement: Text, context: Context): Characterised {
  const { addresses, wording } = context
  const groups: Group[] = []
  const characteristic = together.parts.map(({ rule, exclude }, index): GroupCharacteristic => {
    const at = `${part}-${index + 1}`
    const found = characterised(rule, at, saying(rule, context), context)
    groups.push(...found.groups)
    return { id: at, ...found.characteristic, exclude }
  })
  const { method, threshold } = together
  const group: Group = {
    resourceType: 'Group',
    id: addresses.id(part),
    language: wording.language,
    extension: combination(method, threshold, context),
    type: 'person',
    actual: false,
    ...wording.element('name', statement),
    characteristic,
  }
  return {
    characteristic: { code: concept(statement, context), valueReference: addresses.reference('Group', part) },
    groups: [group, ...groups],
  }
}

/** How the characteristics of a Group hold together: the words of R6, which R4 does not have. */
export const combination = (
  method: Combined['method'],
  threshold: number | undefined,
  { addresses }: Context,
) => [
  { url: addresses.extension('combination-method'), valueCode: method },
  ...(threshold === undefined
    ? []
    : [{ url: addresses.extension('combination-threshold'), valuePositiveInt: threshold }]),
]

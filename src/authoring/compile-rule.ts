import type { Duration } from '../engine/calendar.ts'
import { exceptionFields } from '../engine/criteria/event.ts'
import { type Field, type Fields, isBare, kindOf, type Limit, tableIn } from '../engine/criteria/fields.ts'
import { KINDS, type Rule, type RuleKind } from '../engine/criteria/kinds.ts'
import type { FactDefinition } from '../engine/facts/catalog.ts'
import { converted } from '../engine/facts/units.ts'
import { hyphenated } from './hyphens.ts'
import type { Finding, Path } from './problem.ts'

/** What turning a rule as written into a rule needs. */
export interface RuleContext {
  readonly facts: ReadonlyMap<string, FactDefinition>
  /** Makes the fact of a question that the criterion asks itself. */
  readonly factOfAsk: (name: string | undefined) => string
  /** Takes a problem; the rule is then not used. */
  readonly report: (finding: Finding) => void
}

type Values = Readonly<Record<string, unknown>>

/** A rule, from what the schema let through: one key, its kind. */
export function compileRule(written: Values, path: Path, context: RuleContext): Rule {
  const [kind, body] = Object.entries(written)[0] as [RuleKind, unknown]
  const fields: Fields = KINDS[kind].fields
  const values = isBare(fields) ? { of: body } : (body as Values)
  const made = compileFields(fields, values, [...path, kind], context, isBare(fields))
  const asked = kind === 'ask' ? { fact: context.factOfAsk(values['name'] as string | undefined) } : {}
  // The schema has checked the fields against the same table from which the type follows.
  return { kind, ...made, ...asked } as unknown as Rule
}

function compileFields(
  fields: Fields,
  values: Values,
  path: Path,
  context: RuleContext,
  bare = false,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const key = bare ? name : hyphenated(name)
      const value = values[key]
      if (value === undefined) return []
      return [[name, compileField(field, value, bare ? path : [...path, key], values, context)]]
    }),
  )
}

function compileField(
  field: Field,
  value: unknown,
  path: Path,
  beside: Values,
  context: RuleContext,
): unknown {
  const table = tableIn(field)
  if (table) return compileFields(table, value as Values, path, context)
  switch (kindOf(field)) {
    case 'duration':
      return durationOf(value as string)
    case 'window':
      return value === 'any time' ? value : durationOf(value as string)
    case 'limit':
      return limitOf(String(value), String(beside['fact']), path, context)
    case 'event':
      return compileFields(KINDS.event.fields, value as Values, path, context)
    case 'exceptions':
      return (value as Values[]).map((one, index) =>
        compileFields(exceptionFields, one, [...path, index], context),
      )
    case 'rule':
      return compileRule(value as Values, path, context)
    case 'rules':
      return (value as Values[]).map((one, index) => compileRule(one, [...path, index], context))
    default:
      return value
  }
}

/** `90 days`. */
export function durationOf(text: string): Duration {
  const [count = '', unit = ''] = text.split(' ')
  return { count: Number(count), unit: unit.replace(/s$/, '') as Duration['unit'] }
}

const LIMIT = /^(-?[0-9]+(?:\.[0-9]+)?)(?:\s+(\S+))?$/

/** `2`, `9.0 g/dL` or `1.5 ULN`, in the unit in which the fact is kept. */
function limitOf(text: string, fact: string, path: Path, { facts, report }: RuleContext): Limit {
  const none: Limit = { value: Number.NaN, step: 0, text }
  const refuse = (message: string, hint?: string): Limit => {
    report({ code: 'L-UNIT', path, message, ...(hint ? { hint } : {}) })
    return none
  }
  const definition = facts.get(fact)
  const [, number, unit] = LIMIT.exec(text) ?? []
  if (number === undefined)
    return refuse(
      `“${text}” is not a limit.`,
      'Write a number and a unit of UCUM: 9.0 g/dL, 100 10*9/L, 1.5 ULN, 2.',
    )
  const digits = number.split('.')[1]?.length ?? 0
  const [value, step] = [Number(number), 10 ** -digits]
  if (unit === 'ULN') return { value, step, ofUpperLimit: true, text }
  if (!definition) return none
  if (unit === undefined)
    return definition.unit === undefined
      ? { value, step, text }
      : refuse(`The limit “${text}” has no unit.`, `${fact} is kept in ${definition.unit}.`)
  if (definition.unit === undefined) return refuse(`${fact} has no unit, and the limit “${text}” has one.`)
  const kept = converted(value, unit, definition.unit, definition.molarMass)
  const keptStep = converted(step, unit, definition.unit, definition.molarMass)
  if (kept === undefined || keptStep === undefined)
    return refuse(
      `“${unit}” is no unit of UCUM that can be converted to ${definition.unit}, in which ${fact} is kept.`,
      'UCUM is written exactly: umol/L, 10*9/L, mm[Hg].',
    )
  return { value: kept, step: keptStep, text }
}

import { exceptionFields } from './event.ts'
import { type Field, type FieldKind, type Fields, isBare, kindOf, tableIn } from './fields.ts'
import { KINDS, type Rule } from './kinds.ts'

/** One thing that stands in a rule: a value, the kind of its field, and where it stands. */
export interface Part {
  readonly is: FieldKind
  readonly value: unknown
  /** Kinds, names of fields and places in lists, from the rule inwards, as a definition is written. */
  readonly path: readonly (string | number)[]
  /** The fields beside it. */
  readonly beside: Values
}

type Values = Readonly<Record<string, unknown>>
type Path = Part['path']

/** Everything that stands in a rule, parts of parts included, by the tables of its kinds. */
export function* partsOf(rule: Rule, path: Path = []): Generator<Part> {
  const { fields } = KINDS[rule.kind]
  const values = rule as unknown as Values
  for (const [name, field] of Object.entries(fields)) {
    const at = [...path, rule.kind, ...(isBare(fields) ? [] : [name])]
    yield* partsOfField(field, values[name], at, values)
  }
}

/** The rules in a rule, itself first. */
export function* rulesIn(rule: Rule): Generator<Rule> {
  yield rule
  for (const { is, value } of partsOf(rule)) if (is === 'rule') yield value as Rule
}

function* partsIn(fields: Fields, values: Values, path: Path): Generator<Part> {
  for (const [name, field] of Object.entries(fields))
    yield* partsOfField(field, values[name], [...path, name], values)
}

function* partsOfField(field: Field, value: unknown, path: Path, beside: Values): Generator<Part> {
  if (value === undefined) return
  const table = tableIn(field)
  const is = kindOf(field)
  if (table) yield* partsIn(table, value as Values, path)
  else if (is === 'event') {
    yield { is, value, path, beside }
    yield* partsIn(KINDS.event.fields, value as Values, path)
  } else if (is === 'exceptions')
    // An exception narrows the fact of the event that it stands in.
    for (const [index, one] of (value as Values[]).entries())
      for (const part of partsIn(exceptionFields, one, [...path, index]))
        yield { ...part, beside: { ...part.beside, fact: beside['fact'] } }
  else if (is === 'rule') {
    yield { is, value, path, beside }
    yield* partsOf(value as Rule, path)
  } else if (is === 'rules')
    for (const [index, one] of (value as Rule[]).entries())
      yield* partsOfField(['rule', ''], one, [...path, index], beside)
  else if (is === 'facts')
    for (const [index, name] of (value as string[]).entries())
      yield { is: 'fact', value: name, path: [...path, index], beside }
  else if (is !== undefined) yield { is, value, path, beside }
}

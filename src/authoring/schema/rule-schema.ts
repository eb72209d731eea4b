import { exceptionFields } from '../../engine/criteria/event.ts'
import {
  type Field,
  type FieldKind,
  type Fields,
  isBare,
  isOptional,
  kindOf,
  tableIn,
} from '../../engine/criteria/fields.ts'
import { KINDS } from '../../engine/criteria/kinds.ts'
import { hyphenated } from '../hyphens.ts'
import { type JsonSchema, list, object, ref } from './json-schema.ts'

/** Body sites, by the names of `src/catalog/value-sets/README.md`. */
export const SITES = [
  'breast',
  'chest-wall',
  'axillary-nodes',
  'supraclavicular-nodes',
  'infraclavicular-nodes',
  'internal-mammary-nodes',
  'cervical-nodes',
  'mediastinal-nodes',
  'mediastinum',
  'other',
] as const

const NAME: JsonSchema = { type: 'string', pattern: '^[a-z][a-z0-9-]{0,63}$' }
const DURATION = '[0-9]+ (day|week|month|year)s?'
const word: JsonSchema = { type: 'string', minLength: 1, maxLength: 64 }

/** What may stand in a field of a rule. */
const FIELDS: Readonly<Record<FieldKind, JsonSchema>> = {
  fact: NAME,
  facts: { type: 'array', items: NAME, minItems: 1 },
  kinds: { type: 'array', items: word, minItems: 1 },
  kind: word,
  sites: { type: 'array', items: { enum: SITES }, minItems: 1 },
  flag: { type: 'boolean' },
  count: { type: 'integer', minimum: 1, maximum: 1000 },
  years: { type: 'integer', minimum: 0, maximum: 130 },
  duration: { type: 'string', pattern: `^${DURATION}$` },
  window: { type: 'string', pattern: `^(${DURATION}|any time)$` },
  limit: { type: ['number', 'string'] },
  text: ref('text'),
  name: NAME,
  event: ref('event'),
  exceptions: { type: 'array', items: ref('exception'), minItems: 1 },
  rule: ref('rule'),
  rules: { type: 'array', items: ref('rule') },
}

const schemaOf = (field: Field): JsonSchema => {
  const table = tableIn(field)
  const kind = kindOf(field)
  if (table) return fieldsSchema(table, field[1])
  if (kind === undefined) throw new Error('a field is a table or has a kind')
  return { ...FIELDS[kind], description: field[1] }
}

function fieldsSchema(fields: Fields, description: string): JsonSchema {
  return object(
    description,
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [
        `${hyphenated(name)}${isOptional(field) ? '?' : ''}`,
        schemaOf(field),
      ]),
    ),
  )
}

function kindSchema(fields: Fields): JsonSchema {
  const only = fields['of']
  return isBare(fields) && only ? schemaOf(only) : fieldsSchema(fields, '')
}

/** The rules, events and exceptions of a definition: one key a kind, from the tables of the engine's kinds. */
export const ruleSchemas: Readonly<Record<string, JsonSchema>> = {
  rule: {
    description: 'How the criterion is decided: one key, the kind of rule',
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(KINDS).map(([kind, { fields }]) => [kind, kindSchema(fields)]),
    ),
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
  },
  event: fieldsSchema(KINDS.event.fields, 'An event of the history, narrowed down'),
  exception: fieldsSchema(exceptionFields, 'What does not count'),
  name: NAME,
  names: list('Names', NAME),
}

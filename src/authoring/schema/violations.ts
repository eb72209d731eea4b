import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import { nearest } from '../nearest.ts'
import type { Finding, Path } from '../problem.ts'
import type { JsonSchema } from './json-schema.ts'
import { DEFS } from './trial-schema.ts'

/** Checks a value against a schema: every violation in one run, in words. */
export type SchemaCheck = (value: unknown) => Finding[]

type Root = JsonSchema & { readonly $defs?: Readonly<Record<string, JsonSchema>> }

/** Keywords of the validator that only lead to another violation. */
const LEADING = ['properties', 'items', '$ref', 'additionalProperties', 'false']

/** Prepares the check of one schema. */
export function schemaCheck(schema: Root): SchemaCheck {
  const validator = new Validator(schema as Schema, '2020-12', false)
  return (value) => {
    const { errors } = validator.validate(value)
    const found = errors.flatMap((error) =>
      error.keyword === 'additionalProperties'
        ? unknownKey(error, schema)
        : LEADING.includes(error.keyword)
          ? []
          : [violation(error, schema, value)],
    )
    return [...new Map(found.map((one) => [`${one.path.join('/')} ${one.message}`, one])).values()]
  }
}

/** A key that the schema does not have. The validator says so of keys that it has, too, when their value is wrong. */
function unknownKey({ instanceLocation, keywordLocation, error }: OutputUnit, schema: Root): Finding[] {
  const key = /^Property "(.*)" does not match additional properties schema\.$/.exec(error)?.[1]
  const at = schemaAt(schema, keywordLocation)
  const known = Object.keys(at?.properties ?? {})
  // Where any key may stand, the fault is of its value, and named by itself.
  if (key === undefined || known.includes(key) || typeof at?.additionalProperties === 'object') return []
  const near = nearest(key, known)
  return [
    {
      code: 'L-UNKNOWN-KEY',
      path: [...pathOf(instanceLocation), key],
      atKey: true,
      message: `There is no key “${key}” here.`,
      hint: near ? `Did you mean “${near}”?` : `Here may stand: ${known.join(', ')}.`,
    },
  ]
}

function violation(
  { instanceLocation, keyword, keywordLocation, error }: OutputUnit,
  schema: Root,
  value: unknown,
): Finding {
  const path = pathOf(instanceLocation)
  const at = schemaAt(schema, keywordLocation)
  const last = path.findLast((step) => typeof step === 'string') ?? 'definition'
  const found = valueAt(value, path)
  switch (keyword) {
    case 'required': {
      const key = /"(.*)"/.exec(error)?.[1] ?? ''
      const code = codeFor([...path, key], 'L-MISSING-KEY')
      const description = at?.properties?.[key]?.description
      return {
        code,
        path,
        message: `“${key}” is missing here.`,
        ...(description ? { hint: `${description}.` } : {}),
      }
    }
    case 'enum': {
      const near = nearest(String(found), (at?.enum ?? []).map(String))
      return {
        code: codeFor(path, 'L-VALUE'),
        path,
        message: `“${String(found)}” cannot stand in “${last}”.`,
        hint: near ? `Did you mean “${near}”?` : `One of: ${at?.enum?.join(', ')}.`,
      }
    }
    case 'type':
      return {
        code: isMissingList(path, found) ? 'L-NO-CRITERIA' : codeFor(path, 'L-VALUE'),
        path,
        message: `${typeof path.at(-1) === 'number' ? 'Each item of ' : ''}“${last}” has to be ${[at?.type].flat().map(typeInWords).join(' or ')}.`,
        ...(at?.type === 'string' && typeof found === 'number' ? { hint: 'Put it in quotation marks.' } : {}),
      }
    case 'minProperties':
    case 'maxProperties':
      return {
        code: 'L-GROUP',
        path,
        message:
          last === 'rule' || at?.properties
            ? 'Exactly one kind of rule has to stand here.'
            : `“${last}” has too few or too many entries.`,
      }
    case 'minLength':
      return { code: codeFor(path, 'L-VALUE'), path, message: `“${last}” is empty.` }
    case 'pattern':
      return {
        code: codeFor(path, 'L-VALUE'),
        path,
        message: `“${String(found).slice(0, 60)}” is not written as “${last}” has to be.`,
        ...(at?.description ? { hint: `${at.description}.` } : at?.pattern === NAME ? { hint: NAMES } : {}),
      }
    default:
      return { code: codeFor(path, 'L-VALUE'), path, message: `“${last}”: ${error}` }
  }
}

const NAME = DEFS['name']?.pattern
const NAMES = 'A letter, then letters, digits and hyphens, all in lower case; at most 64.'

/** Keys whose faults have a name of their own. */
const CODES: Readonly<Record<string, Finding['code']>> = {
  grammar: 'L-GRAMMAR',
  id: 'L-CRITERION-ID',
  sentence: 'L-NO-SENTENCE',
  recruitment: 'L-STATUS',
  status: 'L-STATUS',
  'as-of': 'L-STATUS',
  'review-by': 'L-REVIEW',
  inclusion: 'L-POLARITY',
  exclusion: 'L-POLARITY',
  within: 'L-WINDOW',
  'at-most-before': 'L-WINDOW',
  grace: 'L-WINDOW',
  'longer-ago-than': 'L-WINDOW',
  resource: 'L-RESOURCE',
  system: 'L-SYSTEM',
  sources: 'L-VALUE-SET',
  codes: 'L-VALUE-SET',
}

/** The id of the whole definition is the trial's; every other is of a part of it. */
function codeFor(path: Path, otherwise: Finding['code']): Finding['code'] {
  if (path.length === 1 && path[0] === 'id') return 'L-ID'
  // Of an item at the top it is not the list that is wrong.
  if (path.length === 2 && typeof path[1] === 'number') return otherwise
  return CODES[String(path.findLast((step) => typeof step === 'string'))] ?? otherwise
}

/** A list of criteria behind whose key nothing stands. */
const isMissingList = (path: Path, found: unknown): boolean =>
  found === null && path.length === 1 && (path[0] === 'inclusion' || path[0] === 'exclusion')

const TYPES: Readonly<Record<string, string>> = {
  object: 'a group of keys',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
}

const typeInWords = (type: string | undefined): string => TYPES[type ?? ''] ?? 'something else'

const stepsOf = (pointer: string): string[] =>
  pointer
    .replace(/^#\/?/, '')
    .split('/')
    .filter((step) => step !== '')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))

const pathOf = (pointer: string): Path =>
  stepsOf(pointer).map((step) => (/^\d+$/.test(step) ? Number(step) : step))

/** The schema in which a keyword stands. */
function schemaAt(root: Root, keywordLocation: string): JsonSchema | undefined {
  let at: unknown = root
  for (const step of stepsOf(keywordLocation).slice(0, -1)) {
    if (typeof at !== 'object' || at === null) return undefined
    at =
      step === '$ref'
        ? root.$defs?.[String((at as JsonSchema).$ref).replace('#/$defs/', '')]
        : (at as Record<string, unknown>)[step]
  }
  return at as JsonSchema | undefined
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], value)

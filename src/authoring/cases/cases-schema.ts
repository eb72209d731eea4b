/** The notation of `patients.yaml`, as the JSON Schema that editors complete from and the reader enforces. */
import type { Reason } from '../../engine/truth.ts'
import { type JsonSchema, line, list, object } from '../schema/json-schema.ts'
import { SITES } from '../schema/rule-schema.ts'
import { CLINICAL, ENTRY_KINDS, STATUSES, VERIFICATION } from './entry-kinds.ts'

const REASONS: readonly Reason[] = ['missing', 'conflict', 'stale', 'ambiguous', 'incomplete', 'clinician']

/** What may be expected of a criterion. */
export const EXPECTATIONS: readonly string[] = [
  'met',
  'not-met',
  'unknown',
  ...REASONS.map((reason) => `unknown (${reason})`),
]

/** What may be expected of the whole trial. */
export const VERDICTS = ['fits', 'may-fit', 'does-not-fit', 'not-applicable'] as const

const DATE = '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'

const date = (description: string): JsonSchema => ({
  description: `${description}: YYYY-MM-DD, YYYY-MM or YYYY, in quotation marks`,
  type: 'string',
  pattern: DATE,
})

const code = (description: string): JsonSchema => ({
  description: `${description}: a key of value-sets/systems.yaml and a code, such as snomed 254837009; several of one thing with " + "; or text "…"`,
  type: 'string',
  minLength: 1,
})

const named = (description: string, values: JsonSchema): JsonSchema => ({
  description,
  type: 'object',
  additionalProperties: values,
})

const entry = object('An entry of the record: exactly one thing, and what is said of it', {
  ...Object.fromEntries(
    Object.entries(ENTRY_KINDS).map(([kind, { resource }]) => [`${kind}?`, code(resource)]),
  ),
  'resource?': { description: 'Instead of all that: a resource of FHIR R4, as it is', type: 'object' },
  'date?': date('When it was'),
  'from?': date('When it began; without "to" it may still go on'),
  'to?': date('When it ended'),
  'recorded?': date('When it was written down; says nothing of when it was'),
  'side?': { description: 'Its side', enum: ['left', 'right', 'both'] },
  'site?': {
    description: `Its body site: ${SITES.filter((site) => site !== 'other').join(', ')}; or a code`,
    type: 'string',
    minLength: 1,
  },
  'status?': { description: 'Its status in FHIR; without it, done or final', enum: STATUSES },
  'verification?': { description: 'How certain a condition is', enum: VERIFICATION },
  'clinical?': { description: 'Whether a condition is active', enum: CLINICAL },
  'value?': {
    description:
      'A number; a number with its unit of UCUM, with < <= > >= before it where it is so; a code; true or false',
    type: ['number', 'string', 'boolean'],
  },
  'upper-limit?': { description: 'Upper limit of normal, with its unit', type: ['number', 'string'] },
  'reason?': line('What it was done for, or what it comes from: a code, or the id of another entry'),
  'morphology?': code('Its morphology, such as icd-o-3 8500/3'),
  'id?': {
    description: 'Its id, where another entry refers to it',
    type: 'string',
    pattern: '^[A-Za-z0-9.-]{1,64}$',
  },
  'words?': line('What the record calls it'),
})

const patient = object('An example patient. Invented', {
  name: line('What is special about this patient, in a few words'),
  'patient?': object('The person', {
    'sex?': { description: 'Sex', enum: ['female', 'male', 'other', 'unknown'] },
    'born?': date('Birth date'),
    'died?': { description: 'true, or the date in quotation marks', type: ['boolean', 'string'] },
    'language?': line('Language in the chart: nl, en'),
  }),
  'record?': list('What the chart says', entry),
  'answers?': named('What a person answered: question to answer', { type: ['string', 'number'] }),
  'expect?': named('What has to come out: criterion to status', { enum: EXPECTATIONS }),
  'verdict?': { description: 'The verdict that has to come out', enum: VERDICTS },
})

/** A trial's `patients.yaml`. */
export const casesSchema: JsonSchema & { readonly $schema: string } = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Example patients of a trial',
  ...object('Example patients of a trial, and what is expected of them', {
    'as-of': { ...date('The day of evaluation'), pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
    patients: list('The patients', patient, 1),
  }),
}

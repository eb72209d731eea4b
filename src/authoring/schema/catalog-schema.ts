/** The shared files of the catalog. */
import { RESOURCE_TYPES } from '../../engine/record/ledger.ts'
import { type JsonSchema, line, list, object, ref } from './json-schema.ts'
import { DEFS } from './trial-schema.ts'

const expressions = (description: string): JsonSchema => list(description, { type: 'string' })

const withDefs = (schema: JsonSchema) => ({ ...schema, $defs: DEFS })

/** `value-sets/systems.yaml`. */
export const systemsSchema = withDefs(
  object('Code systems', {
    systems: {
      type: 'object',
      additionalProperties: object('A code system', {
        'title?': line('What it is'),
        uri: line('Its canonical address'),
        'aliases?': list('Other spellings that mean it', { type: 'string' }),
        'note?': line('For people'),
        'edition?': line('The edition of its codes'),
      }),
    },
  }),
)

/** `resources.yaml`. */
export const resourcesSchema = withDefs({
  type: 'object',
  properties: Object.fromEntries(
    RESOURCE_TYPES.map((type) => [
      type,
      object(`How the elements of ${type} are read (FHIRPath)`, {
        when: expressions('Clinical dates, best first'),
        'weak-when': expressions('Dates that only say when something was written down'),
        'sites?': line('Codings of the body site'),
        'laterality?': line('Codings that qualify the side'),
        'reasons?': line('Codings of the reason'),
        'related?': line('References to what it is about'),
        'morphology?': line('Codings of the morphology'),
        'clinical?': line('Codings of the clinical status'),
      }),
    ]),
  ),
  additionalProperties: false,
})

/** One file of `facts/`. */
export const factsSchema = withDefs(list('Facts', ref('fact')))

/** One file of `value-sets/`. */
export const valueSetSchema = withDefs(ref('value-set'))

/** `questions.yaml`. */
export const questionsSchema = withDefs(list('Questions', ref('question')))

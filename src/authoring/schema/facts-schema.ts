/** The shared parts of the catalog, which a trial may add to: facts, value sets, questions. */
import { ASKED_OF } from '../../engine/facts/asked-of.ts'
import { RESOURCE_TYPES } from '../../engine/record/ledger.ts'
import { flag, type JsonSchema, line, list, object, ref } from './json-schema.ts'
import { SITES } from './rule-schema.ts'

const fhirPath = (description: string): JsonSchema => ({
  description: `${description} (FHIRPath over one resource, R4)`,
  type: 'string',
  minLength: 1,
})

const number = (description: string): JsonSchema => ({ description, type: 'number' })

const source = object('A place of the record from which the fact can come', {
  resource: { description: 'FHIR resource type', enum: RESOURCE_TYPES },
  sets: list('Value sets that select the resource by its code; empty for Patient', ref('name')),
  'unless?': list('Value sets that rule it out although selected', ref('name')),
  'doubt-if?': list('Value sets that make it doubtful', ref('name')),
  'not-elsewhere?': flag('true: a body site elsewhere rules it out'),
  'stopped-counts?': flag('true: one that was stopped has happened all the same'),
  'needs-reason?': flag('true: a reason that is not of the breast makes it doubtful'),
  'needs-origin?': flag('true: another malignancy on record makes its origin doubtful'),
  'where?': fhirPath('Must be true for the resource to count'),
  'clinical?': list('Clinical statuses that it must have', { type: 'string' }),
  'sites?': list('Body sites that it must have', { enum: SITES }),
  'undated?': flag('true: its dates are not the dates of this fact'),
  'lasts?': flag('true: it goes on after its date until something else ends it'),
  'strength?': { description: 'The most that it can carry', enum: ['weak', 'planned'] },
  'number?': fhirPath('A number without a unit'),
  'quantity?': fhirPath('A Quantity with its unit'),
  'coded?': fhirPath('Codings that are the value'),
  'coded-by?': { ...ref('name'), description: 'The value set that says what such a coding means' },
  'kind-by-value?': flag('true: the coded value names the kind of the fact'),
  'bands?': list(
    'Ranges of another scale, in this one',
    object('A range', {
      from: number('From'),
      to: number('To'),
      low: number('Lowest'),
      high: number('Highest'),
    }),
  ),
  'contradicted-by-display?': line('A display, in lower case, that shows that the code is not what it says'),
  'doubt?': {
    description: 'Why a weak source is weak',
    enum: ['ambiguous-code', 'history-only', 'in-situ-only'],
  },
  'kind?': line('What the fact is called when this source gives it'),
  'kind-by?': {
    description: 'Value set, or morphology of a code, to the kind of the fact',
    type: 'object',
    additionalProperties: { type: 'string' },
  },
})

const range = object('Lowest and highest', { from: number('Lowest'), to: number('Highest') })

const fact = object('Something that a trial may ask for', {
  name: ref('name', 'Its name, in lower case with hyphens'),
  title: ref('text'),
  from: list('Where it stands in a record, best first; empty where only a clinician states it', source),
  'kinds?': {
    description: 'What each kind is called, where the record has no word for it',
    type: 'object',
    additionalProperties: ref('text'),
  },
  'scale?': object('A scale of whole numbers', {
    from: number('Lowest'),
    to: number('Highest'),
    prefix: line('Before the number: WHO'),
  }),
  'unit?': line('The unit in which the value is kept, in UCUM'),
  'molar-mass?': number('Molar mass in g/mol, where mass and amount of substance are both in use'),
  'plausible?': { ...range, description: 'Values outside are errors of the record' },
  'second-cancer?': object('A later cancer of the same side counts as this', {
    of: ref('name'),
    'apart-days': number('At least so many days later'),
    after: ref('name'),
  }),
  'near-sites?': list('Sites at which an entry that is not understood could be this', { enum: SITES }),
  'near-words?': list('Parts of words by which an entry without a code could be this', { type: 'string' }),
})

const code = object('One code', {
  system: line('A key of value-sets/systems.yaml, such as snomed, loinc, icd-10, atc'),
  'code?': line('The exact code, in quotation marks'),
  'prefix?': line('Everything that begins so'),
  display: line('For people'),
  'source?': list('Keys of `sources`', { type: 'string' }),
  'side?': { enum: ['left', 'right', 'both'], description: 'The side that the code names' },
  'sideAt?': { type: 'integer', description: 'The character of ICD-10-CM that holds the side' },
  'site?': { enum: SITES, description: 'The site that the code names' },
  'needs?': { enum: SITES, description: 'Counts only with this body site' },
  'class?': line('Its class, such as not-permitted'),
  'morphology?': line('carcinoma, sarcoma or unspecified'),
  'value?': { type: ['string', 'number'], description: 'What it means as an answer' },
  'unverified?': flag('true: its meaning was not checked; shown, never decides'),
  'only?': line('For icd-10: counts in this edition alone'),
  'note?': line('For people'),
  'sex?': line('For people'),
  'regions?': list('Regions that the code may mean', { type: 'string' }),
  'partial?': flag('For people: a part of the organ'),
  'panel?': flag('For people: a panel'),
  'sufficient?': flag('For people'),
  'reason?': line('For people'),
  'topic?': line('For people'),
  'ambiguous?': flag('For people'),
})

/** One value set. */
export const valueSet = object('Codes that mean one thing', {
  name: ref('name'),
  title: ref('text'),
  sources: {
    description: 'Where the codes come from: key to publication, edition and date',
    type: 'object',
    additionalProperties: { type: 'string' },
    minProperties: 1,
  },
  'note?': line('For people'),
  codes: list('The codes', code, 1),
})

const statement = object('A fact that the answer states', {
  fact: ref('name'),
  'kind?': line('Its kind'),
  'site?': { enum: SITES, description: 'Its body site' },
  'side?': { enum: ['left', 'right'], description: 'Its side' },
  'value?': number('Its value'),
  'none?': flag('true: there is none'),
  'doubtful?': flag('true: contradicts the chart without deciding by itself'),
  'before?': { ...ref('name'), description: 'The fact that it lies before' },
  'since?': { ...ref('name'), description: 'The fact that it lies after' },
})

const question = object('A question that only a person can answer', {
  id: {
    type: 'string',
    pattern: '^[A-Za-z][A-Za-z0-9.-]{0,127}$',
    description: 'Its id; the linkId in FHIR',
  },
  text: ref('text'),
  'help?': ref('text', 'Help, never a rule'),
  wanted: ref('text', 'What is missing while it is open, as a noun'),
  'asked-of?': { description: 'Whom to ask before a meeting; without it, the clinician', enum: ASKED_OF },
  answers: list(
    'Answers, in order; one without `states` changes nothing',
    object('An answer', {
      code: line('Its code'),
      text: ref('text'),
      'states?': list('What it says', statement),
    }),
    2,
  ),
  'number?': object('It also takes a whole number, which becomes the value of this fact', {
    fact: ref('name'),
    from: number('Lowest'),
    to: number('Highest'),
  }),
})

/** Files of facts, value sets and questions, and the same sections within a trial. */
export const factSchemas = {
  fact,
  'value-set': valueSet,
  question,
  code,
} as const

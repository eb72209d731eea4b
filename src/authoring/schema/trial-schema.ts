/** The grammar of a trial's definition, as the JSON Schema that editors complete from and the loader enforces. */
import { LANGUAGES } from '../../engine/language.ts'
import { RECRUITMENT, SITE_STATUS } from '../../engine/trials/trial.ts'
import { factSchemas } from './facts-schema.ts'
import { type JsonSchema, line, list, object, ref } from './json-schema.ts'
import { ruleSchemas } from './rule-schema.ts'

/** The edition of the grammar. A definition names it, so that a later one can say how to move. */
export const GRAMMAR = 1

const day = (description: string): JsonSchema => ({
  description: `${description}, YYYY-MM-DD`,
  type: 'string',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
})

const sourced = {
  'as-of': day('The day of this statement'),
  source: ref('text', 'Where it comes from'),
}

const criterion = object('One criterion', {
  id: { ...ref('name'), description: 'Its id: lower case, digits, hyphens, at most 64 characters' },
  sentence: line("The registry's own sentence, word for word"),
  statement: ref('text', 'The criterion in a few words'),
  reading: ref('text', 'How it is read'),
  'settled-by': ref('text', 'What would settle it, as a noun'),
  'questions?': list('Questions whose answers feed it, the most telling first', { type: 'string' }),
  rule: ref('rule'),
})

/** Parts that are defined once. */
export const DEFS: Readonly<Record<string, JsonSchema>> = {
  text: {
    description: 'A sentence in each language of the definition',
    type: 'object',
    properties: Object.fromEntries(LANGUAGES.map((language) => [language, { type: 'string', minLength: 1 }])),
    additionalProperties: false,
    minProperties: 1,
  },
  ...ruleSchemas,
  criterion,
  ...factSchemas,
}

const site = object('A centre', {
  name: line('Its name'),
  city: line('Its city'),
  status: {
    description: 'Whether it takes part; `listed`: named, without a word on whether it includes now',
    enum: SITE_STATUS,
  },
  ...sourced,
})

const contact = object('Somebody to ask', {
  role: ref('text', 'Their role'),
  name: line('Their name'),
  'mail?': line('Mail address'),
  'phone?': line('Telephone number'),
  'link?': line('Page, https'),
  ...sourced,
})

const openTerm = object('A term that the public text leaves open', {
  id: ref('name', 'A site plugs in its own definition under this id'),
  term: line('As it stands in the text, with its asterisk'),
  criteria: list('Criteria that it leaves open', ref('name'), 1),
  text: ref('text', 'What is open, and how it is handled'),
})

/** A trial's `trial.yaml`. */
export const trialSchema: JsonSchema & { readonly $schema: string; readonly $defs: typeof DEFS } = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A trial for Trialside',
  ...object('A trial for Trialside', {
    grammar: { description: `Edition of this grammar: ${GRAMMAR}`, type: 'integer' },
    id: line('Its id in a registry, any registry'),
    version: {
      description: 'Version of this definition: major.minor.patch',
      type: 'string',
      pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+$',
    },
    acronym: line('Its short name'),
    title: line('Its title, as registered'),
    'short-title': ref('text', 'What it is about, in a line'),
    languages: {
      ...list('Languages of this definition; each text has all of them', { enum: LANGUAGES }, 1),
      uniqueItems: true,
    },
    wording: {
      description: "verbatim: the sentences are the registry's; summary: they are not, and the card says so",
      enum: ['verbatim', 'summary'],
    },
    'wording-source': object('Where the sentences were taken from', sourced),
    status: object('Recruitment', {
      recruitment: { description: 'Overall status of ClinicalTrials.gov, in lower case', enum: RECRUITMENT },
      ...sourced,
    }),
    reviewed: object('Who looked at the registry text last', { by: line('Who'), ...sourced }),
    'review-by': day('The day until which this may be relied on without a new look'),
    'registry-link': line('The record in the registry, https'),
    'panel?': list(
      'What a doctor wants to know of the trial',
      object('A term', { term: ref('text'), text: ref('text') }),
    ),
    'how-to-take-part?': list('Steps', ref('text')),
    sites: list('Centres, each with what is known of it', site),
    'contacts?': list('Whom to ask', contact),
    'applies?': list(
      'Facts of which one must be on record for the trial to apply at all; left out: it applies to everybody',
      ref('name'),
      1,
    ),
    'anchor?': ref('name', 'The fact whose side is discussed; without it the trial speaks of no side'),
    'timeline?': list(
      'The course that the card draws',
      object('A lane', {
        kind: { enum: ['primary', 'radiotherapy', 'recurrence', 'surgery'] },
        fact: ref('name'),
      }),
    ),
    'question-order?': list('Questions in the order of what they unlock most', { type: 'string' }),
    'registry-text?': line(
      'The eligibility text of the registry, unchanged; required where wording is verbatim',
    ),
    'not-computed?': list(
      'Sentences of the registry text that no criterion covers, each with the reason',
      object('A sentence', { sentence: line('The sentence, word for word'), reason: ref('text') }),
    ),
    'open-terms?': list('The register of ambiguities', openTerm),
    inclusion: list('Criteria that must be met', ref('criterion')),
    exclusion: list('Criteria that must not be met', ref('criterion')),
    'value-sets?': list('Codes of this trial alone', ref('value-set')),
    'facts?': list('Facts of this trial alone', ref('fact')),
    'questions?': list('Questions of this trial alone', ref('question')),
  }),
  $defs: DEFS,
}

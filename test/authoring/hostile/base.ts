/** A whole definition without a fault, as data, for a hostile one to differ from in one thing. Test data, invented. */

/** A definition as it is written. */
export type Written = Readonly<Record<string, unknown>>

const both = (text: string) => ({ en: text, nl: text })
const sourced = { 'as-of': '2026-10-01', source: both('test data') }

/** A criterion; by default one that only the clinician can say anything about. */
export const criterion = (id: string, sentence = id, rule: Written = { ask: {} }): Written => ({
  id,
  sentence,
  statement: both('Statement'),
  reading: both('Reading'),
  'settled-by': both('Question'),
  rule,
})

/** A definition of some inclusion criteria, its registry text made of their sentences. */
export function definition(inclusion: readonly Written[], more: Written = {}): Written {
  const sentences = inclusion.map((one) => `* ${String(one['sentence'])}`)
  return {
    grammar: 1,
    id: 'NCT00000017',
    version: '1.0.0',
    acronym: 'TEST-HOSTILE',
    title: 'An Invented Trial to Test With',
    'short-title': both('An invented trial'),
    languages: ['en', 'nl'],
    wording: 'verbatim',
    'wording-source': sourced,
    status: { recruitment: 'recruiting', ...sourced },
    reviewed: { by: 'Nobody', ...sourced },
    'review-by': '2027-10-01',
    'registry-link': 'https://clinicaltrials.gov/study/NCT00000017',
    sites: [{ name: 'Test Hospital', city: 'Utrecht', status: 'open', ...sourced }],
    contacts: [{ role: both('Coordinator'), name: 'Nobody', ...sourced }],
    'registry-text': ['Inclusion Criteria:', ...sentences].join('\n'),
    inclusion,
    exclusion: [],
    ...more,
  }
}

/** A definition with the criterion `one` alone, decided by a rule. */
export const deciding = (rule: unknown, more: Written = {}): Written =>
  definition([criterion('one', 'One sentence', rule as Written)], more)

/** A fact of the trial's own, read by an expression. */
export const ownFact = (name: string, where: string): Written => ({
  name,
  title: both('Fact'),
  from: [{ resource: 'Observation', sets: ['performance-status-ecog'], where }],
})

/** A set of codes of the trial's own. */
export const valueSet = (name: string, codes: readonly Written[]): Written => ({
  name,
  title: both('Set'),
  sources: { a: 'Edition 2026' },
  codes,
})

/** A question of the trial's own. */
export const question = (id: string): Written => ({
  id,
  text: both('Text'),
  wanted: both('Answer'),
  answers: [
    { code: 'yes', text: both('Yes') },
    { code: 'no', text: both('No') },
  ],
})

/** So many things, made by their number. */
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Numbers in [0, 1), the same row each time (Park and Miller's generator). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Words of small letters, the same each time. */
export function wordsOf(seed: number, letters: number): () => string {
  const random = seeded(seed)
  return () => many(letters, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('')
}

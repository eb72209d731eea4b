import type { Explained } from '../../../src/authoring/explain/explained.ts'
import { explained } from './shipped.ts'

const SOURCED = 'as-of: "2026-10-01", source: { en: registry record, nl: registratie }'

/** A rule in YAML flow, by the id of its criterion. */
export type Rules = Readonly<Record<string, string>>

/** What an example says of itself, where a test needs something else than `EX`. */
export interface Said {
  readonly id?: string
  readonly wording?: 'verbatim' | 'summary'
  readonly recruitment?: string
  /** Further top-level YAML. */
  readonly more?: string
  /** The sentence of a criterion, by its id. */
  readonly sentences?: Readonly<Record<string, string>>
  readonly exclusion?: Rules
}

/** A small invented definition: each rule is an inclusion, and its sentence is its id in words. */
export function example(inclusion: Rules, said: Said = {}): Explained {
  const { id = 'NCT00000001', recruitment = 'recruiting', more = '', exclusion = {}, sentences = {} } = said
  const sentence = (name: string) => sentences[name] ?? `The sentence of ${name}`
  const criteria = (rules: Rules) =>
    Object.entries(rules)
      .map(
        ([name, rule]) => `
  - id: ${name}
    sentence: ${JSON.stringify(sentence(name))}
    statement: { en: "${name} in English", nl: "${name} in het Nederlands" }
    reading: { en: "Our reading of ${name}.", nl: "Onze lezing van ${name}." }
    settled-by: { en: "What settles ${name}", nl: "Wat ${name} beslist" }
    rule: ${rule}`,
      )
      .join('')
  const list = (name: string, rules: Rules) =>
    Object.keys(rules).length === 0 ? `${name}: []` : `${name}:${criteria(rules)}`
  const text = (rules: Rules) =>
    Object.keys(rules)
      .map((name) => `  * ${sentence(name)}`)
      .join('\n')
  const registry = `registry-text: |
  Inclusion Criteria:

${text(inclusion)}

  Exclusion Criteria:

${text(exclusion)}
`
  return explained(`
grammar: 1
id: ${id}
version: 1.2.3
acronym: EXAMPLE
title: An invented trial
short-title: { en: An invented trial, nl: Een verzonnen studie }
languages: [en, nl]
wording: ${said.wording ?? 'verbatim'}
wording-source: { ${SOURCED} }
status: { recruitment: ${recruitment}, ${SOURCED} }
reviewed: { by: Invented trial office, ${SOURCED} }
review-by: "2027-10-01"
registry-link: https://clinicaltrials.gov/study/NCT00000001
sites:
  - { name: Invented Hospital, city: Utrecht, status: open, ${SOURCED} }
${said.wording === 'summary' ? '' : registry}
${list('inclusion', inclusion)}
${list('exclusion', exclusion)}
${more}
`)
}

import { evidenceOf, referenceOf } from '../engine/card/evidence.ts'
import { en } from '../engine/card/words/en.ts'
import type { FactCatalog } from '../engine/facts/catalog.ts'
import type { Fact } from '../engine/facts/fact.ts'

/** One thing behind a criterion's status, as the JSON line gives it. */
export interface Evidence {
  /** `Type/id`, or `Question/Q6` for the clinician's answer. */
  readonly reference: string
  /** As recorded, at its own precision; `start/end` for a period, `..` where it is open; null without a date. */
  readonly date: string | null
  /** "WHO 1", "Radiotherapy to breast, left". */
  readonly summary: string
}

/** The facts behind a finding, each said once. */
export function evidenceIn(facts: readonly Fact[], catalog: FactCatalog): Evidence[] {
  const evidence = facts.map((fact) => ({
    reference: referenceOf(fact),
    date: fact.dateText?.replaceAll('…', '..') ?? null,
    summary: summaryOf(fact, catalog),
  }))
  return [...new Map(evidence.map((one) => [JSON.stringify(one), one])).values()]
}

/** A fact in a few words: its value, or what the record calls it, with its site, side and doubts. */
function summaryOf(fact: Fact, catalog: FactCatalog): string {
  const { value, label, side, caution } = evidenceOf(fact, { language: 'en', words: en, catalog })
  const { title, scale } = catalog.facts.find(({ name }) => name === fact.name) ?? {}
  // A grade of a known scale says all by itself; one that is read off another scale does not.
  if (value !== undefined && scale && fact.low === fact.high)
    return oneLine([value, caution].filter(Boolean).join(', '))
  if (fact.source.kind === 'answer') return oneLine(`${title?.en ?? fact.name}: ${label}`)
  // What the Patient itself says has no name in the record.
  const name = label === referenceOf(fact) ? `${title?.en}: ${fact.kind.replaceAll('-', ' ')}` : label
  const [site] = (fact.sites ?? []).map((one) => en.sites[one] ?? one)
  const planned = fact.strength === 'planned' ? en.whys.planned : undefined
  const parts = [
    value === undefined ? name : `${name}: ${value}`,
    site && isNew(site, name) && site,
    side && isNew(side, name) && side,
    planned,
    caution !== planned && caution,
  ]
  return oneLine(parts.filter(Boolean).join(', '))
}

const isNew = (word: string, text: string): boolean => !text.toLowerCase().includes(word.toLowerCase())

const MOST_CHARACTERS = 160

/** The text without line breaks, and short enough for a line. */
export function oneLine(text: string): string {
  const characters = [...text.replace(/\s+/gu, ' ').trim()]
  return characters.length <= MOST_CHARACTERS
    ? characters.join('')
    : `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`
}

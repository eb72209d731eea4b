import type { FactCatalog } from '../facts/catalog.ts'
import type { LedgerEntry } from '../record/ledger.ts'
import type { Trial } from '../trials/trial.ts'
import { factNamesIn } from '../verdict/fact-names.ts'
import type { GapLine } from './card.ts'
import type { Speaking } from './evidence.ts'
import type { Words } from './words/words.ts'

/** What a query asks for, in words: "Diagnoses (from visits)". */
export function queryInWords({ query, resource }: LedgerEntry, words: Words): string {
  const part = partInWords(query, words)
  return part ? `${words.types[resource]} (${part})` : words.types[resource]
}

function partInWords(query: string, words: Words): string {
  const part = query.startsWith('file:') ? '' : query.split(':').slice(1).join(':')
  return words.parts[part] ?? part
}

/** Every read that did not finish, with its reason and the criteria that it touches; one line for what is alike. */
export function gapsOf(trial: Trial, ledger: readonly LedgerEntry[], speaking: Speaking): GapLine[] {
  const gaps = ledger.filter(({ state }) => state !== 'complete')
  const [first] = gaps
  if (first && gaps.every(({ query }) => query.startsWith('file:'))) return [fileGap(trial, first, speaking)]
  const alike = new Map<string, LedgerEntry[]>()
  for (const entry of gaps) {
    const key = `${entry.resource} ${entry.reason} ${entry.pages}`
    alike.set(key, [...(alike.get(key) ?? []), entry])
  }
  return [...alike.values()].map((entries) => {
    const [entry] = entries
    if (!entry) throw new Error('a group without entries')
    const { words, language, catalog } = speaking
    const whole = entries.length === ledger.filter(({ resource }) => resource === entry.resource).length
    const parts = whole
      ? ''
      : entries
          .map(({ query }) => partInWords(query, words))
          .filter(Boolean)
          .join(', ')
    return {
      text: words.gap(words.types[entry.resource], parts, words.gaps[entry.reason ?? 'network'], entry.pages),
      touches: trial.criteria
        .filter(({ rule }) => typesOf(rule, catalog).has(entry.resource))
        .map(({ statement }) => statement[language]),
    }
  })
}

/** A file is one read: what is missing in it touches everything. */
const fileGap = (trial: Trial, { reason }: LedgerEntry, { words, language }: Speaking): GapLine => ({
  text: words.gap(words.panel.file, '', words.gaps[reason ?? 'network'], 0),
  touches: trial.criteria.map(({ statement }) => statement[language]),
})

/** The resource types that a rule is read from; sources that can never decide do not count. */
export function typesOf(rule: Trial['criteria'][number]['rule'], catalog: FactCatalog): ReadonlySet<string> {
  const names = factNamesIn(rule)
  return new Set(
    catalog.facts
      .filter(({ name }) => names.has(name))
      .flatMap(({ from }) =>
        from.filter(({ strength }) => strength === undefined).map(({ resource }) => resource),
      ),
  )
}

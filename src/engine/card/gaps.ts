import type { FactCatalog } from '../facts/catalog.ts'
import type { LedgerEntry } from '../record/ledger.ts'
import type { Trial } from '../trials/trial.ts'
import { factNamesIn } from '../verdict/fact-names.ts'
import type { GapLine } from './card.ts'
import type { Speaking } from './evidence.ts'
import type { Words } from './words/words.ts'

/** What a query asks for, in words: "Diagnoses (encounter-diagnosis)". */
export function queryInWords({ query, resource }: LedgerEntry, words: Words): string {
  const part = partOf(query)
  return part ? `${words.types[resource]} (${part})` : words.types[resource]
}

const partOf = (query: string): string =>
  query.startsWith('file:') ? '' : query.split(':').slice(1).join(':')

/** Every read that did not finish, with its reason and the criteria that it touches. */
export function gapsOf(
  trial: Trial,
  ledger: readonly LedgerEntry[],
  { words, language, catalog }: Speaking,
): GapLine[] {
  const gaps = ledger.filter(({ state }) => state !== 'complete')
  const fromFile = gaps.every(({ query }) => query.startsWith('file:'))
  return (fromFile ? gaps.slice(0, 1) : gaps).map((entry) => ({
    text: words.gap(
      fromFile ? words.panel.file : words.types[entry.resource],
      partOf(entry.query),
      words.gaps[entry.reason ?? 'network'],
      entry.query.startsWith('file:') || entry.pages === 0 ? 0 : entry.pages,
    ),
    touches: trial.criteria
      .filter(({ rule }) => fromFile || typesOf(rule, catalog).has(entry.resource))
      .map(({ statement }) => statement[language]),
  }))
}

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

import type { Day } from '../calendar.ts'
import { type Coding, referenceTo, textOf } from '../fhir.ts'
import { gate } from '../record/gate.ts'
import type { PatientRecord } from '../record/record.ts'
import type { FactCatalog, FactDefinition } from './catalog.ts'
import { Codebook } from './codebook.ts'
import { isDamagedSnomedId } from './damaged-code.ts'
import type { Fact, Unused } from './fact.ts'
import { originsIn } from './origin.ts'
import { type ReadingContext, readSource } from './read-source.ts'
import { entryInWords, RecordIndex, type Selected } from './record-index.ts'
import { secondCancers } from './second-cancer.ts'
import { bodySitesOf } from './site.ts'

/** Everything that the record says about the facts of the catalog, and what was seen there and not used. */
export interface PatientFacts {
  readonly facts: readonly Fact[]
  readonly unused: readonly Unused[]
}

/** Reads facts from records, for one catalog. Keeps what can be prepared once. */
export class FactReader {
  readonly #book: Codebook

  constructor(private readonly catalog: FactCatalog) {
    this.#book = new Codebook(catalog.systems, catalog.valueSets)
  }

  /** The facts of a record on a day, the same whatever the order in which the record was read. */
  factsOf(record: PatientRecord, today: Day): PatientFacts {
    const words = this.catalog.facts.flatMap(({ nearWords }) => nearWords ?? [])
    const index = new RecordIndex(record.resources, this.#book, words)
    const context: ReadingContext = {
      book: this.#book,
      readings: this.catalog.resources,
      today,
      originOf: originsIn(record.resources, this.#book),
      otherTumourOnRecord: index
        .select('Condition', ['other-primary'])
        .some(({ resource }) => gate(resource).passes),
    }
    const facts: Fact[] = []
    const unused: Unused[] = []
    for (const definition of this.catalog.facts) {
      for (const source of definition.from) {
        for (const selected of select(index, record, source)) {
          if (isRuledOut(selected, source.unless)) continue
          const fact = readSource(definition, source, selected, context)
          if (fact) facts.push(fact)
          else unused.push(...refusedByGate(definition, selected))
        }
      }
    }
    // Only once every fact is there: what a fact follows from may be defined after it.
    const second = this.catalog.facts.flatMap((definition) => secondCancers(definition, facts))
    facts.push(...second)
    return { facts, unused: [...unique(unused), ...this.#notUnderstood(index, context)] }
  }

  /** Entries in which no code was understood: text only, a local code, or a damaged one. Shown, never used. */
  #notUnderstood(index: RecordIndex, context: ReadingContext): Unused[] {
    const near = this.catalog.facts.filter(({ nearSites, nearWords }) => nearSites ?? nearWords)
    return index.notUnderstood.flatMap((selected) => {
      const { resource, codings } = selected
      if (!gate(resource).passes) return []
      const why = whyNotUnderstood(codings)
      const label = (entryInWords(resource) ?? '').toLowerCase()
      const sites = resource['bodySite'] === undefined ? [] : bodySitesOf(resource, context)
      return near
        .filter(({ from }) => from.some((one) => one.resource === resource.resourceType))
        .filter(
          ({ nearSites = [], nearWords = [] }) =>
            why === 'damaged-code' ||
            sites.some((site) => nearSites.includes(site)) ||
            nearWords.some((word) => label.includes(word)),
        )
        .map((definition) => describe(definition, selected, why))
    })
  }
}

const whyNotUnderstood = (codings: readonly Coding[]): Unused['why'] => {
  if (codings.length === 0) return 'text-only'
  return codings.some(isDamagedSnomedId) ? 'damaged-code' : 'not-understood'
}

function select(
  index: RecordIndex,
  record: PatientRecord,
  source: FactDefinition['from'][number],
): readonly Selected[] {
  if (source.resource !== 'Patient') return index.select(source.resource, source.sets)
  return record.patient ? [{ resource: record.patient, codings: [], meanings: [] }] : []
}

const isRuledOut = ({ meanings }: Selected, unless: readonly string[] | undefined): boolean =>
  unless !== undefined && meanings.some(({ set, entry }) => !entry.unverified && unless.includes(set))

function refusedByGate(definition: FactDefinition, selected: Selected): Unused[] {
  const passage = gate(selected.resource)
  return passage.passes ? [] : [describe(definition, selected, passage.objection)]
}

function describe(definition: FactDefinition, { resource, codings }: Selected, why: Unused['why']): Unused {
  const dateText = [
    'onsetDateTime',
    'performedDateTime',
    'effectiveDateTime',
    'authoredOn',
    'started',
    'recordedDate',
  ]
    .map((element) => textOf(resource[element]))
    .find((text) => text !== undefined)
  const status = textOf(resource['status'])
  return {
    fact: definition.name,
    reference: referenceTo(resource),
    label: entryInWords(resource) ?? codings[0]?.code ?? referenceTo(resource),
    ...(dateText ? { dateText } : {}),
    ...(status ? { status } : {}),
    why,
  }
}

const unique = (list: readonly Unused[]): Unused[] => [
  ...new Map(list.map((one) => [`${one.fact} ${one.reference}`, one])).values(),
]

import type { FactDefinition, FactSource, ValueSet } from '../../engine/facts/catalog.ts'
import type { Trial } from '../../engine/trials/trial.ts'
import { factNamesIn } from '../../engine/verdict/fact-names.ts'
import { numbered } from './entry.ts'
import { measure } from './measure.ts'
import { type Names, opening, within } from './names.ts'
import type { Row } from './sheet.ts'

/** A value set with the publications that its codes come from. */
type Sourced = ValueSet & { readonly sources?: Readonly<Record<string, string>> }

/** How an entry in a value set counts. */
type Part = 'counts' | 'doubtful' | 'planned' | 'not' | 'values'

/**
 * Every fact that a trial asks for: the criteria that read it, where in a record it stands, in which codes, and where
 * those come from.
 */
export function factRows(trial: Trial, names: Names): { rows: readonly Row[]; sources: readonly Row[] } {
  const readers = readersOf(trial)
  const facts = [...readers.keys()].flatMap((name) => names.definition(name) ?? [])
  const termOf = ({ name }: FactDefinition): string =>
    [names.fact(name), ...inBrackets(readers.get(name) ?? [])].join(' ')
  // A trial's own yes-or-no question stands beside its criterion.
  const stated = facts.filter(({ name, from }) => from.length === 0 && !name.includes('.'))
  const citations = new Citations()
  const rows = facts
    .filter(({ from }) => from.length > 0)
    .map((fact) => ({ term: termOf(fact), text: inRecord(fact, citations, names) }))
  const people = stated.map(termOf).join('; ')
  return {
    rows: people === '' ? rows : [...rows, { term: people, text: names.words.codes.personOnly }],
    sources: citations.rows(),
  }
}

/** The numbers of the criteria that read each fact. */
function readersOf(trial: Trial): ReadonlyMap<string, readonly string[]> {
  const numbers = numbered(trial)
  const readers = new Map<string, string[]>()
  for (const { id, rule } of trial.criteria)
    for (const name of factNamesIn(rule))
      readers.set(name, [...(readers.get(name) ?? []), numbers.get(id) ?? id])
  for (const name of trial.applies) readers.set(name, readers.get(name) ?? [])
  return readers
}

const inBrackets = (words: readonly string[]): string[] =>
  words.length === 0 ? [] : [`(${words.join(', ')})`]

/** Publications in the order in which they are first cited. */
class Citations {
  readonly #all: string[] = []

  /** The numbers of the publications behind value sets, in brackets. */
  of(sets: readonly Sourced[]): string {
    const numbers = sets.flatMap(({ sources = {} }) =>
      Object.values(sources).map((citation) => {
        if (!this.#all.includes(citation)) this.#all.push(citation)
        return this.#all.indexOf(citation) + 1
      }),
    )
    return numbers.length === 0 ? '' : `[${[...new Set(numbers)].sort((a, b) => a - b).join(', ')}]`
  }

  rows(): Row[] {
    return this.#all.map((text, index) => ({ term: String(index + 1), text }))
  }
}

function inRecord(fact: FactDefinition, citations: Citations, names: Names): string {
  const { codes } = names.words
  const places = new Map<Part, Map<string, Set<string>>>()
  const note = (part: Part, { resource, where }: FactSource, sets: readonly string[]) => {
    const place = `${names.words.places[resource]}${where === undefined ? '' : '*'}`
    const here = places.get(part) ?? new Map<string, Set<string>>()
    places.set(part, here.set(place, new Set([...(here.get(place) ?? []), ...sets])))
  }
  const counted = fact.from.filter(({ strength }) => strength === undefined).flatMap(({ sets }) => sets)
  for (const source of fact.from) {
    const { strength, sets, doubtIf = [], unless = [], codedBy, kindBy = {} } = source
    note(strength === 'weak' ? 'doubtful' : strength === 'planned' ? 'planned' : 'counts', source, sets)
    const not = unless.filter((set) => !counted.includes(set))
    const meanings = [...(codedBy ? [codedBy] : []), ...Object.keys(kindBy)].filter((set) => names.set(set))
    if (doubtIf.length > 0) note('doubtful', source, doubtIf)
    if (not.length > 0) note('not', source, not)
    if (meanings.length > 0) note('values', source, meanings)
  }
  const used = [...places.values()].flatMap((here) => [...here.values()].flatMap((sets) => [...sets]))
  const said = PARTS.flatMap((part) => {
    const lines = [...(places.get(part) ?? [])].map(([place, sets]) => inPlace(place, [...sets], names))
    return lines.length === 0 ? [] : `${codes[part]}: ${lines.join('; ')}`
  })
  const more = [
    ...(fact.unit ? [codes.kept(measure(fact.unit, names.words.values.decimal))] : []),
    ...bands(fact, names),
    ...second(fact, names),
  ]
  const cited = citations.of([...new Set(used)].flatMap((set) => names.set(set) ?? []))
  return [...said, ...more].map(opening).join('. ') + (cited && ` ${cited}`)
}

const PARTS: readonly Part[] = ['counts', 'doubtful', 'planned', 'not', 'values']

/** "procedures: Mastectomy (58), Local excision of breast (9)". */
function inPlace(place: string, sets: readonly string[], names: Names): string {
  const said = sets.flatMap((name) => {
    const set = names.set(name)
    return set ? `${names.text(set.title)} (${set.codes.length})` : []
  })
  return said.length === 0 ? place : `${place}: ${said.join(', ')}`
}

/** Another scale that is read into this one. */
function bands({ from }: FactDefinition, names: Names): string[] {
  const range = (low: number, high: number) => (low === high ? String(low) : `${low}–${high}`)
  const said = from.flatMap(({ bands: some = [] }) =>
    some.map((band) => `${range(band.from, band.to)} = ${range(band.low, band.high)}`),
  )
  return said.length === 0 ? [] : [names.words.codes.bands([...new Set(said)].join(', '))]
}

const second = ({ secondCancer }: FactDefinition, names: Names): string[] =>
  secondCancer
    ? [
        names.words.codes.secondCancer(
          within(names.fact(secondCancer.of)),
          secondCancer.apartDays,
          within(names.fact(secondCancer.after)),
        ),
      ]
    : []

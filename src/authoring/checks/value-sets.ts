import type { CodeEntry, FactCatalog, FactDefinition, ValueSet } from '../../engine/facts/catalog.ts'
import type { Finding, Path } from '../problem.ts'
import type { Check } from './checks.ts'
import { factsByName, placedCriteria, placedParts } from './places.ts'

/** Sets of codes are of a size that a person can have looked at, say where they come from, and do not contradict. */
export const checkValueSets: Check = (checked) => [
  ...(checked.written.valueSets ?? []).flatMap((set, index) => checkSet(set, ['value-sets', index])),
  ...checkOpposites(checked),
  ...checkSources(checked),
]

/** More is no set that a person has looked at; and a file of many more takes too long to be parsed. */
const MOST_CODES = 2000

function checkSet(set: ValueSet, path: Path): Finding[] {
  const { codes, sources = {} } = set as ValueSet & { readonly sources?: Readonly<Record<string, string>> }
  const found: Finding[] = []
  const refuse = (steps: Path, message: string, hint?: string) =>
    found.push({ code: 'L-VALUE-SET', path: [...path, ...steps], message, ...(hint ? { hint } : {}) })
  if (codes.length > MOST_CODES) {
    refuse(
      ['codes'],
      `It holds ${codes.length} codes; ${MOST_CODES} are the most.`,
      'Use a prefix of ICD or ATC.',
    )
    // Nobody reads what is wrong with each of so many.
    return found
  }
  for (const [key, source] of Object.entries(sources))
    if (!/\d{4}|\d\.\d|\b[0-9a-f]{7,}\b|\b(edition|version|release|v\d)/i.test(source))
      refuse(
        ['sources', key],
        'A source says its edition or its date.',
        'As in “NCI Thesaurus 24.05d, 2024-05-27”.',
      )
  const seen = new Set<string>()
  for (const [index, entry] of codes.entries()) {
    const key = keyOf(entry)
    if (seen.has(key)) refuse(['codes', index], `“${entry.code ?? entry.prefix}” stands in this set twice.`)
    seen.add(key)
    for (const [place, source] of ((entry as { readonly source?: readonly string[] }).source ?? []).entries())
      if (!Object.hasOwn(sources, source))
        refuse(
          ['codes', index, 'source', place],
          `There is no source “${source}” in this set.`,
          `Known: ${Object.keys(sources).join(', ')}.`,
        )
  }
  return found
}

const keyOf = ({ system, code, prefix, only }: CodeEntry): string =>
  [system, code ?? '', prefix ?? '', only ?? ''].join('|').replaceAll('.', '').toUpperCase()

/** What means yes and what means no in one rule have neither a kind nor a code in common. */
const checkOpposites: Check = (checked) => {
  const { compiled, shared } = checked
  const facts = factsByName(checked)
  const sets = [...shared.valueSets, ...compiled.own.valueSets]
  return placedCriteria(checked).flatMap((placed) =>
    placedParts(placed).flatMap(({ is, value, beside, at }): Finding[] => {
      if (is !== 'kinds' || at.at(-1) !== 'not-met') return []
      const no = value as string[]
      const yes = beside['met'] as string[]
      const both = no.find((kind) => yes.includes(kind))
      if (both !== undefined)
        return [{ code: 'L-VALUE-SET', path: at, message: `“${both}” means yes and no in one rule.` }]
      const fact = facts.get(String(beside['fact']))
      const code = fact && commonCode(fact, yes, no, sets)
      return code === undefined
        ? []
        : [
            {
              code: 'L-VALUE-SET',
              path: at,
              message: `The code ${code} means yes and no in one rule: it stands in sets of both.`,
              hint: 'Take it out of one of them.',
            },
          ]
    }),
  )
}

/** A code that selects a resource does not rule it out in the same breath. */
const checkSources: Check = ({ written, compiled, shared }) => {
  const sets = [...shared.valueSets, ...compiled.own.valueSets]
  const codesIn = (names: readonly string[]) =>
    sets.filter(({ name }) => names.includes(name)).flatMap(({ codes }) => codes)
  return (written.facts ?? []).flatMap(({ from }, fact) =>
    from.flatMap(({ sets: selecting, unless = [] }, source) => {
      const selected = new Set(codesIn(selecting).map(keyOf))
      return unless.flatMap((name, place): Finding[] => {
        const common = codesIn([name]).find((entry) => selected.has(keyOf(entry)))
        return common === undefined
          ? []
          : [
              {
                code: 'L-VALUE-SET',
                path: ['facts', fact, 'from', source, 'unless', place],
                message: `${inShort(common)} selects and rules out: it stands in “${name}”, too.`,
                hint: 'Take it out of one of them.',
              },
            ]
      })
    }),
  )
}

function commonCode(
  fact: FactDefinition,
  yes: readonly string[],
  no: readonly string[],
  sets: FactCatalog['valueSets'],
): string | undefined {
  const meansYes = yes.flatMap((kind) => codesOfKind(fact, kind, sets))
  const common = no
    .flatMap((kind) => codesOfKind(fact, kind, sets))
    .find((entry) => meansYes.some((one) => includes(one, entry) || includes(entry, one)))
  return common && inShort(common)
}

/** True when the first entry, a code or all that begin alike, takes in the second. */
function includes(one: CodeEntry, other: CodeEntry): boolean {
  if (one.prefix === undefined) return keyOf(one) === keyOf(other)
  const bare = (text = '') => text.replaceAll('.', '').toUpperCase()
  return (
    one.system === other.system &&
    (one.only ?? other.only) === (other.only ?? one.only) &&
    bare(other.code ?? other.prefix).startsWith(bare(one.prefix))
  )
}

const inShort = ({ system, code, prefix }: CodeEntry): string => `${code ?? `${prefix}…`} (${system})`

/** The codes by which a fact is of a kind, as far as codes alone decide that. */
function codesOfKind({ from }: FactDefinition, kind: string, sets: FactCatalog['valueSets']): CodeEntry[] {
  const codesIn = (names: readonly string[], counts: (entry: CodeEntry) => boolean = () => true) =>
    sets.filter(({ name }) => names.includes(name)).flatMap(({ codes }) => codes.filter(counts))
  return from.flatMap((source) => {
    // An expression decides as well: the same code may mean both, by its value.
    if (source.where !== undefined || source.kindBy || source.kind !== undefined) return []
    if (source.kindByValue && source.codedBy)
      return codesIn([source.codedBy], ({ value }) => String(value) === kind)
    return source.sets.includes(kind)
      ? codesIn([kind])
      : codesIn(source.sets, (entry) => entry.class === kind)
  })
}

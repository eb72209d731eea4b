import type { ValueSet as FhirValueSet, ValueSetComposeInclude, ValueSetExpansionContains } from 'fhir/r4'
import type { CodeEntry, ValueSet } from '../../engine/facts/catalog.ts'
import { STATUS } from './artifact.ts'
import type { Context } from './context.ts'
import { setsUsed } from './facts-used.ts'
import { nameOf } from './names.ts'

const HL7 = 'http://hl7.org/fhir/StructureDefinition'

/** A value set with the publications that its codes come from. */
type Sourced = ValueSet & { readonly sources?: Readonly<Record<string, string>> }

/** A code in one system. */
interface Placed {
  readonly system: string
  readonly entry: CodeEntry
}

/** Every value set that the trial reads a record by, with its expansion. */
export function valueSets(context: Context): FhirValueSet[] {
  const used = setsUsed(context)
  return used.flatMap((name) =>
    context.catalog.valueSets.filter((set) => set.name === name).map((set) => valueSet(set, context)),
  )
}

/** The address of a value set in this version of the trial. */
export const valueSetAddress = (name: string, { addresses }: Context): string =>
  addresses.canonical('ValueSet', name)

function valueSet(set: Sourced, context: Context): FhirValueSet {
  const { trial, addresses, wording } = context
  const placed = set.codes.flatMap((entry) => systemsOf(entry, context).map((system) => ({ system, entry })))
  // A code whose meaning nobody checked never decides: it is no member.
  const members = distinct(placed.filter(({ entry }) => !entry.unverified))
  const hasFamilies = members.some(({ entry }) => entry.prefix !== undefined)
  const sources = Object.values(set.sources ?? {})
  return {
    resourceType: 'ValueSet',
    id: addresses.id(set.name),
    language: wording.language,
    url: addresses.url('ValueSet', set.name),
    version: addresses.version,
    name: nameOf(trial.id, set.name),
    ...wording.element('title', set.title),
    status: STATUS,
    ...(sources.length > 0 ? { purpose: `Sources of the codes: ${sources.join('; ')}.` } : {}),
    ...copyright(members),
    compose: { include: [...listed(members), ...families(members)] },
    expansion: {
      // Codes below a category are not listed: the code systems are not ours to carry.
      ...(hasFamilies ? { extension: [{ url: `${HL7}/valueset-unclosed`, valueBoolean: true }] } : {}),
      identifier: `${addresses.url('ValueSet', set.name)}/expansion/${addresses.version}`,
      // No clock: the day on which the definition was last looked over.
      timestamp: trial.reviewed.asOf,
      total: members.length,
      contains: members.map(contained),
    },
  }
}

/** A code may stand in a value set twice, with another side or site each. */
const distinct = (placed: readonly Placed[]): Placed[] => [
  ...new Map(placed.map((one) => [`${one.system}|${one.entry.code ?? one.entry.prefix}`, one])).values(),
]

/** In a value set ICD-10 stands for its editions too, unless the code is of one edition alone. */
const EDITIONS: Readonly<Record<string, readonly string[]>> = {
  'icd-10': ['icd-10', 'icd-10-cm', 'icd-10-nl'],
}

function systemsOf({ system, only }: CodeEntry, { catalog }: Context): string[] {
  const keys = only === undefined ? (EDITIONS[system] ?? [system]) : [only]
  return keys.flatMap((key) => catalog.systems[key]?.uri ?? [])
}

/** The codes, by system. */
const listed = (placed: readonly Placed[]): ValueSetComposeInclude[] =>
  bySystem(placed.filter(({ entry }) => entry.code !== undefined)).map(([system, entries]) => ({
    system,
    concept: entries.map((entry) => ({
      ...comments(entry),
      code: entry.code ?? '',
      display: entry.display,
    })),
  }))

/** Categories with everything below them: a filter each, since filters of one include hold together. */
const families = (placed: readonly Placed[]): ValueSetComposeInclude[] =>
  placed.flatMap(({ system, entry: { prefix } }) =>
    prefix === undefined
      ? []
      : { system, filter: [{ property: 'code', op: 'regex' as const, value: `${literal(prefix)}.*` }] },
  )

/** What a code means only on a condition stands beside it. */
const comments = ({ needs, side }: CodeEntry) => {
  const said = [needs && `only at the body site ${needs}`, side && `side: ${side}`].filter(Boolean)
  return said.length > 0
    ? { extension: [{ url: `${HL7}/valueset-concept-comments`, valueString: said.join('; ') }] }
    : {}
}

const contained = ({ system, entry }: Placed): ValueSetExpansionContains => ({
  system,
  code: entry.code ?? entry.prefix ?? '',
  display: entry.display,
})

function bySystem(placed: readonly Placed[]): [string, CodeEntry[]][] {
  const found = new Map<string, CodeEntry[]>()
  for (const { system, entry } of placed) found.set(system, [...(found.get(system) ?? []), entry])
  return [...found]
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const LICENCES: readonly (readonly [system: string, notice: string])[] = [
  [
    'http://snomed.info/sct',
    'Contains codes of SNOMED CT, copyright of SNOMED International; for use in member countries or under an affiliate licence.',
  ],
  [
    'http://loinc.org',
    'Contains codes of LOINC, copyright of Regenstrief Institute; see http://loinc.org/license.',
  ],
]

function copyright(members: readonly Placed[]): Pick<FhirValueSet, 'copyright'> {
  const notices = LICENCES.filter(([uri]) => members.some(({ system }) => system === uri))
  return notices.length > 0 ? { copyright: notices.map(([, notice]) => notice).join(' ') } : {}
}

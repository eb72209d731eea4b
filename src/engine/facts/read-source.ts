import type { Day } from '../calendar.ts'
import { type Coding, type Resource, referenceTo, textOf, versionOf, wordsOf } from '../fhir.ts'
import { gate, hasNoValue } from '../record/gate.ts'
import type { FactDefinition, FactSource, ResourceReading } from './catalog.ts'
import type { Codebook, Meaning } from './codebook.ts'
import { codingsIn, expression, UnreadableResource } from './expression.ts'
import type { Doubt, Fact } from './fact.ts'
import type { Selected } from './record-index.ts'
import { sideOf } from './side.ts'
import { readValue } from './value.ts'
import { whenOf } from './when.ts'

/** What reading one resource needs besides the resource. */
export interface ReadingContext {
  readonly book: Codebook
  readonly readings: Readonly<Partial<Record<string, ResourceReading>>>
  readonly today: Day
  /** Whether a reference of this record is a malignancy of another organ. */
  readonly isOtherTumour: (reference: string) => boolean
  /** True when a malignancy of another organ is on record, whoever refers to it. */
  readonly otherTumourOnRecord: boolean
}

const NOT_ACTIVE = ['inactive', 'remission', 'resolved', '73425007']

/**
 * Reads one selected resource as a fact; undefined when it turns out not to be one. A malformed resource is a
 * fact that decides nothing, never one that is missing.
 */
export function readSource(
  definition: FactDefinition,
  source: FactSource,
  selected: Selected,
  context: ReadingContext,
): Fact | undefined {
  try {
    return readWell(definition, source, selected, context)
  } catch (error) {
    if (!(error instanceof UnreadableResource)) throw error
    return unreadable(definition, source, selected)
  }
}

function unreadable(definition: FactDefinition, source: FactSource, selected: Selected): Fact {
  const { resource, meanings } = selected
  return {
    name: definition.name,
    kind: source.kind ?? meanings.find(({ set }) => source.sets.includes(set))?.set ?? definition.name,
    label: labelOf(selected, meanings),
    side: 'unknown',
    weakDate: false,
    strength: 'weak',
    doubt: 'unreadable-resource',
    source: { kind: 'chart', reference: referenceTo(resource), codes: [] },
  }
}

function readWell(
  definition: FactDefinition,
  source: FactSource,
  selected: Selected,
  context: ReadingContext,
): Fact | undefined {
  const { resource } = selected
  const { book } = context
  const reading = context.readings[source.resource]
  const passage = gate(resource)
  if (!reading || !passage.passes) return undefined
  if (source.where && expression(source.where)(resource)[0] !== true) return undefined
  const codings = (text: string | undefined): Coding[] => (text ? codingsIn(expression(text)(resource)) : [])
  const clinical = codings(reading.clinical).map(({ code }) => code)
  if (source.clinical && !source.clinical.some((status) => clinical.includes(status))) return undefined

  const meanings = selected.meanings.filter(({ set }) => source.sets.includes(set))
  const siteCodings = codings(reading.sites)
  const site = siteOf(meanings, siteCodings, book)
  if (source.sites && !(site && source.sites.includes(site))) return undefined
  if (meanings.length > 0 && meanings.every(({ entry }) => entry.needs !== undefined && entry.needs !== site))
    return undefined

  const kinds = source.kindBy
    ? kindsBy(source.kindBy, [
        ...selected.meanings,
        ...codings(reading.morphology).flatMap((one) => book.meaningsOf(one)),
      ])
    : [
        source.kind ??
          meanings.find(({ entry }) => entry.class)?.entry.class ??
          meanings[0]?.set ??
          definition.name,
      ]
  const [kind, ...otherKinds] = kinds
  if (kind === undefined) return undefined
  const reasons = codings(reading.reasons)
  const when = source.undated ? {} : whenOf(resource, reading)
  const value = readValue(source, definition, resource, book)
  const doubts: (Doubt | false | undefined)[] = [
    passage.objection,
    source.strength === 'weak' && (source.doubt ?? 'ambiguous-code'),
    meanings.length > 0 && meanings.every(({ entry }) => entry.unverified) && 'unverified-code',
    otherKinds.length > 0 && 'ambiguous-code',
    ofAnotherTumour(reading, resource, reasons, source, context),
    hasNoValue(resource) && 'no-value',
    value.doubt,
    contradictedByDisplay(source, selected) && 'scale-doubtful',
    when.unreadable && 'date-unreadable',
    when.start !== undefined &&
      passage.strength !== 'planned' &&
      when.start.first > context.today &&
      'in-the-future',
  ]
  const doubt = doubts.find((one) => one !== undefined && one !== false) || undefined
  const planned = passage.strength === 'planned' || source.strength === 'planned'
  const version = versionOf(resource)
  const status = textOf(resource['status']) ?? clinical[0]
  return {
    name: definition.name,
    kind,
    label: labelOf(selected, meanings),
    side: sideOf([...codings(reading.laterality), ...siteCodings, ...selected.codings, ...reasons], book),
    ...(site === undefined ? {} : { site }),
    ...(when.start === undefined ? {} : { start: when.start }),
    ...(when.end === undefined ? {} : { end: when.end }),
    ...(when.dateText === undefined ? {} : { dateText: when.dateText }),
    weakDate: when.weak === true,
    strength: planned ? 'planned' : doubt ? 'weak' : 'confirmed',
    ...(doubt ? { doubt } : {}),
    ...(source.resource === 'Condition' && clinical.length > 0
      ? { active: !clinical.some((one) => NOT_ACTIVE.includes(one)) }
      : {}),
    ...(value.low === undefined || value.high === undefined ? {} : { low: value.low, high: value.high }),
    ...(value.coded === undefined ? {} : { coded: value.coded }),
    source: {
      kind: 'chart',
      reference: referenceTo(resource),
      ...(version ? { version } : {}),
      ...(status ? { status } : {}),
      codes: selected.codings.map(({ system, code }) => `${system}|${code}`),
    },
  }
}

/** A site in the code itself, else the one body site; several different ones are none. */
function siteOf(meanings: readonly Meaning[], sites: readonly Coding[], book: Codebook): string | undefined {
  const inCode = meanings.find(({ entry }) => entry.site)?.entry.site
  if (inCode) return inCode
  const [only, ...others] = new Set(
    sites.flatMap((coding) =>
      book.meaningsOf(coding).flatMap(({ set, entry }) => (set === 'body-site' ? (entry.site ?? []) : [])),
    ),
  )
  return others.length === 0 ? only : undefined
}

/** The kinds that the meanings of a resource name; a code that nobody checked names none. */
function kindsBy(names: Readonly<Record<string, string>>, meanings: readonly Meaning[]): string[] {
  const kinds = meanings
    .filter(({ entry }) => !entry.unverified)
    .flatMap(({ set, entry }) => [
      names[set],
      entry.morphology === undefined ? undefined : names[entry.morphology],
    ])
  return [...new Set(kinds.filter((kind) => kind !== undefined))]
}

/** True when the display names a scale that the code does not. */
function contradictedByDisplay(source: FactSource, { codings, resource }: Selected): boolean {
  const word = source.contradictedByDisplay
  if (!word) return false
  const said = [...codings.map(({ display }) => display ?? ''), wordsOf(resource['code']) ?? '']
  return said.some((text) => text.toLowerCase().includes(word))
}

/** A treatment for, or a metastasis of, another tumour is not one of this. */
function ofAnotherTumour(
  reading: ResourceReading,
  resource: Resource,
  reasons: readonly Coding[],
  source: FactSource,
  context: ReadingContext,
): Doubt | undefined {
  const related = reading.related
    ? expression(reading.related)(resource).filter((one) => typeof one === 'string')
    : []
  if (related.some(context.isOtherTumour)) return 'of-another-tumour'
  if (reasons.some((coding) => context.book.meaningsOf(coding).some(({ set }) => set === 'other-primary')))
    return 'of-another-tumour'
  return source.needsOrigin && related.length === 0 && context.otherTumourOnRecord
    ? 'origin-unclear'
    : undefined
}

/** What the record calls it; else the display of the code that selected it. */
function labelOf({ resource, codings }: Selected, meanings: readonly Meaning[]): string {
  const element = resource['code'] ?? resource['medicationCodeableConcept']
  return (
    wordsOf(element) ??
    textOf(resource['description']) ??
    meanings[0]?.entry.display ??
    codings[0]?.code ??
    referenceTo(resource)
  )
}

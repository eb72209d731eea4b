import type { Day } from '../calendar.ts'
import { type Coding, type Resource, referenceTo, textOf, versionOf, wordsOf } from '../fhir.ts'
import { gate, hasNoValue } from '../record/gate.ts'
import type { FactDefinition, FactSource, ResourceReading } from './catalog.ts'
import type { Meaning } from './codebook.ts'
import { codingsIn, expression, UnreadableResource } from './expression.ts'
import type { Doubt, Fact } from './fact.ts'
import { type OriginContext, ofAnotherTumour } from './origin.ts'
import type { Selected } from './record-index.ts'
import { contradictedByDisplay, saysTheOpposite } from './said.ts'
import { sideOf } from './side.ts'
import { classOf, sitesOf } from './site.ts'
import { readValue } from './value.ts'
import { lasting, whenOf } from './when.ts'

/** What reading one resource needs besides the resource. */
export interface ReadingContext extends OriginContext {
  readonly readings: Readonly<Partial<Record<string, ResourceReading>>>
  readonly today: Day
}

const ACTIVE = ['active', 'recurrence', 'relapse', '55561003']
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
  const sites = sitesOf(meanings, siteCodings, book)
  const elsewhere = siteCodings.length > 0 && sites.every((site) => site === 'other')
  if (source.notElsewhere && elsewhere) return undefined
  if (source.sites && !sites.some((site) => source.sites?.includes(site))) return undefined
  const needed = meanings.map(({ entry }) => entry.needs)
  const unplaced = meanings.length > 0 && needed.every((site) => site !== undefined && !sites.includes(site))
  if (unplaced && !source.sites) return undefined

  const kinds = source.kindBy
    ? kindsBy(source.kindBy, [
        ...selected.meanings,
        ...codings(reading.morphology).flatMap((one) => book.meaningsOf(one)),
      ])
    : [source.kind ?? classOf(meanings) ?? meanings[0]?.set ?? definition.name]
  const [namedKind, ...otherKinds] = kinds
  if (namedKind === undefined) return undefined
  const reasons = codings(reading.reasons)
  const recorded = source.undated ? {} : whenOf(resource, reading)
  const when = source.lasts ? lasting(recorded) : recorded
  const value = readValue(source, definition, resource, book)
  const kind = source.kindByValue && value.coded !== undefined ? value.coded : namedKind
  const stopped = passage.objection === 'stopped' && source.stoppedCounts
  const doubts: (Doubt | false | undefined)[] = [
    source.strength === 'weak' && (source.doubt ?? 'ambiguous-code'),
    stopped ? undefined : passage.objection,
    unplaced && 'ambiguous-code',
    selected.meanings.some(({ set }) => source.doubtIf?.includes(set)) && 'ambiguous-code',
    meanings.length > 0 && meanings.every(({ entry }) => entry.unverified) && 'unverified-code',
    // What rules the source out is verified, or it would not have come here; the rest may do so.
    selected.meanings.some(({ set }) => source.unless?.includes(set)) && 'unverified-code',
    otherKinds.length > 0 && 'ambiguous-code',
    ofAnotherTumour(reading, resource, reasons, sites, source, context),
    saysTheOpposite(resource) && 'text-contradicts-code',
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
    side: sideOf([...codings(reading.laterality), ...selected.codings, ...reasons], siteCodings, book),
    ...(sites.length === 0 ? {} : { sites }),
    ...(when.start === undefined ? {} : { start: when.start }),
    ...(when.end === undefined ? {} : { end: when.end }),
    ...(when.dateText === undefined ? {} : { dateText: when.dateText }),
    weakDate: when.weak === true,
    strength: planned ? 'planned' : doubt ? 'weak' : 'confirmed',
    ...(doubt ? { doubt } : {}),
    ...activityOf(resource, clinical),
    ...(value.low === undefined || value.high === undefined ? {} : { low: value.low, high: value.high }),
    ...(value.coded === undefined ? {} : { coded: value.coded }),
    ...(value.valueText === undefined ? {} : { valueText: value.valueText }),
    ...(value.upperLimit === undefined ? {} : { upperLimit: value.upperLimit }),
    source: {
      kind: 'chart',
      reference: referenceTo(resource),
      ...(version ? { version } : {}),
      ...(status ? { status } : {}),
      codes: selected.codings.map(({ system, code }) => `${system}|${code}`),
    },
  }
}

/** Whether a condition is active: said in so many words, not ended by a date. Anything else is not said. */
function activityOf(resource: Resource, clinical: readonly string[]): { readonly active?: boolean } {
  if (resource.resourceType !== 'Condition') return {}
  const ended = Object.keys(resource).some((element) => element.startsWith('abatement'))
  if (ended || clinical.some((code) => NOT_ACTIVE.includes(code))) return { active: false }
  return clinical.length > 0 && clinical.every((code) => ACTIVE.includes(code)) ? { active: true } : {}
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

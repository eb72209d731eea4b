/** What is there of a referral, by what searches and reads gave. */
import { type Resource, referenceTo } from '../../fhir.ts'
import { type DraftPart, PARTS, type PartType } from '../draft.ts'
import { keysOf } from '../keys-of.ts'
import type { Difference, WritingRung } from '../state.ts'
import { isInError } from '../status-of.ts'
import { differencesOf, isAbout, isFocusOf, isStripped } from './differences.ts'
import type { Stored } from './moves.ts'

/** What is looked for, and what was seen so far. */
export interface Seen {
  readonly key: string
  readonly patientId: string
  readonly rung: WritingRung
  /** What was written; empty where nothing is known of it, after a crash. */
  readonly parts: readonly DraftPart[]
  readonly stored: readonly Stored[]
  readonly found: readonly Resource[]
}

/** What is there. */
export interface ReadBack {
  /** The way it was written: as this page wrote it, or as what is there shows. */
  readonly rung: WritingRung
  /** One of each kind. */
  readonly kept: readonly Resource[]
  /** True where one at least is there of what it cannot do without: answers alone are no referral yet. */
  readonly isBegun: boolean
  /** Kinds without which it is no referral, and which are not there. */
  readonly missing: readonly PartType[]
  /** Further kinds that were written and are not there. */
  readonly without: readonly PartType[]
  /** `Type/id` of what carries our identifier and is about another patient, or about none. */
  readonly elsewhere: readonly string[]
  readonly duplicates: readonly Resource[]
  readonly differs: readonly Difference[]
}

/** What a referral cannot do without. */
export const requiredOn = (rung: WritingRung): readonly PartType[] =>
  rung === 'document' ? ['DocumentReference'] : ['ServiceRequest', 'Task']

/** Kinds of which one at least is there, whatever way it was written. */
export const LETTER_OR_ORDER: readonly PartType[] = ['ServiceRequest', 'Task', 'DocumentReference']

/** Reads it back. What was entered in error is not there; what is not ours is not looked at. */
export function readBack(seen: Seen): ReadBack {
  const { key, patientId, parts, found } = seen
  const own = found.filter((resource) => isOurs(resource, seen))
  const elsewhere = own.filter((one) => !isAbout(one, one.resourceType as PartType, patientId))
  const there = own.filter((one) => !isTakenBack(one) && !elsewhere.includes(one)).sort(byId)
  const of = (type: PartType) => there.filter(({ resourceType }) => resourceType === type)
  const kept = keptOf(of)
  const isThere = (type: PartType) => kept.some(({ resourceType }) => resourceType === type)
  const rung = rungOf(seen, of)
  const required = requiredOn(rung)
  const order = kept.find(({ resourceType }) => resourceType === 'ServiceRequest')
  const differs = parts.flatMap((part) => {
    const stored = kept.find(({ resourceType }) => resourceType === part.type)
    if (!stored) return []
    // Beside the referral itself nothing hangs on an identifier: what was lost with it is found by its id.
    return differencesOf(part, stored, order).filter(
      (difference) => difference !== 'identifier' || required.includes(part.type),
    )
  })
  return {
    rung,
    kept,
    isBegun: required.some(isThere),
    missing: required.filter((type) => !isThere(type)),
    without: parts.map(({ type }) => type).filter((type) => !required.includes(type) && !isThere(type)),
    elsewhere: elsewhere.filter((one) => keysOf(one).includes(key)).map(referenceTo),
    duplicates: there.filter((one) => !kept.includes(one)),
    differs: [...new Set(differs)],
  }
}

/** By our identifier; or named by the server as the one that it stored, and like it in all but the identifier. */
function isOurs(resource: Resource, { key, parts, stored, patientId }: Seen): boolean {
  const type = PARTS.find((one) => one === resource.resourceType)
  if (type === undefined) return false
  if (keysOf(resource).includes(key)) return true
  const part = parts.find((one) => one.type === type)
  const isNamed = stored.some((one) => one.type === type && one.id === resource.id)
  return isNamed && part !== undefined && isAbout(resource, type, patientId) && isStripped(part, resource)
}

/** After a crash it is not known how it was written: what is there says so. */
function rungOf({ rung, parts }: Seen, of: (type: PartType) => readonly Resource[]): WritingRung {
  if (parts.length > 0) return rung
  const hasOrder = of('ServiceRequest').length + of('Task').length > 0
  if (hasOrder) return rung === 'document' ? 'sequential' : rung
  return of('DocumentReference').length > 0 ? 'document' : rung
}

/**
 * One of each kind: of several orders the one with the lowest id among those that a task is about, and a task about
 * it. Whoever looks keeps the same, and never the order of one copy with the task of the other.
 */
function keptOf(of: (type: PartType) => readonly Resource[]): Resource[] {
  const tasks = of('Task')
  const orders = of('ServiceRequest')
  const order = orders.find((one) => tasks.some((task) => isFocusOf(task, one))) ?? orders[0]
  const task = tasks.find((one) => isFocusOf(one, order)) ?? tasks[0]
  return PARTS.flatMap((type) => {
    const one = type === 'ServiceRequest' ? order : type === 'Task' ? task : of(type)[0]
    return one ? [one] : []
  })
}

/** FHIR R4 research-subject-status has no "entered in error": one that came to nothing is the nearest to it. */
const isTakenBack = (resource: Resource): boolean =>
  isInError(resource) || (resource.resourceType === 'ResearchSubject' && resource['status'] === NEAREST)

const NEAREST = 'not-registered'

/** The resource, taken back: it stays in the record and says that it does not count. */
export const takenBack = (resource: Resource): Resource => ({
  ...resource,
  status: resource.resourceType === 'ResearchSubject' ? NEAREST : 'entered-in-error',
})

const byId = (a: Resource, b: Resource): number => (a.id < b.id ? -1 : 1)

import { type Day, type DayRange, isBefore, isOnOrAfter, shift } from '../calendar.ts'
import type { FactDefinition } from '../facts/catalog.ts'
import type { Fact } from '../facts/fact.ts'
import type { LedgerEntry } from '../record/ledger.ts'
import { type Truth, weightiest } from '../truth.ts'
import type { Why } from './finding.ts'

/** The side under discussion. Undefined: no side is known, and whatever depends on one stays unknown. */
export type CourseSide = 'left' | 'right' | undefined

/** What a rule sees: facts, the side under discussion, the day, and how far the record was read. */
export interface Scene {
  readonly facts: readonly Fact[]
  readonly side: CourseSide
  readonly today: Day
  readonly definitions: ReadonlyMap<string, FactDefinition>
  readonly ledger: readonly LedgerEntry[]
}

/** The facts of one name. */
export const factsNamed = (scene: Scene, name: string): Fact[] =>
  scene.facts.filter((fact) => fact.name === name)

/**
 * The reads behind a fact that did not finish, or have not begun. A fact that only a clinician states has none.
 * Sources that can never decide do not count.
 */
export function unreadFor(scene: Scene, name: string): LedgerEntry[] {
  const sources = (scene.definitions.get(name)?.from ?? []).filter(({ strength }) => strength === undefined)
  const types = new Set(sources.map(({ resource }) => resource))
  return [...types].flatMap((resource): LedgerEntry[] => {
    const entries = scene.ledger.filter((entry) => entry.resource === resource)
    if (entries.length === 0) return [{ query: resource, resource, state: 'partial', pages: 0, entries: 0 }]
    return entries.filter(({ state }) => state !== 'complete')
  })
}

/** A truth about one fact, and what to say of the fact when it is not true. */
export type Check = readonly [truth: Truth, why?: Why]

/** Whether a fact is about the side under discussion. */
export function onSide(scene: Scene, fact: Fact): Check {
  if (fact.side === 'asked') return [true]
  if (fact.side === 'conflict') return ['conflict', 'side-conflict']
  if (fact.side === 'unknown' || scene.side === undefined) return ['ambiguous', 'side-unknown']
  return fact.side === 'both' || fact.side === scene.side ? [true] : [false, 'other-side']
}

/** How much a fact can carry: a doubtful one never decides, a planned one has not happened. */
export function carries(fact: Fact): Check {
  if (fact.strength === 'confirmed') return [true]
  if (fact.strength === 'planned') return [false, 'planned']
  if (fact.doubt === 'of-another-tumour' || fact.doubt === 'in-the-future' || fact.doubt === 'no-value')
    return [false, fact.doubt]
  return ['ambiguous', fact.doubt ?? 'status-unknown']
}

/** When the anchor of an order happened: the first and the last day on which it may have. */
export interface Anchor {
  /** Whether there is such an event, on the side under discussion when `sided`. */
  readonly exists: Truth
  readonly earliest?: DayRange
  readonly latest?: DayRange
  /** The events that date it or leave it open. */
  readonly facts: readonly Fact[]
  readonly unread: readonly LedgerEntry[]
}

/**
 * The anchor of "before" and "since", such as the recurrence. Several events of one side leave a span, and an
 * order holds only when it holds for all of them. Events whose side is unclear widen the span but do not make one.
 */
export function anchorOf(scene: Scene, name: string, sided: boolean): Anchor {
  const facts = factsNamed(scene, name)
  const stated = facts.filter((fact) => !fact.none)
  const here = stated.map((fact) => ({ fact, side: onSide(scene, fact)[0], carry: carries(fact)[0] }))
  const solid = here.filter(({ carry }) => carry === true)
  const certain = solid.filter(({ side }) => side === true)
  const open = solid.filter(({ side }) => side !== true && side !== false)
  // Without a sided event, an unsided rule may look at every side.
  const counted = certain.length > 0 ? [...certain, ...open] : sided ? open : solid
  const dated = counted.map(({ fact }) => fact).filter(isDated)
  const denied = facts.some((fact) => fact.none && onSide(scene, fact)[0] === true)
  const shared = {
    facts:
      certain.length > 0
        ? certain.map(({ fact }) => fact)
        : here.filter(({ side }) => side !== false).map(({ fact }) => fact),
    unread: unreadFor(scene, name),
  }
  const exists = existence(
    certain.length > 0 || (!sided && solid.length > 0),
    denied,
    here,
    shared.unread.length > 0,
  )
  if (dated.length === 0) return { exists, ...shared }
  const starts = dated.map((fact) => fact.start)
  const earliest = starts.reduce((a, b) => ({
    first: Math.min(a.first, b.first),
    last: Math.min(a.last, b.last),
  }))
  const latest = starts.reduce((a, b) => ({
    first: Math.max(a.first, b.first),
    last: Math.max(a.last, b.last),
  }))
  return { exists, earliest, latest, ...shared }
}

function existence(
  certain: boolean,
  denied: boolean,
  here: readonly { readonly side: Truth; readonly carry: Truth }[],
  incomplete: boolean,
): Truth {
  if (certain) return denied ? 'conflict' : true
  if (denied) return false
  const reasons = here
    .filter(({ side, carry }) => side !== false && carry !== false)
    .flatMap(({ side, carry }) => [side, carry].filter((truth) => typeof truth === 'string'))
  return weightiest(incomplete ? [...reasons, 'incomplete'] : reasons)
}

/** True for a fact with a clinical date. */
export const isDated = (fact: Fact): fact is Fact & { readonly start: DayRange; readonly end: DayRange } =>
  fact.start !== undefined && fact.end !== undefined && !fact.weakDate

/** Whether a fact certainly ended before the anchor. */
export function before(fact: Fact, anchor: Anchor): Check {
  if (fact.order) return fact.order === 'before-recurrence' ? [true] : [false, 'not-before-recurrence']
  return order(
    fact,
    anchor,
    () => {
      const { earliest } = anchor
      if (!isDated(fact) || !earliest) return 'ambiguous'
      return isBefore(fact.end, earliest)
    },
    'not-before-recurrence',
  )
}

/** Whether a fact certainly began on or after the anchor, or at most so many days before it. */
export function since(fact: Fact, anchor: Anchor, graceDays = 0): Check {
  if (fact.order) return fact.order === 'since-recurrence' ? [true] : [false, 'before-recurrence']
  return order(
    fact,
    anchor,
    () => {
      const { latest } = anchor
      if (!isDated(fact) || !latest) return 'ambiguous'
      return isOnOrAfter(fact.start, shift(latest, -graceDays))
    },
    graceDays > 0 ? 'too-early' : 'before-recurrence',
  )
}

function order(fact: Fact, anchor: Anchor, compare: () => Truth, otherwise: Why): Check {
  if (!isDated(fact)) return ['ambiguous', fact.weakDate ? 'date-only-recorded' : 'no-date']
  // An order claims that no other such event lies elsewhere, so it needs all of them.
  if (anchor.unread.length > 0) return ['incomplete', 'order-unknown']
  if (!anchor.earliest) return [anchor.facts.length === 0 ? 'missing' : 'ambiguous', 'order-unknown']
  const truth = compare()
  return truth === true ? [true] : truth === false ? [false, otherwise] : [truth, 'order-unknown']
}

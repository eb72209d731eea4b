import { type Day, type DayRange, type Duration, earlierBy, isBefore, isOnOrAfter } from '../calendar.ts'
import type { FactDefinition } from '../facts/catalog.ts'
import type { Fact, Unused } from '../facts/fact.ts'
import type { LedgerEntry, ResourceType } from '../record/ledger.ts'
import { type Truth, weightiest } from '../truth.ts'
import type { Why } from './finding.ts'

/** The side under discussion. Undefined: no side is known, and whatever depends on one stays unknown. */
export type CourseSide = 'left' | 'right' | undefined

/** What a rule sees: facts, the side under discussion, the day, and how far the record was read. */
export interface Scene {
  readonly facts: readonly Fact[]
  readonly side: CourseSide
  /** Why no side is known: nothing has one, or what has one does not say which. */
  readonly whyNoSide: 'missing' | 'ambiguous'
  readonly today: Day
  readonly definitions: ReadonlyMap<string, FactDefinition>
  readonly ledger: readonly LedgerEntry[]
  /** What was seen where a fact could have been, and not used. */
  readonly unused: readonly Unused[]
  /** True where the facts are a clinician's answers and nothing else: what they do not speak of is not denied. */
  readonly answersOnly?: true
}

/** True for an entry that nobody understood: it may be anything that could stand in its place. */
export const isStrange = ({ why }: Unused): boolean =>
  ['not-understood', 'text-only', 'damaged-code', 'unknown-modifier'].includes(why)

/** The facts of one name. Looked up, not searched: every criterion of every trial asks for some. */
export function factsNamed({ facts }: Scene, name: string): readonly Fact[] {
  let byName = BY_NAME.get(facts)
  if (!byName) {
    byName = grouped(facts)
    BY_NAME.set(facts, byName)
  }
  return byName.get(name) ?? []
}

function grouped(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const byName = new Map<string, Fact[]>()
  for (const fact of facts) {
    const alike = byName.get(fact.name)
    if (alike) alike.push(fact)
    else byName.set(fact.name, [fact])
  }
  return byName
}

/** A scene with more facts. Its own are not looked through again. */
export function withFacts(scene: Scene, more: readonly Fact[]): Scene {
  const facts = [...scene.facts, ...more]
  const byName = new Map(BY_NAME.get(scene.facts) ?? grouped(scene.facts))
  for (const fact of more) byName.set(fact.name, [...(byName.get(fact.name) ?? []), fact])
  BY_NAME.set(facts, byName)
  return { ...scene, facts }
}

/** Facts by name, kept as long as the list of facts is. */
const BY_NAME = new WeakMap<readonly Fact[], ReadonlyMap<string, readonly Fact[]>>()

/**
 * The reads behind a fact that did not finish, or have not begun, those of the facts it follows from included. A
 * fact that only a clinician states has none. Sources that can never decide do not count.
 */
export function unreadFor(scene: Scene, name: string): LedgerEntry[] {
  return typesBehind(scene, name).flatMap((resource): LedgerEntry[] => {
    const entries = scene.ledger.filter((entry) => entry.resource === resource)
    if (entries.length === 0) return [{ query: resource, resource, state: 'partial', pages: 0, entries: 0 }]
    return entries.filter(({ state }) => state !== 'complete')
  })
}

function typesBehind(scene: Scene, name: string): readonly ResourceType[] {
  const { definitions } = scene
  const second = definitions.get(name)?.secondCancer
  if (!second) return typesOf(definitions, name)
  // A second cancer takes two cancers; with one on record the rest of the record cannot make it a recurrence.
  const follows = factsNamed(scene, second.of).length > 1 ? [second.of, second.after] : [second.of]
  return [...new Set([name, ...follows].flatMap((one) => typesOf(definitions, one)))]
}

/** The types from which a fact is read, where what is read can decide. */
function typesOf(definitions: Scene['definitions'], name: string): readonly ResourceType[] {
  const known = TYPES.get(definitions) ?? new Map<string, readonly ResourceType[]>()
  TYPES.set(definitions, known)
  const types = known.get(name) ?? [
    ...new Set(
      definitions
        .get(name)
        ?.from.flatMap(({ strength, resource }) => (strength === undefined ? [resource] : [])),
    ),
  ]
  known.set(name, types)
  return types
}

/** Types by fact, kept as long as the definitions are. */
const TYPES = new WeakMap<Scene['definitions'], Map<string, readonly ResourceType[]>>()

/** A truth about one fact, and what to say of the fact when it is not true. */
export type Check = readonly [truth: Truth, why?: Why]

/** Whether a fact is about the side under discussion. */
export function onSide(scene: Scene, fact: Fact): Check {
  if (fact.side === 'asked') return [true]
  if (fact.side === 'conflict') return ['conflict', 'side-conflict']
  if (scene.side === undefined) return [scene.whyNoSide, 'side-unknown']
  if (fact.side === 'unknown') return ['ambiguous', 'side-unknown']
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
  /** The fact that it is. */
  readonly name: string
  /** Whether there is such an event, on the side under discussion when `sided`. */
  readonly exists: Truth
  readonly earliest?: DayRange
  readonly latest?: DayRange
  /** A later one that may be another: of a weak date or status. */
  readonly perhapsLater?: DayRange
  /** The events that date it or leave it open. */
  readonly facts: readonly Fact[]
  readonly unread: readonly LedgerEntry[]
}

/** So many days apart a doubtful entry may still be of the same event. */
const SAME_EVENT_DAYS = 60

/**
 * The anchor of "before" and "since", such as the recurrence. Several events leave a span, and an order holds only
 * when it holds for all of them. Events whose side is unclear widen the span but do not make one; one of a weak
 * date or status that lies later leaves "since" open. A rule that is not sided looks at every side.
 */
export function anchorOf(scene: Scene, name: string, sided: boolean): Anchor {
  const facts = factsNamed(scene, name)
  const stated = facts.filter((fact) => !fact.none)
  const here = stated.map((fact) => ({ fact, side: onSide(scene, fact)[0], carry: carries(fact)[0] }))
  const solid = here.filter(({ carry }) => carry === true)
  const certain = solid.filter(({ side }) => side === true)
  const counted = sided ? solid.filter(({ side }) => side !== false) : solid
  const starts = counted
    .map(({ fact }) => fact)
    .filter(isDated)
    .map(({ start }) => start)
  const denied = facts.some((fact) => fact.none && !fact.doubtful && onSide(scene, fact)[0] === true)
  const shared = {
    name,
    facts: (certain.length > 0 ? certain : here.filter(({ side }) => side !== false)).map(({ fact }) => fact),
    unread: unreadFor(scene, name),
  }
  const found = certain.length > 0 || (!sided && solid.length > 0)
  const exists = existence(found, denied, here, shared.unread.length > 0)
  if (starts.length === 0) return { exists, ...shared }
  const earliest = starts.reduce((a, b) => ({
    first: Math.min(a.first, b.first),
    last: Math.min(a.last, b.last),
  }))
  const latest = starts.reduce((a, b) => ({
    first: Math.max(a.first, b.first),
    last: Math.max(a.last, b.last),
  }))
  const later = here
    .filter(({ fact, side, carry }) => !(sided && side === false) && isDoubtfullyDated(fact, carry))
    .flatMap(({ fact }) => fact.start ?? [])
    .filter(({ last }) => last > latest.last + SAME_EVENT_DAYS)
  const [perhapsLater] = later.sort((a, b) => b.last - a.last)
  return { exists, earliest, latest, ...(perhapsLater ? { perhapsLater } : {}), ...shared }
}

/** Dated by its writing alone, or of a weak status; not one whose code leaves open what it is. */
const isDoubtfullyDated = (fact: Fact, carry: Truth): boolean =>
  fact.doubt !== 'ambiguous-code' && ((carry === true && fact.weakDate) || carry === 'ambiguous')

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

/** Whether a fact certainly ended before the anchor: before the first of several, and false only after the last. */
export function before(fact: Fact, anchor: Anchor): Check {
  const otherwise = anchor.name === 'recurrence' ? 'not-before-recurrence' : 'not-before-it'
  if (fact.before === anchor.name) return [true]
  if (fact.since === anchor.name) return [false, otherwise]
  return order(fact, anchor, otherwise, ({ end }, earliest, latest) => {
    if (isBefore(end, earliest) === true) return true
    return isBefore(end, latest) === false ? false : 'ambiguous'
  })
}

/** Whether a fact certainly began on or after the anchor, or at most so long before it. */
export function since(fact: Fact, anchor: Anchor, grace?: Duration): Check {
  const early = anchor.name === 'recurrence' ? 'before-recurrence' : 'before-it'
  if (fact.since === anchor.name) return [true]
  if (fact.before === anchor.name) return [false, early]
  return order(fact, anchor, grace ? 'too-early' : early, ({ start }, earliest, latest) => {
    const from = (days: DayRange) => isOnOrAfter(start, grace ? moved(days, grace) : days)
    if (from(latest) === true)
      return anchor.perhapsLater && from(anchor.perhapsLater) !== true ? 'ambiguous' : true
    return from(earliest) === false ? false : 'ambiguous'
  })
}

const moved = ({ first, last }: DayRange, back: Duration): DayRange => ({
  first: earlierBy(first, back),
  last: earlierBy(last, back),
})

type DatedFact = Fact & { readonly start: DayRange; readonly end: DayRange }

function order(
  fact: Fact,
  anchor: Anchor,
  otherwise: Why,
  compare: (fact: DatedFact, earliest: DayRange, latest: DayRange) => Truth,
): Check {
  if (!isDated(fact)) return ['ambiguous', fact.weakDate ? 'date-only-recorded' : 'no-date']
  // An order claims that no other such event lies elsewhere, so it needs all of them.
  if (anchor.unread.length > 0) return ['incomplete', 'order-unknown']
  if (!anchor.earliest || !anchor.latest)
    return [anchor.facts.length === 0 ? 'missing' : 'ambiguous', 'order-unknown']
  const truth = compare(fact, anchor.earliest, anchor.latest)
  return truth === true ? [true] : truth === false ? [false, otherwise] : [truth, 'order-unknown']
}

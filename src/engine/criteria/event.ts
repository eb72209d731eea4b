import { type Duration, earlierBy } from '../calendar.ts'
import type { Fact } from '../facts/fact.ts'
import type { LedgerEntry } from '../record/ledger.ts'
import { allOf, anyOf, not, type Truth } from '../truth.ts'
import type { Written } from './fields.ts'
import { type Outcome, outcome, type Seen, type Why } from './finding.ts'
import {
  anchorOf,
  before,
  type Check,
  carries,
  factsNamed,
  isDated,
  isStrange,
  onSide,
  type Scene,
  since,
  unreadFor,
} from './scene.ts'

const fields = {
  fact: ['fact', 'What happened, by the name of a fact'],
  kinds: ['kinds?', 'Kinds of it that count; without them any does'],
  sites: ['sites?', 'Body sites where it counts'],
  openSites: [
    'sites?',
    "Sites that the trial's text leaves open: there it neither counts nor speaks against",
  ],
  sided: ['flag?', 'true: it must be on the side under discussion'],
  before: ['fact?', 'It must have ended before this other fact'],
  atMostBefore: ['duration?', 'With `before`: it must have ended at most so long before that'],
  since: ['fact?', 'It must have begun on or after this other fact'],
  grace: ['duration?', 'With `since`: it may have begun so long before that'],
  within: [
    'duration?',
    'It must have gone on, or happened, within so long before the day of evaluation: `7 days`',
  ],
  except: [
    'exceptions?',
    'What does not count although it is of this fact: an exception within an exclusion',
  ],
  absenceCounts: [
    'flag?',
    'true: a record read to the end without it means that it did not happen. Rarely true of a chart',
  ],
} as const

/** The fields of an exception: all that are given must hold. */
export const exceptionFields = {
  kinds: ['kinds?', 'Kinds that are excepted'],
  sites: ['sites?', 'Body sites where it is excepted'],
  longerAgoThan: ['duration?', 'Excepted when it ended longer ago than this'],
} as const

/** An event of the patient's history, narrowed down. */
export interface EventRule extends Written<typeof fields> {}

/** An event that does not count. */
export interface ExceptionRule extends Written<typeof exceptionFields> {}

/** What one fact says of an event rule. */
export interface Candidate {
  readonly fact: Fact
  readonly truth: Truth
  /** What is said of it when it does not count. */
  readonly why?: Why
}

/** Every fact that could be the event, with how far it is. */
export function candidatesFor(rule: EventRule, scene: Scene): Candidate[] {
  const beforeAnchor = rule.before ? anchorOf(scene, rule.before, rule.sided === true) : undefined
  const sinceAnchor = rule.since ? anchorOf(scene, rule.since, rule.sided === true) : undefined
  return factsNamed(scene, rule.fact)
    .filter((fact) => !fact.none)
    .map((fact) => {
      const checks: Check[] = [
        ofKind(fact, rule.kinds),
        carries(fact),
        rule.sided ? onSide(scene, fact) : [true],
        atSite(fact, rule),
        beforeAnchor ? before(fact, beforeAnchor) : [true],
        sinceAnchor ? since(fact, sinceAnchor, rule.grace) : [true],
        soonBefore(fact, rule, beforeAnchor),
        rule.within ? within(fact, rule.within, scene) : [true],
        excepted(fact, rule.except, scene),
      ]
      const truth = allOf(checks.map(([part]) => part))
      const why = (checks.find(([part]) => part === false) ?? checks.find(([part]) => part !== true))?.[1]
      return { fact, truth, ...(why ? { why } : {}) }
    })
}

/** A code that does not tell the kind could be any of them. */
function ofKind(fact: Fact, kinds: readonly string[] | undefined): Check {
  if (!kinds || kinds.includes(fact.kind)) return [true]
  return fact.doubt === 'ambiguous-code' ? ['ambiguous', 'ambiguous-code'] : [false, 'other-kind']
}

function atSite(fact: Fact, { sites, openSites = [] }: Pick<EventRule, 'sites' | 'openSites'>): Check {
  if (!sites) return [true]
  const at = fact.sites ?? []
  if (at.length === 0) return ['ambiguous', 'site-unknown']
  if (at.some((site) => sites.includes(site))) return [true]
  return at.some((site) => openSites.includes(site)) ? ['ambiguous', 'site-left-open'] : [false, 'other-site']
}

/** Ended at most so long before the anchor: certain only when even the longest distance is short enough. */
function soonBefore(fact: Fact, rule: EventRule, anchor: ReturnType<typeof anchorOf> | undefined): Check {
  if (!rule.atMostBefore || !anchor) return [true]
  if (!isDated(fact) || !anchor.earliest || !anchor.latest)
    return [anchor.facts.length === 0 ? 'missing' : 'ambiguous', 'order-unknown']
  if (fact.end.first >= earlierBy(anchor.latest.last, rule.atMostBefore)) return [true]
  return fact.end.last < earlierBy(anchor.earliest.first, rule.atMostBefore)
    ? [false, 'too-long-ago']
    : ['ambiguous', 'order-unknown']
}

/** Some of it lies within so long before today. A thing without an end may or may not still go on. */
function within(fact: Fact, window: Duration, scene: Scene): Check {
  if (fact.source.kind === 'answer') return [true]
  if (!isDated(fact)) return ['ambiguous', fact.weakDate ? 'date-only-recorded' : 'no-date']
  const from = earlierBy(scene.today, window)
  if (fact.end.last < from) return [false, 'too-long-ago']
  return fact.end.first >= from || fact.start.first >= from ? [true] : ['ambiguous', 'end-unknown']
}

/** False for a fact that an exception takes out; open while that is not certain. */
function excepted(fact: Fact, exceptions: readonly ExceptionRule[] | undefined, scene: Scene): Check {
  if (!exceptions) return [true]
  const applies = anyOf(
    exceptions.map(({ kinds, sites, longerAgoThan }) => {
      const parts: Truth[] = [ofKind(fact, kinds)[0], atSite(fact, { ...(sites ? { sites } : {}) })[0]]
      if (longerAgoThan) {
        const recent = within(fact, longerAgoThan, scene)[0]
        parts.push(fact.source.kind === 'answer' ? 'ambiguous' : not(recent))
      }
      return allOf(parts)
    }),
  )
  if (applies === false) return [true]
  return applies === true ? [false, 'excepted'] : [applies, 'end-unknown']
}

/**
 * An event is in the record, as narrowed down. Finding none proves nothing: it is unknown, unless a clinician
 * says that there was none, or the trial says that its absence counts and the record was read to the end.
 */
export function evaluateEvent(rule: EventRule, scene: Scene): Outcome {
  const candidates = candidatesFor(rule, scene)
  const unread = unreadFor(scene, rule.fact)
  const matching = candidates.filter(({ truth }) => truth === true).map(({ fact }) => fact)
  const open = candidates.filter(({ truth }) => typeof truth === 'string')
  const denials = factsNamed(scene, rule.fact).filter((fact) => fact.none && denies(fact, rule, scene))
  const seen = seenIn(candidates)
  // An answer that there is none, beside a fact that there is or may be one: both are shown, neither wins.
  const contested = [
    ...matching,
    ...open.filter(({ fact }) => fact.source.kind === 'chart').map(({ fact }) => fact),
  ]
  if (denials.length > 0 && contested.length > 0)
    return outcome('conflict', { used: [...contested, ...denials], seen })
  if (matching.length > 0) return outcome(true, { used: matching, seen, unread })
  if (denials.some(({ doubtful }) => !doubtful)) return outcome(false, { used: denials, seen })
  const strange = scene.unused.some((one) => one.fact === rule.fact && isStrange(one))
  const silent = scene.answersOnly === true && factsNamed(scene, rule.fact).length === 0
  const truth = absence(rule.absenceCounts === true && !silent, open, unread, strange)
  return outcome(truth, {
    used: [...open.map(({ fact }) => fact), ...denials],
    seen,
    missing: truth === 'missing' ? [rule.fact] : [],
  })
}

/** What it means that no fact certainly is the event; `counts` where its absence may decide. */
function absence(
  counts: boolean,
  open: readonly Candidate[],
  unread: readonly LedgerEntry[],
  strange: boolean,
): Truth {
  const gap: Truth[] = unread.length > 0 ? ['incomplete'] : []
  if (open.length === 0 && gap.length === 0) {
    // An entry that nobody understood may be the event.
    if (strange) return 'ambiguous'
    return counts ? false : 'missing'
  }
  return anyOf([...open.map(({ truth }) => truth), ...gap])
}

function denies(fact: Fact, rule: EventRule, scene: Scene): boolean {
  const ofThisKind = fact.kind === fact.name || !rule.kinds || rule.kinds.includes(fact.kind)
  return ofThisKind && (!rule.sided || onSide(scene, fact)[0] === true)
}

/** The facts that certainly do not count, and why. */
export const seenIn = (candidates: readonly Candidate[]): Seen[] =>
  candidates.flatMap(({ fact, truth, why }) => (truth === false && why ? [{ fact, why }] : []))

/** Something happened. */
export const event = { fields, evaluate: evaluateEvent } as const

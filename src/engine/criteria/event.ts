import type { Fact } from '../facts/fact.ts'
import type { LedgerEntry } from '../record/ledger.ts'
import { allOf, anyOf, type Truth } from '../truth.ts'
import { type Outcome, outcome, type Seen, type Why } from './finding.ts'
import type { EventRule } from './rule.ts'
import {
  anchorOf,
  before,
  type Check,
  carries,
  factsNamed,
  isStrange,
  onSide,
  type Scene,
  since,
  unreadFor,
} from './scene.ts'

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
        sinceAnchor ? since(fact, sinceAnchor, rule.graceDays) : [true],
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

function atSite(fact: Fact, { sites, openSites = [] }: EventRule): Check {
  if (!sites) return [true]
  const at = fact.sites ?? []
  if (at.length === 0) return ['ambiguous', 'site-unknown']
  if (at.some((site) => sites.includes(site))) return [true]
  return at.some((site) => openSites.includes(site)) ? ['ambiguous', 'site-left-open'] : [false, 'other-site']
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
  const truth = absence(rule, open, unread, strange)
  return outcome(truth, {
    used: [...open.map(({ fact }) => fact), ...denials],
    seen,
    missing: truth === 'missing' ? [rule.fact] : [],
  })
}

/** What it means that no fact certainly is the event. */
function absence(
  rule: EventRule,
  open: readonly Candidate[],
  unread: readonly LedgerEntry[],
  strange: boolean,
): Truth {
  const gap: Truth[] = unread.length > 0 ? ['incomplete'] : []
  if (open.length === 0 && gap.length === 0) {
    // An entry that nobody understood may be the event.
    if (strange) return 'ambiguous'
    return rule.absenceCounts ? false : 'missing'
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

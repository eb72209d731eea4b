import { isBefore } from '../calendar.ts'
import type { Fact } from '../facts/fact.ts'
import { weightiest } from '../truth.ts'
import { candidatesFor, type EventRule, seenIn } from './event.ts'
import type { Written } from './fields.ts'
import { type Outcome, outcome } from './finding.ts'
import { isDated, type Scene, unreadFor } from './scene.ts'

const fields = {
  fact: ['fact', 'What is documented'],
  met: ['kinds', 'Kinds that mean yes'],
  notMet: ['kinds', 'Kinds that mean no'],
  open: ['kinds?', "Kinds that the trial's text leaves open"],
  openAfter: ['facts?', 'Facts beside which even `met` is open, since it may be their consequence'],
  sided: ['flag?', 'true: it must be on the side under discussion'],
  since: ['fact?', 'Only what is of this other fact or later counts, either way'],
  grace: ['duration?', 'With `since`: it may be of so long before that'],
  within: ['duration?', 'Only what is of so long before the day of evaluation counts, either way'],
} as const

/**
 * Something is documented, or its opposite is. Both together contradict each other; neither proves nothing. The
 * opposite counts only when the record was read to the end, since the thing itself may be in the rest.
 */
function evaluate(rule: Written<typeof fields>, scene: Scene): Outcome {
  const { fact, openAfter = [], open: leftOpen = [], sided, since, grace, within } = rule
  const narrowed: EventRule = {
    fact,
    ...(sided ? { sided } : {}),
    ...(since ? { since } : {}),
    ...(grace ? { grace } : {}),
    ...(within ? { within } : {}),
  }
  const candidates = candidatesFor(narrowed, scene)
  const of = (kinds: readonly string[]) =>
    candidates
      .filter(({ fact, truth }) => truth === true && kinds.includes(fact.kind))
      .map(({ fact }) => fact)
  const met = of(rule.met)
  const notMet = of(rule.notMet)
  const open = candidates
    .filter(
      ({ fact, truth }) => typeof truth === 'string' || (truth === true && leftOpen.includes(fact.kind)),
    )
    .map(({ fact }) => fact)
  const unread = unreadFor(scene, rule.fact)
  const seen = seenIn(candidates)
  if (met.length > 0 && notMet.length > 0) return outcome('conflict', { used: [...met, ...notMet], seen })
  const cause = openAfter
    .flatMap((name) => candidatesFor({ fact: name }, scene))
    .filter(({ fact, truth }) => truth === true && met.some((one) => mayFollow(one, fact)))
    .map(({ fact }) => fact)
  const stated = met.some(({ source }) => source.kind === 'answer')
  if (met.length > 0 && cause.length > 0 && !stated)
    return outcome('ambiguous', { used: [...met, ...cause], seen })
  if (met.length > 0) return outcome(true, { used: met, seen, unread })
  // A person who names the opposite settles what is merely open.
  const settled = notMet.some(({ source }) => source.kind === 'answer')
  const telling = (settled ? [] : open).filter(
    (fact) =>
      !notMet.includes(fact) &&
      // A result that nobody can read may be the thing itself.
      (leftOpen.includes(fact.kind) || rule.met.includes(fact.kind) || fact.doubt === 'value-unreadable'),
  )
  if (telling.length > 0)
    return outcome(weightiest(unread.length > 0 ? ['incomplete'] : ['ambiguous']), {
      used: [...telling, ...notMet],
      seen,
    })
  if (notMet.length > 0) return outcome(unread.length > 0 ? 'incomplete' : false, { used: notMet, seen })
  if (unread.length > 0) return outcome('incomplete', { used: open, seen })
  if (open.length > 0) return outcome('ambiguous', { used: open, seen })
  return outcome('missing', { seen, missing: [rule.fact] })
}

/** Whether a thing may be the consequence of an event: not on the other side, and not certainly there before it. */
function mayFollow(thing: Fact, event: Fact): boolean {
  const sides = [thing.side, event.side]
  if (sides.includes('left') && sides.includes('right')) return false
  return !(isDated(thing) && isDated(event) && isBefore(thing.start, event.start) === true)
}

/** One thing documented, against its opposite. */
export const documented = { fields, evaluate } as const

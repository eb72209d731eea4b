import { type DayRange, earlierBy, isBefore } from '../calendar.ts'
import type { Fact } from '../facts/fact.ts'
import { allOf, type Truth, weightiest } from '../truth.ts'
import { candidatesFor } from './event.ts'
import type { Limit, Written } from './fields.ts'
import { type Outcome, outcome, type Seen } from './finding.ts'
import { factsNamed, isDated, type Scene, unreadFor } from './scene.ts'

const fields = {
  fact: ['fact', 'The fact whose latest value counts'],
  atMost: ['limit?', 'The most it may be: `2`, `3 cm`, `1.5 ULN`'],
  lessThan: ['limit?', 'It must be below this'],
  atLeast: ['limit?', 'The least it may be'],
  moreThan: ['limit?', 'It must be above this'],
  within: ['window', 'How old the value may be: `90 days`, `6 months`, or `any time`'],
  notBefore: ['event?', 'A value from before this event no longer tells'],
} as const

type LatestRule = Written<typeof fields>

type Limits = Pick<LatestRule, 'atMost' | 'lessThan' | 'atLeast' | 'moreThan'>

type Reading = { readonly fact: Fact; readonly days: DayRange; readonly truth: Truth }

/**
 * The latest value lies within its limits, and is not out of date. Values that may be of the same day must agree; a
 * newer result that cannot be read leaves the latest value unknown. "Latest" needs every result to be read.
 */
function evaluate(rule: LatestRule, scene: Scene): Outcome {
  const all = factsNamed(scene, rule.fact)
  // An answer of today settles what the chart leaves undated or unreadable; only a known value can differ from it.
  const answered = all.some(({ source }) => source.kind === 'answer')
  const facts = answered
    ? all.filter(
        (fact) =>
          (isDated(fact) && fact.strength === 'confirmed' && fact.low !== undefined) ||
          fact.source.kind === 'answer',
      )
    : all
  const passedOver = facts.filter(({ doubt }) => doubt === 'no-value' || doubt === 'in-the-future')
  const dated = facts
    .filter((fact) => !passedOver.includes(fact))
    .flatMap((fact) => readingOf(fact, rule, scene))
  const undated = facts.filter(
    (fact) => !passedOver.includes(fact) && !dated.some((one) => one.fact === fact),
  )
  const seen: Seen[] = passedOver.flatMap((fact) => (fact.doubt ? [{ fact, why: fact.doubt }] : []))
  const unread = unreadFor(scene, rule.fact)
  if (dated.length === 0) {
    const truth = unread.length > 0 ? 'incomplete' : undated.length > 0 ? 'ambiguous' : 'missing'
    return outcome(truth, { used: undated, seen, missing: truth === 'missing' ? [rule.fact] : [] })
  }

  const unlimited = dated.filter(({ fact }) => lacksUpperLimit(fact, rule)).map(({ fact }) => fact)
  seen.push(...unlimited.map((fact): Seen => ({ fact, why: 'no-upper-limit' })))

  const newest = Math.max(...dated.map(({ days }) => days.first))
  const latest = dated.filter(({ days }) => days.last >= newest)
  const older = dated.filter((one) => !latest.includes(one))
  const used = latest.map(({ fact }) => fact).filter((fact) => !unlimited.includes(fact))
  const parts = { used, seen: [...seen, ...older.map(({ fact }): Seen => ({ fact, why: 'superseded' }))] }
  if (unread.length > 0) return outcome('incomplete', parts)
  const old = outOfDate(latest, rule, scene)
  const known = latest.filter(({ truth }) => !answered || typeof truth === 'boolean')
  const truths = new Set(known.map(({ truth }) => truth))
  if (truths.has(true) && truths.has(false)) return outcome('conflict', parts)
  const reasons = [...truths].filter((truth) => typeof truth === 'string')
  if (old) reasons.push(old)
  const [truth = 'missing'] = truths
  const differs = undated.filter((fact) => fact.strength === 'confirmed' && compare(fact, rule) !== truth)
  if (differs.length > 0)
    return outcome(weightiest([...reasons, 'ambiguous']), { ...parts, used: [...used, ...differs] })
  return outcome(reasons.length > 0 ? weightiest(reasons) : truth, parts)
}

/** A value with the days that it may be of. An answer is of the day of evaluation. */
function readingOf(fact: Fact, rule: LatestRule, scene: Scene): Reading[] {
  if (fact.source.kind === 'answer') {
    const today = { first: scene.today, last: scene.today }
    return [{ fact, days: today, truth: compare(fact, rule) }]
  }
  if (!isDated(fact)) return []
  return [
    {
      fact,
      days: fact.start,
      truth: fact.strength === 'confirmed' ? compare(fact, rule) : 'ambiguous',
    },
  ]
}

/** True where a multiple of a limit is asked for that the result does not give. */
const lacksUpperLimit = (fact: Fact, rule: Limits): boolean =>
  fact.low !== undefined &&
  fact.upperLimit === undefined &&
  [rule.atMost, rule.lessThan, rule.atLeast, rule.moreThan].some((limit) => limit?.ofUpperLimit)

/** Where a value lies against its limits; an interval that holds a limit is open. */
export function compare(fact: Fact, rule: Limits): Truth {
  const { low, high } = fact
  if (low === undefined || high === undefined) return 'ambiguous'
  const at = (limit: Limit | undefined, check: (limit: number) => Truth): Truth => {
    if (!limit) return true
    if (!limit.ofUpperLimit) return check(limit.value)
    return fact.upperLimit === undefined ? 'ambiguous' : check(limit.value * fact.upperLimit)
  }
  const decide = (yes: boolean, no: boolean): Truth => (yes ? true : no ? false : 'ambiguous')
  return allOf([
    at(rule.atMost, (limit) => decide(high <= limit, low > limit)),
    at(rule.lessThan, (limit) => decide(high < limit, low >= limit)),
    at(rule.atLeast, (limit) => decide(low >= limit, high < limit)),
    at(rule.moreThan, (limit) => decide(low > limit, high <= limit)),
  ])
}

/** Older than the window, or perhaps from before an event after which it has to be asked again. */
function outOfDate(
  latest: readonly Reading[],
  rule: LatestRule,
  scene: Scene,
): 'stale' | 'incomplete' | undefined {
  const oldest = rule.within === 'any time' ? undefined : earlierBy(scene.today, rule.within)
  if (oldest !== undefined && latest.some(({ days }) => days.first < oldest)) return 'stale'
  const event = rule.notBefore
  if (!event) return undefined
  const fromChart = latest.filter(({ fact }) => fact.source.kind === 'chart')
  if (fromChart.length === 0) return undefined
  const later = candidatesFor(event, scene).filter(
    ({ fact, truth }) =>
      truth !== false &&
      truth !== 'missing' &&
      isDated(fact) &&
      fromChart.some(({ days }) => isBefore(days, fact.start) !== false),
  )
  if (later.some(({ truth }) => truth !== 'incomplete')) return 'stale'
  return later.length > 0 || unreadFor(scene, event.fact).length > 0 ? 'incomplete' : undefined
}

/** The latest value, in a window. */
export const latest = { fields, evaluate } as const

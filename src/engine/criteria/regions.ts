import { isBefore } from '../calendar.ts'
import type { Fact } from '../facts/fact.ts'
import { type Truth, weightiest } from '../truth.ts'
import type { Written } from './fields.ts'
import { type Outcome, outcome, type Seen } from './finding.ts'
import { anchorOf, carries, factsNamed, isDated, isStrange, type Scene, since, unreadFor } from './scene.ts'

const fields = {
  of: ['fact', 'What may be there, such as a metastasis'],
  outside: ['kinds', 'Classes of it that lie outside the permission'],
  atMost: ['count', 'How many are permitted'],
  stage: [
    {
      fact: ['fact', 'The observation that says whether there is any at all'],
      none: ['kind', 'Its value for none'],
      some: ['kind', 'Its value for some'],
      since: ['fact', 'It must be from on or after this'],
    },
    'What says whether there is any',
  ],
  extent: ['fact', 'What a clinician says of the extent'],
  count: ['fact', 'What a clinician says of the number'],
} as const

interface RegionsRule extends Written<typeof fields> {}

/**
 * None at all, or only in the permitted regions and at most so many. Rows of a problem list are not a count, and
 * a stage that says "some" does not say where: both are open until a person says more.
 */
function evaluate(rule: RegionsRule, scene: Scene): Outcome {
  const all = factsNamed(scene, rule.of).map((fact) => ({ fact, carry: presence(fact) }))
  const seen: Seen[] = all.flatMap(({ fact, carry }) =>
    carry === false
      ? [{ fact, why: fact.active === false ? 'not-active' : (fact.doubt ?? 'status-unknown') }]
      : [],
  )
  const certain = all.filter(({ carry }) => carry === true).map(({ fact }) => fact)
  const open = all.filter(({ carry }) => typeof carry === 'string').map(({ fact }) => fact)
  const outside = certain.filter(({ kind }) => rule.outside.includes(kind))
  const perhapsOutside = open.filter(
    ({ kind, strength }) => rule.outside.includes(kind) && strength === 'confirmed',
  )
  const inside = certain.filter((fact) => !outside.includes(fact))

  const anchor = anchorOf(scene, rule.stage.since, false)
  const stages = factsNamed(scene, rule.stage.fact).filter((fact) => carries(fact)[0] !== false)
  const timed = stages.map((fact) => ({ fact, check: inTime(fact, anchor) }))
  const none = timed.filter(({ fact }) => fact.coded === rule.stage.none)
  const some = timed
    .filter(({ fact, check }) => fact.coded === rule.stage.some && check[0] !== false)
    .map(({ fact }) => fact)
  const stated = statedBy(rule, scene)
  const unread = [...unreadFor(scene, rule.of), ...unreadFor(scene, rule.stage.fact)]

  const noneNow = none.filter(({ check }) => check[0] === true).map(({ fact }) => fact)
  const noneOpen = none.filter(({ check }) => typeof check[0] === 'string')
  const earlier: Seen[] = none.flatMap(({ fact, check }) =>
    check[0] === false ? [{ fact, why: 'before-recurrence' as const }] : [],
  )
  const parts = (...used: readonly Fact[]) => ({ used, seen: [...seen, ...earlier] })
  const gap = unread.length > 0

  if (stated.beyond) {
    const contested = stated.none || (outside.length === 0 && noneNow.length > 0)
    return outcome(contested ? 'conflict' : false, parts(...stated.facts, ...outside, ...noneNow))
  }
  const contradicts = stated.none || stated.within
  if (outside.length > 0) {
    if (noneNow.length > 0 || contradicts)
      return outcome('conflict', parts(...outside, ...noneNow, ...stated.facts))
    return outcome(gap ? 'incomplete' : false, parts(...outside))
  }
  if (contradicts) {
    const contested = perhapsOutside.length > 0 || (stated.none && some.length > 0)
    return outcome(
      contested ? 'conflict' : true,
      parts(...stated.facts, ...inside, ...open, ...some, ...noneNow),
    )
  }
  // A later result that cannot be read, or an entry that nobody understood, may say otherwise.
  const unreadable = stages.filter(({ coded }) => coded === undefined)
  const newer = unreadable.filter((fact) => !noneNow.some((one) => isCertainlyLater(one, fact)))
  const strange = scene.unused.some((one) => one.fact === rule.of && isStrange(one))
  const reasons: Truth[] = []
  if (some.length > 0 && noneNow.length > 0) reasons.push('conflict')
  if (gap) reasons.push('incomplete')
  if (inside.length + open.length + some.length + newer.length > 0 || strange) reasons.push('ambiguous')
  reasons.push(...stated.reasons)
  if (noneNow.length > 0 && reasons.length === 0) return outcome(true, parts(...noneNow))
  if (noneNow.length === 0) reasons.push(...noneOpen.map(({ check }) => check[0]), 'missing')
  const known = reasons.filter((reason) => typeof reason === 'string')
  const used = [
    ...inside,
    ...open,
    ...some,
    ...newer,
    ...noneNow,
    ...noneOpen.map(({ fact }) => fact),
    ...stated.facts,
  ]
  return outcome(weightiest(known), {
    ...parts(...used),
    missing: used.length === 0 ? [rule.stage.fact] : [],
  })
}

const isCertainlyLater = (a: Fact, b: Fact): boolean =>
  isDated(a) && isDated(b) && isBefore(b.end, a.start) === true

/** A metastasis counts when it is confirmed, active and of this tumour. */
function presence(fact: Fact): Truth {
  const [carry] = carries(fact)
  if (carry !== true) return carry
  return fact.active === true ? true : 'ambiguous'
}

const inTime = (fact: Fact, anchor: ReturnType<typeof anchorOf>) => {
  const [carry] = carries(fact)
  return carry === true ? since(fact, anchor) : ([carry, undefined] as const)
}

/** What the clinician says of extent and number. */
function statedBy(rule: RegionsRule, scene: Scene) {
  const extent = factsNamed(scene, rule.extent)
  const counts = factsNamed(scene, rule.count)
  const has = (kind: string) => extent.some((fact) => fact.kind === kind)
  const count = counts.find(({ low }) => low !== undefined)
  const tooMany = count?.low !== undefined && count.low > rule.atMost
  const enough =
    count?.low !== undefined && count.high !== undefined && count.low >= 1 && count.high <= rule.atMost
  return {
    facts: [...extent, ...counts],
    none: has('none'),
    within: has('permitted-only') && enough,
    beyond: has('elsewhere') || tooMany,
    reasons: has('permitted-only') && !enough ? (['clinician'] as const) : [],
  }
}

/** Something allowed in certain regions only, up to a number. */
export const regions = { fields, evaluate } as const

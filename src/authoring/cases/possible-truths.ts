/**
 * What a rule can come to, by its kind: so that nobody is asked for a patient who cannot be. Never too little: what
 * is not in it cannot come out. Parts of a rule are taken as independent of each other, so it may hold a little more.
 */
import type { EventRule } from '../../engine/criteria/event.ts'
import type { Rule, RuleOf } from '../../engine/criteria/kinds.ts'
import { compare } from '../../engine/criteria/latest.ts'
import type { Fact } from '../../engine/facts/fact.ts'
import { allOf, anyOf, not, onceThen } from '../../engine/truth.ts'
import { type Coarse, combined, enough } from './coarse-truth.ts'
import {
  canBe,
  denials,
  hasSides,
  isMentioned,
  isOnChart,
  isOneOfKinds,
  questionsStating,
  type Speakers,
  statements,
} from './who-states.ts'

type Truths = ReadonlySet<Coarse>

/** Everything that a rule can come to, whoever may speak. */
export function possibleTruths(rule: Rule, speakers: Speakers): Truths {
  const part = (one: Rule) => possibleTruths(one, speakers)
  switch (rule.kind) {
    case 'age':
      return setOf([true, false, 'open'])
    case 'same-day':
      return setOf([true, 'open'])
    case 'permission':
      return setOf([true])
    case 'unavailable':
      return setOf(['open'])
    case 'latest':
      return ofLatest(rule, speakers)
    case 'event':
      return ofEvent(rule, speakers)
    case 'count':
      return ofCount(rule, speakers)
    case 'interval':
      return ofInterval(rule, speakers)
    case 'in-order':
      return ofOrder(rule, speakers)
    case 'documented': {
      const [met, notMet] = [rule.met, rule.notMet].map((kinds) => canBe(rule.fact, kinds, speakers))
      const both = met && notMet && !isOneOfKinds(rule.fact, speakers)
      return setOf(['open'], met && [true], notMet && [false], both && ['conflict'])
    }
    case 'regions':
      return setOf([true, false, 'open', 'conflict'])
    case 'question':
      return ofQuestion(rule.fact, rule.met, rule.notMet, speakers)
    case 'ask':
      return ofQuestion(rule.fact ?? '', ['yes'], ['no'], speakers)
    case 'all-of':
      return rule.of.map(part).reduce((a, b) => combined([a, b], allOf), setOf([true]))
    case 'any-of':
      return rule.of.map(part).reduce((a, b) => combined([a, b], anyOf), setOf([false]))
    case 'at-least':
      return enough(rule.count, rule.of.map(part))
    case 'not':
      return combined([part(rule.of)], ([one = 'missing']) => not(one))
    case 'once':
      return combined([part(rule.first), part(rule.next)], ([first = 'missing', next = 'missing']) =>
        onceThen(first, next),
      )
    case 'depends': {
      const open = [...part(rule.on)].filter((one) => typeof one === 'string')
      return setOf([...part(rule.ifMet), ...part(rule.ifNot)], open)
    }
  }
}

const setOf = (...some: readonly (readonly Coarse[] | false | undefined)[]): Truths =>
  new Set(some.flatMap((one) => one || []))

/** Two values of one day may lie on both sides of a limit. */
function ofLatest(rule: RuleOf<'latest'>, speakers: Speakers): Truths {
  const isLimited = [rule.atMost, rule.lessThan, rule.atLeast, rule.moreThan].some(Boolean)
  if (isOnChart(rule.fact, speakers)) return setOf([true, 'open'], isLimited && [false, 'conflict'])
  const values = statements(rule.fact, speakers).flatMap(({ value, question }) =>
    value === undefined ? [] : [{ question, truth: compare({ low: value, high: value } as Fact, rule) }],
  )
  const known = values.flatMap(({ truth }) => (typeof truth === 'boolean' ? [truth] : []))
  const differ = values.some((a) => values.some((b) => a.question !== b.question && a.truth !== b.truth))
  return setOf(['open'], known, differ && ['conflict'])
}

/** Absence decides only where the rule says so, or a person does. A side can contradict itself. */
function ofEvent(rule: EventRule, speakers: Speakers): Truths {
  const happened =
    isOnChart(rule.fact, speakers) ||
    (rule.kinds
      ? questionsStating(rule.fact, rule.kinds, speakers).length > 0
      : statements(rule.fact, speakers).length > 0)
  const denied = denials(rule.fact, speakers)
  const contested = denied.length > 0 && (happened || isMentioned(rule.fact, speakers))
  return setOf(
    ['open'],
    happened && [true],
    (rule.absenceCounts || denied.some(({ doubtful }) => !doubtful)) && [false],
    (contested || (rule.sided && hasSides(rule.fact, speakers))) && ['conflict'],
  )
}

/** As an event; a person may also state the number. */
function ofCount({ of, atLeast }: RuleOf<'count'>, speakers: Speakers): Truths {
  const numbers = statements(of.fact, speakers).flatMap(({ value }) => value ?? [])
  const tooFew = numbers.some((one) => one < atLeast)
  return setOf(
    [...ofEvent(of, speakers)],
    tooFew && [false],
    tooFew && isOnChart(of.fact, speakers) && ['conflict'],
  )
}

/** An answer has no date: only the chart can tell how much time lay between. */
function ofInterval(rule: RuleOf<'interval'>, speakers: Speakers): Truths {
  if (!isOnChart(rule.from.fact, speakers)) return setOf(['open'])
  const isLimited = [rule.atLeast, rule.moreThan, rule.atMost, rule.lessThan].some(Boolean)
  const denied = rule.to !== undefined && denials(rule.to, speakers).length > 0
  const sides = rule.from.sided && hasSides(rule.from.fact, speakers)
  return setOf(['open', true], isLimited && [false], (denied || sides) && ['conflict'])
}

function ofOrder(rule: RuleOf<'in-order'>, speakers: Speakers): Truths {
  const first = ofEvent({ ...rule.first, sided: true }, speakers)
  const second = ofEvent({ fact: rule.second }, speakers)
  const otherSide = rule.contralateral !== undefined && isOnChart(rule.second, speakers)
  return setOf(['open'], [...combined([first, second], allOf)], otherSide && [false])
}

/** The chart never answers it; two questions that state the same fact can be answered against each other. */
function ofQuestion(
  fact: string,
  met: readonly string[],
  notMet: readonly string[],
  speakers: Speakers,
): Truths {
  if (isMentioned(fact, speakers)) return setOf([true, false, 'open', 'conflict'])
  const yes = questionsStating(fact, met, speakers)
  const no = questionsStating(fact, notMet, speakers)
  const against = yes.some((a) => no.some((b) => a !== b))
  return setOf(['open'], yes.length > 0 && [true], no.length > 0 && [false], against && ['conflict'])
}

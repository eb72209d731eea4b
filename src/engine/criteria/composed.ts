import { allOf, anyOf, atLeast, isKnown, not, onceThen, type Truth, weightiest } from '../truth.ts'
import type { Written } from './fields.ts'
import { combined, type Outcome } from './finding.ts'
import type { Rule } from './kinds.ts'
import type { Scene } from './scene.ts'

/** Evaluates a part of a rule. */
type Evaluate = (rule: Rule, scene: Scene) => Outcome

/**
 * Parts first, then the whole. When the whole is decided, only the parts that decided it stand behind it; when
 * it is open, every part does.
 */
function several(whole: (truths: readonly Truth[]) => Truth, parts: readonly Outcome[]): Outcome {
  const truth = whole(parts.map((part) => part.truth))
  const deciding = isKnown(truth) ? parts.filter((part) => isKnown(part.truth)) : parts
  return combined(truth, deciding)
}

const parts = { of: ['rules', 'The parts'] } as const
type Parts = Written<typeof parts>

const evaluated = ({ of }: Parts, scene: Scene, evaluate: Evaluate): Outcome[] =>
  of.map((rule) => evaluate(rule, scene))

function evaluateAll(rule: Parts, scene: Scene, evaluate: Evaluate): Outcome {
  return several(allOf, evaluated(rule, scene, evaluate))
}

/** Every part is met. */
export const all = { fields: parts, evaluate: evaluateAll } as const

function evaluateAny(rule: Parts, scene: Scene, evaluate: Evaluate): Outcome {
  return several(anyOf, evaluated(rule, scene, evaluate))
}

/** At least one part is met. */
export const any = { fields: parts, evaluate: evaluateAny } as const

const counted = { count: ['count', 'How many of them'], ...parts } as const

function evaluateSome(rule: Written<typeof counted>, scene: Scene, evaluate: Evaluate): Outcome {
  return several((truths) => atLeast(rule.count, truths), evaluated(rule, scene, evaluate))
}

/** At least so many parts are met. */
export const some = { fields: counted, evaluate: evaluateSome } as const

const opposite = { of: ['rule', 'What must not be'] } as const

function evaluateNot(rule: Written<typeof opposite>, scene: Scene, evaluate: Evaluate): Outcome {
  return several(([truth = 'missing']) => not(truth), [evaluate(rule.of, scene)])
}

/** The opposite. */
export const no = { fields: opposite, evaluate: evaluateNot } as const

const steps = {
  first: ['rule', 'Without this the rest has no meaning'],
  next: ['rule', 'What is asked once the first is met'],
} as const

function evaluateOnce(rule: Written<typeof steps>, scene: Scene, evaluate: Evaluate): Outcome {
  return several(
    ([first = 'missing', next = 'missing']) => onceThen(first, next),
    [evaluate(rule.first, scene), evaluate(rule.next, scene)],
  )
}

/** Once the first is met, the next decides. */
export const once = { fields: steps, evaluate: evaluateOnce } as const

const branches = {
  on: ['rule', 'What it depends on'],
  ifMet: ['rule', 'What is asked when that is met'],
  ifNot: ['rule', 'What is asked when that is not met'],
} as const

function evaluateDepends(rule: Written<typeof branches>, scene: Scene, evaluate: Evaluate): Outcome {
  const on = evaluate(rule.on, scene)
  const met = evaluate(rule.ifMet, scene)
  const otherwise = evaluate(rule.ifNot, scene)
  if (isKnown(on.truth)) {
    const branch = on.truth ? met : otherwise
    return combined(branch.truth, [branch, on])
  }
  const agree = isKnown(met.truth) && met.truth === otherwise.truth
  const open = [on.truth, met.truth, otherwise.truth].filter((one) => !isKnown(one))
  return combined(agree ? met.truth : weightiest(open), [on, met, otherwise])
}

/** A limit that depends on something. While that is open, only what holds in either case is decided. */
export const depends = { fields: branches, evaluate: evaluateDepends } as const

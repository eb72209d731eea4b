import { assertNever } from '../result.ts'
import { allOf, anyOf, atLeast, not, onceThen, type Truth } from '../truth.ts'
import { evaluateAge } from './age.ts'
import { evaluateDocumented } from './documented.ts'
import { evaluateEvent } from './event.ts'
import { combined, type Outcome } from './finding.ts'
import { evaluateInOrder } from './in-order.ts'
import { evaluateLatest } from './latest.ts'
import { evaluatePermission } from './permission.ts'
import { evaluateQuestion } from './question.ts'
import { evaluateRegions } from './regions.ts'
import type { Rule } from './rule.ts'
import type { Scene } from './scene.ts'

/** Evaluates a rule on a scene. */
export function evaluate(rule: Rule, scene: Scene): Outcome {
  switch (rule.kind) {
    case 'age':
      return evaluateAge(rule, scene)
    case 'latest':
      return evaluateLatest(rule, scene)
    case 'event':
      return evaluateEvent(rule, scene)
    case 'in-order':
      return evaluateInOrder(rule, scene)
    case 'regions':
      return evaluateRegions(rule, scene)
    case 'documented':
      return evaluateDocumented(rule, scene)
    case 'permission':
      return evaluatePermission(rule, scene)
    case 'question':
      return evaluateQuestion(rule, scene)
    case 'all-of':
      return several(allOf, rule.of, scene)
    case 'any-of':
      return several(anyOf, rule.of, scene)
    case 'at-least':
      return several((truths) => atLeast(rule.count, truths), rule.of, scene)
    case 'not':
      return several(([truth]) => not(truth ?? 'missing'), [rule.of], scene)
    case 'once':
      return several(
        ([first, next]) => onceThen(first ?? 'missing', next ?? 'missing'),
        [rule.first, rule.next],
        scene,
      )
    default:
      return assertNever(rule)
  }
}

/**
 * Parts first, then the whole. When the whole is decided, only the parts that decided it stand behind it; when
 * it is open, every part does.
 */
function several(whole: (truths: readonly Truth[]) => Truth, rules: readonly Rule[], scene: Scene): Outcome {
  const parts = rules.map((rule) => evaluate(rule, scene))
  const truth = whole(parts.map((part) => part.truth))
  const deciding =
    typeof truth === 'boolean' ? parts.filter((part) => typeof part.truth === 'boolean') : parts
  return combined(truth, deciding)
}

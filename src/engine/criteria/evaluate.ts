import type { Outcome } from './finding.ts'
import { KINDS, type Rule } from './kinds.ts'
import type { Scene } from './scene.ts'

/** Evaluates a rule on a scene, by the kind that it is. */
export function evaluate(rule: Rule, scene: Scene): Outcome {
  // The table pairs each kind with its own rule; the compiler cannot follow that through an index.
  const run = KINDS[rule.kind].evaluate as (
    rule: Rule,
    scene: Scene,
    part: (rule: Rule, scene: Scene) => Outcome,
  ) => Outcome
  return run(rule, scene, evaluate)
}

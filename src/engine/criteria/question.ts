import { type Outcome, outcome } from './finding.ts'
import type { Rule } from './rule.ts'
import { factsNamed, type Scene } from './scene.ts'

/**
 * Only a person can answer. The chart's hints are shown beside the question and never answer it.
 */
export function evaluateQuestion(rule: Extract<Rule, { kind: 'question' }>, scene: Scene): Outcome {
  const answers = factsNamed(scene, rule.fact)
  const hints = rule.hint ? factsNamed(scene, rule.hint) : []
  const truths = answers.map(({ kind }) =>
    rule.met.includes(kind) ? true : rule.notMet.includes(kind) ? false : undefined,
  )
  const said = new Set(truths.filter((one) => one !== undefined))
  const [truth] = said
  return outcome(said.size > 1 ? 'conflict' : (truth ?? 'clinician'), { used: [...answers, ...hints] })
}

import type { Written } from './fields.ts'
import { type Outcome, outcome } from './finding.ts'
import { factsNamed, type Scene } from './scene.ts'

const fields = {
  fact: ['fact', 'The fact that the answers of shared questions state'],
  met: ['kinds', 'Answers that mean yes'],
  notMet: ['kinds', 'Answers that mean no'],
  hint: ['fact?', 'What the chart says beside the question; it never answers it'],
} as const

/** Only a person can answer. The chart's hints are shown beside the question and never answer it. */
function evaluate(rule: Written<typeof fields>, scene: Scene): Outcome {
  const answers = factsNamed(scene, rule.fact)
  const hints = rule.hint ? factsNamed(scene, rule.hint) : []
  const truths = answers.map(({ kind }) =>
    rule.met.includes(kind) ? true : rule.notMet.includes(kind) ? false : undefined,
  )
  const said = new Set(truths.filter((one) => one !== undefined))
  const [truth] = said
  return outcome(said.size > 1 ? 'conflict' : (truth ?? 'clinician'), { used: [...answers, ...hints] })
}

/** Something that only a person can answer, by a question of the catalog. */
export const question = { fields, evaluate } as const

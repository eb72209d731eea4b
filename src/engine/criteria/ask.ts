import type { Written } from './fields.ts'
import type { Outcome } from './finding.ts'
import { question } from './question.ts'
import type { Scene } from './scene.ts'

const fields = {
  text: ['text?', 'The question, where the statement of the criterion does not say it'],
  name: ['name?', 'A name for it, where one criterion asks several'],
  hint: ['fact?', 'What the chart says beside the question; it never answers it'],
  /** Filled in when the definition is read: the fact that the answer states. */
  fact: ['fact?', 'Leave it out: it is made from the ids of the trial and the criterion'],
} as const

/** Yes or no, from a person. The loader makes the question and its fact; until then nothing states it. */
function evaluate({ fact = '', hint }: Written<typeof fields>, scene: Scene): Outcome {
  return question.evaluate(
    { fact, met: ['yes'], notMet: ['no'], ...(hint === undefined ? {} : { hint }) },
    scene,
  )
}

/** A yes-or-no question of this trial's own. */
export const ask = { fields, evaluate } as const

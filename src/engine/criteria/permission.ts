import { candidatesFor } from './event.ts'
import type { Written } from './fields.ts'
import { type Outcome, outcome } from './finding.ts'
import { type Scene, unreadFor } from './scene.ts'

const fields = {
  show: ['event?', 'What the record has of it is shown for information'],
} as const

/** Something is allowed: always met, since nothing can speak against it. What the record has of it is shown. */
function evaluate({ show }: Written<typeof fields>, scene: Scene): Outcome {
  if (!show) return outcome(true)
  const shown = candidatesFor(show, scene).filter(({ truth }) => truth === true)
  return outcome(true, { used: shown.map(({ fact }) => fact), unread: unreadFor(scene, show.fact) })
}

/** Something is allowed. */
export const permission = { fields, evaluate } as const

import { candidatesFor } from './event.ts'
import { type Outcome, outcome } from './finding.ts'
import type { EventRule } from './rule.ts'
import { type Scene, unreadFor } from './scene.ts'

/** Something is allowed: always met, since nothing can speak against it. What the record has of it is shown. */
export function evaluatePermission(rule: { readonly show: EventRule }, scene: Scene): Outcome {
  const shown = candidatesFor(rule.show, scene).filter(({ truth }) => truth === true)
  return outcome(true, { used: shown.map(({ fact }) => fact), unread: unreadFor(scene, rule.show.fact) })
}

import { type DayRange, earlierBy } from '../calendar.ts'
import type { Fact } from '../facts/fact.ts'
import type { Written } from './fields.ts'
import { type Outcome, outcome } from './finding.ts'
import { factsNamed, isDated, type Scene, unreadFor } from './scene.ts'

const fields = {
  facts: ['facts', 'The values that belong to one panel'],
  within: ['duration', 'How old the panel may be'],
} as const

type Measured = Fact & { readonly start: DayRange; readonly end: DayRange }

/**
 * The latest values of several measurements are of one day. Never "not met": the panel can be taken again, so one
 * that is missing, old or scattered is open.
 */
function evaluate({ facts: names, within }: Written<typeof fields>, scene: Scene): Outcome {
  const unread = names.flatMap((name) => unreadFor(scene, name))
  const newest = names.map((name) =>
    factsNamed(scene, name)
      .filter((fact) => fact.source.kind === 'chart' && fact.strength === 'confirmed')
      .filter(isDated)
      .reduce<Measured | undefined>((a, b) => (a && a.start.first >= b.start.first ? a : b), undefined),
  )
  const used = newest.filter((fact) => fact !== undefined)
  const missing = names.filter((_, index) => newest[index] === undefined)
  if (unread.length > 0) return outcome('incomplete', { used })
  if (missing.length > 0) return outcome('missing', { used, missing })
  const oldest = earlierBy(scene.today, within)
  if (used.some(({ start }) => start.first < oldest)) return outcome('stale', { used })
  const [first] = used
  const isOneDay = used.every(
    ({ start, end }) => start.first === end.last && start.first === first?.start.first,
  )
  return outcome(isOneDay ? true : 'stale', { used })
}

/** A panel of values of one day. */
export const sameDay = { fields, evaluate } as const

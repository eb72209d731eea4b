import type { EventRule } from '../../engine/criteria/event.ts'
import type { Finding, Path } from '../problem.ts'
import type { Check } from './checks.ts'
import { factsByName, placedRules } from './places.ts'

/** A measured value is no event: whatever the result, it would be one. How long ago it was is asked with `interval`. */
export const checkMeasured: Check = (checked) => {
  const facts = factsByName(checked)
  const isMeasured = (fact: string): boolean =>
    facts.get(fact)?.from.some(({ quantity, number }) => quantity !== undefined || number !== undefined) ===
    true
  const events = placedRules(checked).flatMap(({ rule, at }): (readonly [EventRule, Path])[] => {
    if (rule.kind === 'event') return [[rule, at]]
    return rule.kind === 'count' ? [[rule.of, [...at, 'of']]] : []
  })
  return events.flatMap(([{ fact, kinds }, path]): Finding[] =>
    kinds === undefined && isMeasured(fact)
      ? [
          {
            code: 'L-VALUE',
            path: [...path, 'fact'],
            message: `“${fact}” is a measured value: as an event, any result on record would count.`,
            hint: 'Write latest, with a limit.',
          },
        ]
      : [],
  )
}

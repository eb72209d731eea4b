import type { Finding } from '../problem.ts'
import type { Check } from './checks.ts'
import { placedRules } from './places.ts'

const MOST_LEVELS = 10

/** A group groups something, and no deeper than a reader follows. */
export const checkGroups: Check = (checked) => {
  let tooDeep = false
  return placedRules(checked).flatMap(({ rule, at, depth }): Finding[] => {
    const refuse = (path: Finding['path'], message: string, hint: string): Finding[] => [
      { code: 'L-GROUP', path, message, hint },
    ]
    if (depth > MOST_LEVELS && !tooDeep) {
      tooDeep = true
      return refuse(at.slice(0, -1), `It nests deeper than ${MOST_LEVELS} rules.`, 'Make two criteria of it.')
    }
    if (rule.kind === 'all-of' || rule.kind === 'any-of')
      return rule.of.length < 2
        ? refuse(
            at,
            `“${rule.kind}” of ${rule.of.length === 0 ? 'nothing' : 'one part'} groups nothing.`,
            'Write the part alone, or add another.',
          )
        : []
    if (rule.kind !== 'at-least') return []
    if (rule.of.length < 2)
      return refuse([...at, 'of'], 'It groups fewer than two parts.', 'Write the part alone, or add another.')
    return rule.count > rule.of.length
      ? refuse(
          [...at, 'count'],
          `At least ${rule.count} of ${rule.of.length} cannot be.`,
          `At most ${rule.of.length}.`,
        )
      : []
  })
}

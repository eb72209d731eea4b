import type { EventRule, Rule } from '../criteria/rule.ts'
import { assertNever } from '../result.ts'

/** The facts that a rule asks for, the anchors of its orders included: what has to be read for it. */
export function factNamesIn(rule: Rule): ReadonlySet<string> {
  return new Set(names(rule))
}

const inEvent = ({ fact, before, since }: EventRule): string[] => [
  fact,
  ...(before ? [before] : []),
  ...(since ? [since] : []),
]

function names(rule: Rule): string[] {
  switch (rule.kind) {
    case 'age':
      return ['birth']
    case 'latest':
      return [rule.fact, ...(rule.notBefore ? inEvent(rule.notBefore) : [])]
    case 'event':
      return inEvent(rule)
    case 'in-order':
      return [
        ...inEvent(rule.first),
        rule.second,
        rule.contralateral,
        ...(rule.openFor ? [rule.openFor.fact] : []),
      ]
    case 'regions':
      return [rule.of, rule.stage.fact, rule.stage.since, rule.extent, rule.count]
    case 'documented':
      return [rule.fact]
    case 'permission':
      return inEvent(rule.show)
    case 'question':
      return [rule.fact, ...(rule.hint ? [rule.hint] : [])]
    case 'all-of':
    case 'any-of':
    case 'at-least':
      return rule.of.flatMap(names)
    case 'not':
      return names(rule.of)
    case 'once':
      return [...names(rule.first), ...names(rule.next)]
    default:
      return assertNever(rule)
  }
}

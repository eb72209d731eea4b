/** The truth of a composed rule by the truth of its leaves: the parts that are not made of other rules. */
import type { Rule } from '../../engine/criteria/kinds.ts'

/** Whether a leaf is true. */
export type Assignment = (leaf: Rule) => boolean

/** The rules of which a rule is made; empty for one that is made of none. */
export function partsOfRule(rule: Rule): readonly Rule[] {
  switch (rule.kind) {
    case 'all-of':
    case 'any-of':
    case 'at-least':
      return rule.of
    case 'not':
      return [rule.of]
    case 'once':
      return [rule.first, rule.next]
    case 'depends':
      return [rule.on, rule.ifMet, rule.ifNot]
    default:
      return []
  }
}

/** Every leaf of a rule, repeated where it stands repeatedly. */
export function leavesOf(rule: Rule): Rule[] {
  const parts = partsOfRule(rule)
  return parts.length === 0 ? [rule] : parts.flatMap(leavesOf)
}

/** What a rule comes to when every leaf is known. */
export function truthOf(rule: Rule, assignment: Assignment): boolean {
  switch (rule.kind) {
    case 'all-of':
      return rule.of.every((part) => truthOf(part, assignment))
    case 'any-of':
      return rule.of.some((part) => truthOf(part, assignment))
    case 'at-least':
      return rule.of.filter((part) => truthOf(part, assignment)).length >= rule.count
    case 'not':
      return !truthOf(rule.of, assignment)
    case 'once':
      return truthOf(rule.first, assignment) && truthOf(rule.next, assignment)
    case 'depends':
      return truthOf(truthOf(rule.on, assignment) ? rule.ifMet : rule.ifNot, assignment)
    default:
      return assignment(rule)
  }
}

/** The same for leaves that are written alike. */
export const keyOf = (rule: Rule): string => JSON.stringify(rule)

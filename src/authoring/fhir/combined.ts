import type { Rule } from '../../engine/criteria/kinds.ts'

/** Rules that hold together in one of the ways that a Group can say. */
export interface Combined {
  readonly method: 'all-of' | 'any-of' | 'at-least'
  readonly threshold?: number
  readonly parts: readonly { readonly rule: Rule; readonly exclude: boolean }[]
}

/**
 * The parts of a rule that is made of others. Two steps are two things that both have to hold; what depends on
 * something is one of two pairs: it holds and this does, or it does not and that does. Undefined for any other rule.
 */
export function combined(rule: Rule): Combined | undefined {
  switch (rule.kind) {
    case 'all-of':
      return { method: 'all-of', parts: rule.of.map(plainly) }
    case 'any-of':
      return { method: 'any-of', parts: rule.of.map(plainly) }
    case 'at-least':
      return { method: 'at-least', threshold: rule.count, parts: rule.of.map(plainly) }
    case 'not':
      return { method: 'all-of', parts: [{ rule: rule.of, exclude: true }] }
    case 'once':
      return { method: 'all-of', parts: [plainly(rule.first), plainly(rule.next)] }
    case 'depends':
      return {
        method: 'any-of',
        parts: [
          plainly({ kind: 'all-of', of: [rule.on, rule.ifMet] }),
          plainly({ kind: 'all-of', of: [{ kind: 'not', of: rule.on }, rule.ifNot] }),
        ],
      }
    default:
      return undefined
  }
}

/** A part; the opposite of a rule is the rule, excluded. */
const plainly = (rule: Rule): Combined['parts'][number] =>
  rule.kind === 'not' ? { rule: rule.of, exclude: true } : { rule, exclude: false }

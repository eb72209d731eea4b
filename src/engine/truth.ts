/**
 * Our three values. A statement about a patient is true, false, or unknown for a reason; the logic is
 * Kleene's, so that a part which is not known never decides, and never hides a part which does.
 */

/** Why a statement is unknown. `clinician`: only a person can answer it. */
export type Reason = 'missing' | 'conflict' | 'stale' | 'ambiguous' | 'incomplete' | 'clinician'

/** True, false, or the reason why neither can be said. */
export type Truth = boolean | Reason

/** Of several reasons the first in this order is the one to name. */
const BY_WEIGHT: readonly Reason[] = ['conflict', 'incomplete', 'stale', 'ambiguous', 'clinician', 'missing']

/** True when the statement is decided. */
export const isKnown = (truth: Truth): truth is boolean => typeof truth === 'boolean'

/** The reason that counts among several: conflict first, plain absence last. */
export function weightiest(reasons: readonly Reason[]): Reason {
  return BY_WEIGHT.find((reason) => reasons.includes(reason)) ?? 'missing'
}

const reasonsOf = (parts: readonly Truth[]): Reason[] => parts.filter((part) => typeof part === 'string')

/** True when every part is true, false as soon as one is false, otherwise unknown. */
export function allOf(parts: readonly Truth[]): Truth {
  if (parts.includes(false)) return false
  const reasons = reasonsOf(parts)
  return reasons.length === 0 ? true : weightiest(reasons)
}

/** True as soon as one part is true, false when every part is false, otherwise unknown. */
export function anyOf(parts: readonly Truth[]): Truth {
  if (parts.includes(true)) return true
  const reasons = reasonsOf(parts)
  return reasons.length === 0 ? false : weightiest(reasons)
}

/** The opposite; unknown stays unknown for the same reason. */
export const not = (part: Truth): Truth => (isKnown(part) ? !part : part)

/** True when at least `count` parts are true, false when that can no longer happen, otherwise unknown. */
export function atLeast(count: number, parts: readonly Truth[]): Truth {
  const certain = parts.filter((part) => part === true).length
  if (certain >= count) return true
  const reasons = reasonsOf(parts)
  return certain + reasons.length < count ? false : weightiest(reasons)
}

/**
 * "Once this, then that": false when the first is false, the second's value when the first is true, and
 * unknown for the first's reason while the first is unknown, whatever the second says. For criteria whose
 * second half has no meaning before the first has happened.
 */
export const onceThen = (first: Truth, then: Truth): Truth => (first === true ? then : first)

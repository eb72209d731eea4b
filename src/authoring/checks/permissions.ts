import type { Finding } from '../problem.ts'
import type { Check } from './checks.ts'
import { kindsOfRules, placedCriteria, placedParts } from './places.ts'

const PERMITS =
  /\b(allowed|permitted|permissible|may have (?:had|received|undergone)|toegestaan|geoorloofd)\b/giu
/**
 * Within the same clause, what turns a permission into a prohibition, or a word into a limit. “Without” does neither:
 * radiotherapy without a boost is allowed, or not.
 */
const OTHERWISE =
  /\b(not|no|never|cannot|unless|niet|geen|nooit|maximum|maximal|minimum|maximaal)\b[^.;:]*$/iu

/** Kinds of rule that do not demand what a text only allows. */
const PERMISSIVE = ['permission', 'regions', 'question', 'ask', 'unavailable']

/** What a text allows is not required: somebody without it would be turned away (HZ-02). */
export const checkPermissions: Check = (checked) =>
  placedCriteria(checked).flatMap((placed): Finding[] => {
    const { criterion, path } = placed
    const word = [...criterion.sentence.matchAll(PERMITS)].find(
      ({ index }) => !OTHERWISE.test(criterion.sentence.slice(Math.max(0, index - 200), index)),
    )
    if (!word) return []
    const isPermissive =
      kindsOfRules(criterion).some((kind) => PERMISSIVE.includes(kind)) ||
      // An exception within an exclusion says by itself what is allowed.
      placedParts(placed).some(({ path: steps }) => steps.includes('except'))
    return isPermissive
      ? []
      : [
          {
            code: 'L-PERMISSION',
            path: [...path, 'sentence'],
            within: word.index + 1,
            message: `The text says “${word[0]}”, and the rule demands it.`,
            hint: 'Use permission, or regions, or let a person answer: question, ask.',
          },
        ]
  })

import type { Rule } from '../../engine/criteria/kinds.ts'
import type { Criterion } from '../../engine/trials/trial.ts'
import type { Finding } from '../problem.ts'
import { casesOf } from './cases-of-leaves.ts'
import type { Check } from './checks.ts'
import { keyOf, leavesOf, partsOfRule, truthOf } from './leaves.ts'
import { type Placed, placedCriteria } from './places.ts'

/** A criterion that comes out alike for everybody decides nothing, or turns everybody away. */
export const checkLogic: Check = (checked) => {
  const criteria = placedCriteria(checked)
  const budget = { left: MOST_WORK }
  return [
    ...criteria.flatMap((placed) => checkRule(placed, budget)),
    ...checkAges(criteria),
    ...checkTwins(criteria),
  ]
}

const nothing = (path: Finding['path'], message: string, hint?: string): Finding => ({
  code: 'L-DECIDES-NOTHING',
  path,
  message,
  ...(hint ? { hint } : {}),
})

/** Cases times parts: more would take longer than the warning is worth. The largest rule that ships comes to 96. */
const MOST_WORK = 20_000

/** Goes through every combination of what a record may say of the parts. */
function checkRule({ criterion: { rule }, path }: Placed, budget: { left: number }): Finding[] {
  if (partsOfRule(rule).length === 0 || asksTooMany(rule)) return []
  const leaves = leavesOf(rule)
  const cases = casesOf(leaves, budget.left)
  if (!cases)
    return [
      nothing(
        [...path, 'rule'],
        'Whether this rule decides anything was not looked at: it has too many parts.',
      ),
    ]
  budget.left -= cases.length * leaves.length
  const truths = cases.map((one) => truthOf(rule, (leaf) => one.get(keyOf(leaf)) ?? false))
  const alike = truths.every((truth) => truth === truths[0]) ? truths[0] : undefined
  if (alike === undefined) return []
  return [
    nothing(
      [...path, 'rule'],
      alike ? 'This rule can never be not met.' : 'This rule can never be met.',
      exampleOf(leaves, cases, alike),
    ),
  ]
}

/** “At least 3 of 2” is said where groups are looked at. */
const asksTooMany = (rule: Rule): boolean =>
  (rule.kind === 'at-least' && rule.count > rule.of.length) || partsOfRule(rule).some(asksTooMany)

/** The case in which the outcome surprises most: all parts false though met, or all true though not met. */
function exampleOf(
  leaves: readonly Rule[],
  cases: readonly ReadonlyMap<string, boolean>[],
  isMet: boolean,
): string {
  const agreeing = (one: ReadonlyMap<string, boolean>) =>
    [...one.values()].filter((truth) => truth !== isMet).length
  const [surprising = new Map<string, boolean>()] = [...cases].sort((a, b) => agreeing(b) - agreeing(a))
  const parts = [...new Map(leaves.map((leaf) => [keyOf(leaf), leaf])).entries()]
    .slice(0, 4)
    .map(([key, leaf]) => `${inShort(leaf)} is ${surprising.get(key) ? 'met' : 'not met'}`)
  return `Example: when ${parts.join(', ')}, the rule is ${isMet ? 'met' : 'not met'}.`
}

function inShort(leaf: Rule): string {
  const name = 'fact' in leaf ? leaf.fact : undefined
  const limits =
    leaf.kind === 'latest' || leaf.kind === 'age'
      ? Object.entries({ '>=': leaf.atLeast, '<=': leaf.atMost }).map(([sign, limit]) =>
          limit === undefined ? '' : ` ${sign} ${typeof limit === 'number' ? limit : limit.text}`,
        )
      : []
  return `${[leaf.kind, name].filter((part) => part !== undefined).join(' ')}${limits.join('')}`
}

const OLDEST = 130

/** “75 to 18 years” is said where limits are looked at. */
const isTurned = ({ atLeast = 0, atMost = OLDEST }: { atLeast?: number; atMost?: number }): boolean =>
  atLeast > atMost

/** Ages that all criteria together leave. */
function checkAges(criteria: readonly Placed[]): Finding[] {
  const ages = criteria.filter(({ criterion: { rule } }) => rule.kind === 'age' && !isTurned(rule))
  const last = ages.at(-1)
  const fits = Array.from({ length: OLDEST + 1 }, (_, years) => years).some((years) =>
    ages.every(({ criterion }) => isOfAge(criterion, years) !== criterion.exclude),
  )
  if (fits || !last) return []
  const limits = ages.map(({ criterion }) => `${criterion.id}${criterion.exclude ? ' (exclusion)' : ''}`)
  return [
    nothing(
      [...last.path, 'rule'],
      'The limits of age leave nobody.',
      `Example: whoever meets ${limits.slice(0, -1).join(', ') || 'it'} fails ${limits.at(-1)}.`,
    ),
  ]
}

function isOfAge({ rule }: Criterion, years: number): boolean {
  if (rule.kind !== 'age') return true
  return years >= (rule.atLeast ?? 0) && years <= (rule.atMost ?? OLDEST)
}

/** Kinds that say nothing by themselves: many criteria may have them. */
const PLAIN = ['permission', 'unavailable', 'ask']

/** One rule on both sides: whoever meets the inclusion criterion is excluded. */
function checkTwins(criteria: readonly Placed[]): Finding[] {
  return criteria.flatMap(({ criterion, path }): Finding[] => {
    if (!criterion.exclude || PLAIN.includes(criterion.rule.kind)) return []
    const twin = criteria.find(
      (one) => !one.criterion.exclude && keyOf(one.criterion.rule) === keyOf(criterion.rule),
    )
    return twin
      ? [
          nothing(
            [...path, 'rule'],
            `It is the rule of the inclusion criterion ${twin.criterion.id}: nobody can fit.`,
            `Example: whoever meets ${twin.criterion.id} meets ${criterion.id}, and is excluded.`,
          ),
        ]
      : []
  })
}

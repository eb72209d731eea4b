/** Every combination of what a record may say of the leaves of a rule, where numbers are alike in several. */
import type { Limit } from '../../engine/criteria/fields.ts'
import type { Rule } from '../../engine/criteria/kinds.ts'
import { keyOf } from './leaves.ts'

/** One thing that is asked of the record, and what it may say: each as the truth of the leaves that ask it. */
interface Asked {
  readonly cases: readonly ReadonlyMap<string, boolean>[]
}

const MOST_CASES = 4096

/**
 * Every combination, as the truth of each leaf by its key; undefined where there are too many to go through.
 * Leaves about one number (an age, a value of one window) are true or false together, as the number has it.
 */
export function casesOf(leaves: readonly Rule[]): ReadonlyMap<string, boolean>[] | undefined {
  const distinct = [...new Map(leaves.map((leaf) => [keyOf(leaf), leaf])).values()]
  const groups = new Map<string, Rule[]>()
  for (const leaf of distinct) groups.set(subjectOf(leaf), [...(groups.get(subjectOf(leaf)) ?? []), leaf])
  const asked = [...groups.values()].map(askedOf)
  const count = asked.reduce((product, { cases }) => product * cases.length, 1)
  if (count > MOST_CASES) return undefined
  return asked.reduce<ReadonlyMap<string, boolean>[]>(
    (all, { cases }) => all.flatMap((one) => cases.map((other) => new Map([...one, ...other]))),
    [new Map()],
  )
}

/** What a leaf asks for: leaves that ask for one number share it. */
function subjectOf(leaf: Rule): string {
  if (leaf.kind === 'age') return 'age'
  if (leaf.kind !== 'latest' || limitsOf(leaf).some(({ ofUpperLimit }) => ofUpperLimit)) return keyOf(leaf)
  return `latest ${leaf.fact} ${JSON.stringify([leaf.within, leaf.notBefore])}`
}

function askedOf(leaves: readonly Rule[]): Asked {
  const [only] = leaves
  const points = pointsOf(leaves)
  if (only?.kind === 'permission') return { cases: [new Map([[keyOf(only), true]])] }
  if (points.length > 0)
    return {
      cases: points.map((point) => new Map(leaves.map((leaf) => [keyOf(leaf), holds(leaf, point)]))),
    }
  const key = only ? keyOf(only) : ''
  return { cases: [new Map([[key, false]]), new Map([[key, true]])] }
}

/** Numbers on, between and beyond all limits: one of every sort that the leaves can tell apart. */
function pointsOf(leaves: readonly Rule[]): number[] {
  const limits = leaves.flatMap((leaf) =>
    leaf.kind === 'age'
      ? // Somebody of 18 is 18 until the day before the next birthday.
        [leaf.atLeast, leaf.atMost === undefined ? undefined : leaf.atMost + 1].filter(
          (years) => years !== undefined,
        )
      : leaf.kind === 'latest' && !limitsOf(leaf).some(({ ofUpperLimit }) => ofUpperLimit)
        ? limitsOf(leaf).map(({ value }) => value)
        : [],
  )
  const sorted = [...new Set(limits)].sort((a, b) => a - b)
  const [least] = sorted
  if (least === undefined) return []
  return sorted.reduce(
    (all, limit, index) => {
      const next = sorted[index + 1]
      return [...all, limit, next === undefined ? limit + 1 : (limit + next) / 2]
    },
    [least - 1],
  )
}

function holds(leaf: Rule, point: number): boolean {
  if (leaf.kind === 'age')
    return point >= (leaf.atLeast ?? 0) && (leaf.atMost === undefined || point < leaf.atMost + 1)
  if (leaf.kind !== 'latest') return true
  const { atLeast, atMost, moreThan, lessThan } = leaf
  return (
    (!atLeast || point >= atLeast.value) &&
    (!atMost || point <= atMost.value) &&
    (!moreThan || point > moreThan.value) &&
    (!lessThan || point < lessThan.value)
  )
}

const limitsOf = (leaf: Extract<Rule, { kind: 'latest' }>): Limit[] =>
  [leaf.atLeast, leaf.atMost, leaf.moreThan, leaf.lessThan].filter((limit) => limit !== undefined)

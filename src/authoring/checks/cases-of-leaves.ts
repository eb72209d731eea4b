/** Every combination of what a record may say of the leaves of a rule, where numbers are alike in several. */
import type { Limit } from '../../engine/criteria/fields.ts'
import type { Rule } from '../../engine/criteria/kinds.ts'
import { keyOf } from './leaves.ts'

/**
 * Every combination, as the truth of each leaf by its key; undefined where cases times leaves are more than `most`,
 * found out before any is made. Leaves about one number (an age, a value of one window) are true or false together,
 * as the number has it.
 */
export function casesOf(
  leaves: readonly Rule[],
  most: number,
): readonly ReadonlyMap<string, boolean>[] | undefined {
  const byKey = new Map(leaves.map((leaf) => [keyOf(leaf), leaf]))
  const groups = new Map<string, Leaf[]>()
  for (const [key, leaf] of byKey) {
    const alike = groups.get(subjectOf(leaf))
    if (alike) alike.push({ key, leaf })
    else groups.set(subjectOf(leaf), [{ key, leaf }])
  }
  const asked = [...groups.values()].map((group) => ({ group, points: pointsOf(group) }))
  const count = asked.reduce((product, { group, points }) => product * sizeOf(group, points), 1)
  if (count * byKey.size > most) return undefined
  return asked.reduce<readonly ReadonlyMap<string, boolean>[]>(
    (all, one) => all.flatMap((before) => casesOfOne(one).map((now) => new Map([...before, ...now]))),
    [new Map()],
  )
}

/** A leaf with its key, which takes long to make. */
interface Leaf {
  readonly key: string
  readonly leaf: Rule
}

/** What a leaf asks for: leaves that ask for one number share it. */
function subjectOf(leaf: Rule): string {
  if (leaf.kind === 'age') return 'age'
  if (leaf.kind !== 'latest' || limitsOf(leaf).some(({ ofUpperLimit }) => ofUpperLimit)) return keyOf(leaf)
  return `latest ${leaf.fact} ${JSON.stringify([leaf.within, leaf.notBefore])}`
}

const isSure = ([only]: readonly Leaf[]): boolean => only?.leaf.kind === 'permission'

const sizeOf = (group: readonly Leaf[], points: readonly number[]): number =>
  isSure(group) ? 1 : Math.max(points.length, 2)

/** What the record may say of one thing, as the truth of the leaves that ask it. */
function casesOfOne({ group, points }: { group: readonly Leaf[]; points: readonly number[] }) {
  const [only] = group
  const key = only?.key ?? ''
  if (isSure(group)) return [new Map([[key, true]])]
  if (points.length > 0)
    return points.map((point) => new Map(group.map((one) => [one.key, holds(one.leaf, point)])))
  return [new Map([[key, false]]), new Map([[key, true]])]
}

/** Numbers on, between and beyond all limits: one of every sort that the leaves can tell apart. */
function pointsOf(group: readonly Leaf[]): number[] {
  const limits = group.flatMap(({ leaf }) =>
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
  const points = [least - 1]
  for (const [index, limit] of sorted.entries()) {
    const next = sorted[index + 1]
    points.push(limit, next === undefined ? limit + 1 : (limit + next) / 2)
  }
  return points
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

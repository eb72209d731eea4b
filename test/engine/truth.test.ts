import { describe, expect, it } from 'vitest'
import {
  allOf,
  anyOf,
  atLeast,
  isKnown,
  not,
  onceThen,
  type Reason,
  type Truth,
  weightiest,
} from '../../src/engine/truth.ts'

const REASONS: readonly Reason[] = ['conflict', 'incomplete', 'stale', 'ambiguous', 'clinician', 'missing']
const TRUTHS: readonly Truth[] = [true, false, ...REASONS]
/** One unknown is enough where only knowing matters. */
const THREE: readonly Truth[] = [true, false, 'missing']

/** Every list of so many values. */
const lists = (values: readonly Truth[], length: number): Truth[][] =>
  length === 0 ? [[]] : lists(values, length - 1).flatMap((list) => values.map((value) => [...list, value]))

/** The same without reasons: true, false or undefined. */
const bare = (truth: Truth): boolean | undefined => (isKnown(truth) ? truth : undefined)

describe('the three-valued tables of Kleene', () => {
  const U = 'missing'

  it.each([
    [true, true, true, true],
    [true, false, false, true],
    [true, U, U, true],
    [false, true, false, true],
    [false, false, false, false],
    [false, U, false, U],
    [U, true, U, true],
    [U, false, false, U],
    [U, U, U, U],
  ] as const)('%s and/or %s gives %s and %s', (a, b, and, or) => {
    expect(allOf([a, b])).toBe(and)
    expect(anyOf([a, b])).toBe(or)
  })

  it('not turns a known value and leaves an unknown with its reason', () => {
    expect(TRUTHS.map(not)).toEqual([false, true, ...REASONS])
  })

  it('nothing at all is true for "all of" and false for "any of"', () => {
    expect([allOf([]), anyOf([])]).toEqual([true, false])
  })

  it('counts as far as it can: "at least k" is known as soon as the rest cannot change it', () => {
    for (const parts of lists(THREE, 4))
      for (let count = 0; count <= 5; count += 1) {
        const certain = parts.filter((part) => part === true).length
        const possible = parts.filter((part) => part !== false).length
        const expected = certain >= count ? true : possible < count ? false : undefined
        expect(bare(atLeast(count, parts))).toBe(expected)
      }
  })

  it('"once this, then that" asks the second only when the first is true', () => {
    for (const first of TRUTHS)
      for (const next of TRUTHS) expect(onceThen(first, next)).toBe(first === true ? next : first)
  })
})

describe('the reason of an unknown', () => {
  it('is the first of conflict, incomplete, stale, ambiguous, clinician, missing', () => {
    for (const [index, reason] of REASONS.entries())
      for (const other of REASONS.slice(index)) expect(weightiest([other, reason])).toBe(reason)
    expect(weightiest([])).toBe('missing')
  })

  it('does not depend on the order of the parts (P-03)', () => {
    for (const [a, b, c] of lists(TRUTHS, 3) as [Truth, Truth, Truth][]) {
      const orders = [
        [a, b, c],
        [c, b, a],
        [b, c, a],
      ]
      for (const operator of [allOf, anyOf, (parts: readonly Truth[]) => atLeast(2, parts)])
        expect(new Set(orders.map(operator)).size).toBe(1)
    }
  })

  it('is one of those that leave it open', () => {
    for (const parts of lists(TRUTHS, 3))
      for (const truth of [allOf(parts), anyOf(parts), atLeast(2, parts)])
        if (!isKnown(truth)) expect(parts).toContain(truth)
  })
})

describe('the laws of logic, reasons included (P-12)', () => {
  it('De Morgan: not all is any not, and the other way round', () => {
    for (const parts of lists(TRUTHS, 3)) {
      expect(not(allOf(parts))).toBe(anyOf(parts.map(not)))
      expect(not(anyOf(parts))).toBe(allOf(parts.map(not)))
    }
  })

  it('a double negation is the thing itself', () => {
    for (const truth of TRUTHS) expect(not(not(truth))).toBe(truth)
  })

  it('"at least one" is "any of", "at least all" is "all of"', () => {
    for (const parts of lists(TRUTHS, 3)) {
      expect(atLeast(1, parts)).toBe(anyOf(parts))
      expect(atLeast(parts.length, parts)).toBe(allOf(parts))
    }
  })

  it('"at least k are true" is "not at least n−k+1 are false"', () => {
    for (const parts of lists(TRUTHS, 3))
      for (let count = 1; count <= 3; count += 1)
        expect(atLeast(count, parts)).toBe(not(atLeast(parts.length - count + 1, parts.map(not))))
  })
})

describe('a tree of rules (P-02)', () => {
  type Tree = (leaves: readonly Truth[]) => Truth
  type Shape = { readonly leaves: number; readonly tree: Tree }

  const leaf: Shape = { leaves: 1, tree: ([value]) => value! }
  const negated = ({ leaves, tree }: Shape): Shape => ({ leaves, tree: (values) => not(tree(values)) })

  /** Each way to split so many leaves over two or more branches. */
  const splits = (total: number): number[][] =>
    total === 0
      ? [[]]
      : Array.from({ length: total }, (_, index) => index + 1).flatMap((first) =>
          splits(total - first).map((rest) => [first, ...rest]),
        )

  const OPERATORS: readonly ((count: number) => readonly ((parts: readonly Truth[]) => Truth)[])[] = [
    () => [allOf],
    () => [anyOf],
    (count) =>
      Array.from(
        { length: Math.max(0, count - 2) },
        (_, index) => (parts: readonly Truth[]) => atLeast(index + 2, parts),
      ),
    (count) => (count === 2 ? [([first, next]) => onceThen(first!, next!)] : []),
  ]

  /** Every tree of so many leaves over and, or, at-least-k, once and not, told apart by what it answers. */
  const known = new Map<number, Shape[]>()
  function shapes(leaves: number): Shape[] {
    let found = known.get(leaves)
    if (!found) {
      const grown =
        leaves === 1
          ? [leaf]
          : splits(leaves)
              .filter((split) => split.length > 1)
              .flatMap(grow)
      found = grown.flatMap((shape) => [shape, negated(shape)])
      // Trees that answer alike on every input are one: what holds for one holds for all.
      const inputs = lists(THREE, leaves)
      found = [...new Map(found.map((shape) => [inputs.map(shape.tree).join(), shape])).values()]
      known.set(leaves, found)
    }
    return found
  }

  function grow(split: readonly number[]): Shape[] {
    const choices = split.reduce<Shape[][]>(
      (lists, size) => lists.flatMap((list) => shapes(size).map((shape) => [...list, shape])),
      [[]],
    )
    return choices.flatMap((branches) =>
      OPERATORS.flatMap((operators) => operators(branches.length)).map((operator) => ({
        leaves: split.reduce((a, b) => a + b, 0),
        tree: (values: readonly Truth[]) => {
          let from = 0
          return operator(
            branches.map(({ leaves, tree }) => {
              from += leaves
              return tree(values.slice(from - leaves, from))
            }),
          )
        },
      })),
    )
  }

  it.each([1, 2, 3, 4])(
    'of %i leaves never loses or changes an answer when an unknown leaf becomes known',
    (size) => {
      const inputs = lists(THREE, size)
      for (const { tree } of shapes(size)) {
        const table = new Map(inputs.map((values) => [values.join(), tree(values)]))
        for (const values of inputs) {
          const before = table.get(values.join())!
          if (!isKnown(before)) continue
          for (const [index, value] of values.entries())
            if (!isKnown(value))
              for (const refined of [true, false])
                if (table.get(values.with(index, refined).join()) !== before)
                  expect.fail(`${values} gives ${before}, with leaf ${index} as ${refined} no longer`)
        }
      }
    },
  )
})

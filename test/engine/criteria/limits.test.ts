/** Limits of a latest value: four bounds, comparators, and multiples of the upper limit of normal. */
import { describe, expect, it } from 'vitest'
import { evaluate } from '../../../src/engine/criteria/evaluate.ts'
import type { Limit } from '../../../src/engine/criteria/fields.ts'
import type { Rule } from '../../../src/engine/criteria/kinds.ts'
import { fact, limit, type Said, sceneOf, truthOf } from '../../support/scene.ts'

const rule = (bounds: Partial<Record<'atMost' | 'lessThan' | 'atLeast' | 'moreThan', Limit>>): Rule => ({
  kind: 'latest',
  fact: 'value',
  within: 'any time',
  ...bounds,
})
const value = (of: number | readonly [number, number], more: Said = {}) =>
  fact('value', { value: of, on: '2026-11-20', ...more })
const below: readonly [number, number] = [Number.NEGATIVE_INFINITY, 30]
const above: readonly [number, number] = [30, Number.POSITIVE_INFINITY]

describe('bounds', () => {
  it.each([
    [{ atMost: limit(30) }, 30, true],
    [{ atMost: limit(30) }, 30.1, false],
    [{ lessThan: limit(30) }, 29.9, true],
    [{ lessThan: limit(30) }, 30, false],
    [{ atLeast: limit(30) }, 30, true],
    [{ atLeast: limit(30) }, 29.9, false],
    [{ moreThan: limit(30) }, 30.1, true],
    [{ moreThan: limit(30) }, 30, false],
    [{ atLeast: limit(10), atMost: limit(20) }, 15, true],
    [{ atLeast: limit(10), atMost: limit(20) }, 21, false],
  ])('%j of %s: %s', (bounds, of, expected) => {
    expect(truthOf(rule(bounds), [value(of)])).toBe(expected)
  })

  it.each([
    [{ atMost: limit(30) }, below, true],
    [{ atMost: limit(20) }, below, 'ambiguous'],
    [{ atLeast: limit(40) }, below, false],
    [{ atMost: limit(20) }, above, false],
    [{ atLeast: limit(30) }, above, true],
    [{ atLeast: limit(40) }, above, 'ambiguous'],
    [{ lessThan: limit(30) }, below, 'ambiguous'], // "≤ 30" would read the same
  ])('%j of a value with a comparator %j: %s (HZ-07)', (bounds, of, expected) => {
    expect(truthOf(rule(bounds), [value(of)])).toBe(expected)
  })
})

describe('multiples of the upper limit of normal', () => {
  const threeTimes = rule({ atMost: limit(3, { ofUpperLimit: true, text: '3 ULN' }) })

  it('are taken of the limit that stands beside the result', () => {
    expect(truthOf(threeTimes, [value(120, { upperLimit: 40 })])).toBe(true)
    expect(truthOf(threeTimes, [value(121, { upperLimit: 40 })])).toBe(false)
    expect(truthOf(threeTimes, [value(121, { upperLimit: 41 })])).toBe(true)
  })

  it('are open without one, and the result says why', () => {
    const outcome = evaluate(threeTimes, sceneOf([value(10)]))
    expect(outcome.truth).toBe('ambiguous')
    expect(outcome.seen.map(({ why }) => why)).toEqual(['no-upper-limit'])
  })
})

describe('the window', () => {
  const within14: Rule = {
    kind: 'latest',
    fact: 'value',
    atMost: limit(30),
    within: { count: 14, unit: 'day' },
  }

  it.each([
    ['2026-11-09', true],
    ['2026-11-08', 'stale'],
  ])('of 14 days with a value of %s: %s', (on, expected) => {
    expect(truthOf(within14, [value(10, { on })])).toBe(expected)
  })

  it('of any time is never stale', () => {
    expect(truthOf(rule({ atMost: limit(30) }), [value(10, { on: '1999-01-01' })])).toBe(true)
  })
})

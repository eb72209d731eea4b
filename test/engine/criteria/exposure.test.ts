/** Exposure: a class of medicine with a wash-out, and exceptions within an exclusion. */
import { describe, expect, it } from 'vitest'
import type { Rule, RuleOf } from '../../../src/engine/criteria/kinds.ts'
import { fact, truthOf } from '../../support/scene.ts'

const event = (more: Partial<RuleOf<'event'>>): Rule => ({ kind: 'event', fact: 'event', ...more })

describe('within seven days before the evaluation', () => {
  const rule = event({ within: { count: 7, unit: 'day' } })

  it.each([
    ['2026-11-16', true],
    ['2026-11-15', 'missing'],
    ['2026-11-01/2026-11-16', true],
    ['2026-11-01/2026-11-15', 'missing'],
    ['2026-11-01/', 'ambiguous'], // begun, and nothing says that it ended
    ['2026-11-20/', true],
    ['2026-11', 'ambiguous'],
    ['2026', 'ambiguous'],
    ['2025', 'missing'],
  ])('an exposure of %s: %s', (on, expected) => {
    expect(truthOf(rule, [fact('event', { on })])).toBe(expected)
  })

  it('is open for an exposure without a date', () => {
    expect(truthOf(rule, [fact('event')])).toBe('ambiguous')
    expect(truthOf(rule, [fact('event', { on: '2026-11-20', weakDate: true })])).toBe('ambiguous')
  })
})

describe('at most five years before a diagnosis', () => {
  const rule = event({ before: 'anchor', atMostBefore: { count: 5, unit: 'year' } })
  const diagnosis = fact('anchor', { on: '2026-03-01' })

  it.each([
    ['2021-03-01', true],
    ['2021-02-28', 'missing'],
    ['2010-01-01/2022-01-01', true],
    ['2021', 'ambiguous'],
    ['2026-04-01', 'missing'], // after it
  ])('an event of %s: %s', (on, expected) => {
    expect(truthOf(rule, [fact('event', { on }), diagnosis])).toBe(expected)
  })

  it('is open when nothing dates the diagnosis', () => {
    expect(truthOf(rule, [fact('event', { on: '2022-01-01' })])).toBe('missing')
    expect(truthOf(rule, [fact('event', { on: '2022-01-01' }), fact('anchor')])).toBe('ambiguous')
  })
})

describe('any malignancy but skin cancer, or one of more than five years ago', () => {
  const rule = event({
    except: [{ kinds: ['skin'] }, { longerAgoThan: { count: 5, unit: 'year' } }],
  })

  it.each([
    ['colon', '2024-01-01', true],
    ['skin', '2024-01-01', 'missing'],
    ['colon', '2021-11-22', 'missing'],
    ['colon', '2021-11-23', true],
    ['colon', '2021', 'ambiguous'],
  ])('%s of %s: %s', (kind, on, expected) => {
    expect(truthOf(rule, [fact('event', { kind, on })])).toBe(expected)
  })

  it('counts what is not excepted beside what is', () => {
    expect(
      truthOf(rule, [
        fact('event', { kind: 'skin', on: '2024-01-01' }),
        fact('event', { kind: 'lung', on: '2024-01-01' }),
      ]),
    ).toBe(true)
  })

  it('is open for one without a date, since it may be excepted', () => {
    expect(truthOf(rule, [fact('event', { kind: 'colon' })])).toBe('ambiguous')
  })
})

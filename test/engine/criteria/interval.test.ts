/** So much time between two events: PAPBI-3 and PALLAS ask for it. */
import { describe, expect, it } from 'vitest'
import type { Rule, RuleOf } from '../../../src/engine/criteria/kinds.ts'
import { fact, type Said, truthOf } from '../../support/scene.ts'

const MONTHS_12 = { count: 12, unit: 'month' } as const
const between = (bounds: Partial<RuleOf<'interval'>>): Rule => ({
  kind: 'interval',
  from: { fact: 'event' },
  to: 'anchor',
  ...bounds,
})
const since = (bounds: Partial<RuleOf<'interval'>>): Rule => ({
  kind: 'interval',
  from: { fact: 'event' },
  ...bounds,
})
const event = (on: string, more: Said = {}) => fact('event', { on, ...more })
const anchor = (on: string, more: Said = {}) => fact('anchor', { on, ...more })

describe('more than 12 months between two events', () => {
  it.each([
    ['2020-03-01', '2021-03-02', true],
    ['2020-03-01', '2021-03-01', false], // twelve months are not more than twelve
    ['2020-03-01', '2020-06-01', false],
    ['2020-02-29', '2021-02-28', false], // the month has no 29th day: its last one is twelve months later
    ['2020-02-29', '2021-03-01', true],
    ['2020', '2021-06-01', 'ambiguous'],
    ['2020', '2022', true],
    ['2020-03', '2021-03', 'ambiguous'],
    ['2019-06-01/2020-03-01', '2021-03-02', true],
    ['2019-06-01/', '2021-03-02', 'ambiguous'], // may still have gone on
  ])('%s until %s: %s', (from, to, expected) => {
    expect(truthOf(between({ moreThan: MONTHS_12 }), [event(from), anchor(to)])).toBe(expected)
  })

  it('counts from the end of the last of several', () => {
    const events = [event('2015-01-01'), event('2020-03-01')]
    expect(truthOf(between({ moreThan: MONTHS_12 }), [...events, anchor('2020-06-01')])).toBe(false)
  })

  it('is open while one of several is doubtful, undated or unread', () => {
    const sure = [event('2015-01-01'), anchor('2020-06-01')]
    const rule = between({ moreThan: MONTHS_12 })
    expect(truthOf(rule, sure)).toBe(true)
    expect(truthOf(rule, [...sure, event('2020-03-01', { strength: 'weak' })])).toBe('ambiguous')
    expect(truthOf(rule, [...sure, fact('event')])).toBe('ambiguous')
    expect(truthOf(rule, sure, { unread: ['Observation'] })).toBe('incomplete')
  })

  it('is open for what is not recorded', () => {
    const rule = between({ moreThan: MONTHS_12 })
    expect(truthOf(rule, [anchor('2020-06-01')])).toBe('missing')
    expect(truthOf(rule, [event('2015-01-01')])).toBe('missing')
    expect(truthOf(rule, [])).toBe('missing')
    expect(truthOf(rule, [event('2015-01-01'), fact('anchor')])).toBe('ambiguous')
  })
})

describe('until today', () => {
  it.each([
    [{ atMost: MONTHS_12 }, '2025-11-23', true],
    [{ atMost: MONTHS_12 }, '2025-11-22', false],
    [{ lessThan: MONTHS_12 }, '2025-11-24', true],
    [{ lessThan: MONTHS_12 }, '2025-11-23', false],
    [{ atLeast: MONTHS_12 }, '2025-11-23', true],
    [{ atLeast: MONTHS_12 }, '2025-11-24', false],
    [{ moreThan: MONTHS_12 }, '2025-11-23', false],
    [{ atMost: MONTHS_12 }, '2025-11', 'ambiguous'],
    [{ atLeast: { count: 14, unit: 'day' } }, '2026-11-09', true],
    [{ atLeast: { count: 2, unit: 'week' } }, '2026-11-10', false],
    [{ moreThan: { count: 5, unit: 'year' } }, '2021-11-22', true],
  ] as const)('%j since %s: %s', (bounds, on, expected) => {
    expect(truthOf(since(bounds), [event(on)])).toBe(expected)
  })
})

describe('from the beginning of a course', () => {
  const rule = since({ fromStart: true, atMost: { count: 6, unit: 'month' } })

  it.each([
    ['2026-05-23/', true], // goes on: its end does not matter
    ['2026-05-22/', false],
    ['2026-05-22/2026-06-22', false],
    ['2026-05', 'ambiguous'],
  ])('%s: %s', (on, expected) => {
    expect(truthOf(rule, [event(on)])).toBe(expected)
  })

  it('counts from the first of several', () => {
    expect(truthOf(rule, [event('2026-10-01'), event('2026-01-01')])).toBe(false)
  })
})

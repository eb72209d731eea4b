/** Values of one panel: SHAMROCK wants them of one day, at most 14 days old. */
import { describe, expect, it } from 'vitest'
import type { Rule } from '../../../src/engine/criteria/kinds.ts'
import { fact, truthOf } from '../../support/scene.ts'

const panel: Rule = { kind: 'same-day', facts: ['value', 'event'], within: { count: 14, unit: 'day' } }
const measured = (first: string, second: string) => [
  fact('value', { on: first, value: 1 }),
  fact('event', { on: second, value: 1 }),
]

describe('a panel of one day', () => {
  it.each([
    ['2026-11-20', '2026-11-20', true],
    ['2026-11-09', '2026-11-09', true], // the 14th day counts
    ['2026-11-08', '2026-11-08', 'stale'],
    ['2026-11-20', '2026-11-19', 'stale'],
    ['2026-11-20', '2026-11', 'stale'],
  ])('%s and %s: %s', (first, second, expected) => {
    expect(truthOf(panel, measured(first, second))).toBe(expected)
  })

  it('takes the latest of each', () => {
    expect(
      truthOf(panel, [
        ...measured('2026-11-20', '2026-11-20'),
        fact('value', { on: '2026-11-10', value: 2 }),
      ]),
    ).toBe(true)
  })

  it('is never against the patient: it can be taken again', () => {
    expect(truthOf(panel, [])).toBe('missing')
    expect(truthOf(panel, [fact('value', { on: '2026-11-20', value: 1 })])).toBe('missing')
    expect(truthOf(panel, measured('2026-11-20', '2026-11-20'), { unread: ['Observation'] })).toBe(
      'incomplete',
    )
  })

  it('passes over what is preliminary', () => {
    const weak = fact('event', { on: '2026-11-21', value: 1, strength: 'weak' })
    expect(truthOf(panel, [...measured('2026-11-20', '2026-11-20'), weak])).toBe(true)
  })
})

/** A biomarker: a status by its value, and the two-step reading of HER2 (IHC 2+, then ISH). */
import { describe, expect, it } from 'vitest'
import type { Rule } from '../../../src/engine/criteria/kinds.ts'
import { fact, truthOf } from '../../support/scene.ts'

const positive: Rule = { kind: 'documented', fact: 'event', met: ['positive'], notMet: ['negative'] }
const result = (kind: string) => fact('event', { kind, on: '2026-10-01' })

describe('a receptor status', () => {
  it('is met or not met by its value, and open without one', () => {
    expect(truthOf(positive, [result('positive')])).toBe(true)
    expect(truthOf(positive, [result('negative')])).toBe(false)
    expect(truthOf(positive, [])).toBe('missing')
    expect(truthOf(positive, [result('positive'), result('negative')])).toBe('conflict')
  })

  it('is open beside a result that nobody can read', () => {
    const unreadable = fact('event', { on: '2026-10-02', strength: 'weak', doubt: 'value-unreadable' })
    expect(truthOf(positive, [unreadable])).toBe('ambiguous')
    expect(truthOf(positive, [result('negative'), unreadable])).toBe('ambiguous')
    expect(truthOf(positive, [result('positive'), unreadable])).toBe(true)
  })

  it('is not met only when all was read', () => {
    expect(truthOf(positive, [result('negative')], { unread: ['Observation'] })).toBe('incomplete')
  })
})

describe('a receptor status of the recurrence, not of the first tumour', () => {
  const ofRecurrence: Rule = { ...positive, since: 'anchor', grace: { count: 60, unit: 'day' } }
  const recurrence = fact('anchor', { on: '2026-09-01' })
  const status = (kind: string, on: string) => fact('event', { kind, on })

  it.each([
    ['2026-09-10', true],
    ['2026-07-03', true], // sixty days before
    ['2026-07-02', 'missing'],
    ['2010-03-01', 'missing'],
    ['2026', 'ambiguous'],
  ])('positive, of %s: %s', (on, expected) => {
    expect(truthOf(ofRecurrence, [status('positive', on), recurrence])).toBe(expected)
  })

  it('is not contradicted by that of the first', () => {
    const both = [status('negative', '2010-03-01'), status('positive', '2026-09-10')]
    expect(truthOf(ofRecurrence, [...both, recurrence])).toBe(true)
    expect(truthOf(positive, both)).toBe('conflict')
  })

  it('is open when nothing dates the recurrence', () => {
    expect(truthOf(ofRecurrence, [status('positive', '2026-09-10')])).toBe('ambiguous')
  })
})

describe('a test of the last 14 days', () => {
  const recent: Rule = { ...positive, within: { count: 14, unit: 'day' } }

  it.each([
    ['positive', '2026-11-09', true],
    ['negative', '2026-11-09', false],
    ['positive', '2026-11-08', 'missing'],
    ['negative', '2026-11-08', 'missing'],
  ])('%s, of %s: %s', (kind, on, expected) => {
    expect(truthOf(recent, [fact('event', { kind, on })])).toBe(expected)
  })
})

describe('HER2 positive: IHC 3+, or IHC 2+ and ISH positive', () => {
  const rule: Rule = {
    kind: 'any-of',
    of: [
      { kind: 'documented', fact: 'value', met: ['3+'], notMet: ['0', '1+', '2+'] },
      {
        kind: 'all-of',
        of: [
          { kind: 'documented', fact: 'value', met: ['2+'], notMet: ['0', '1+', '3+'] },
          { kind: 'documented', fact: 'anchor', met: ['positive'], notMet: ['negative'] },
        ],
      },
    ],
  }
  const her2 = (ihc: string | undefined, ish?: string) => [
    ...(ihc ? [fact('value', { kind: ihc, on: '2026-10-01' })] : []),
    ...(ish ? [fact('anchor', { kind: ish, on: '2026-10-03' })] : []),
  ]

  it.each([
    ['3+', undefined, true],
    ['2+', 'positive', true],
    ['2+', 'negative', false],
    ['2+', undefined, 'missing'],
    ['1+', undefined, false],
    ['0', undefined, false],
    [undefined, 'positive', 'missing'],
    [undefined, undefined, 'missing'],
  ])('IHC %s, ISH %s: %s', (ihc, ish, expected) => {
    expect(truthOf(rule, her2(ihc, ish))).toBe(expected)
  })
})

import { describe, expect, it } from 'vitest'
import { result } from '../../support/match.ts'

const adult = (born: string, today = '2026-11-23'): string =>
  result('adult', `female, born ${born}`, { today })

describe('18 years or older (HZ-14, D-03)', () => {
  it.each([
    ['2008-11-24', 'not-met'],
    ['2008-11-23', 'met'],
    ['2008-11-22', 'met'],
    ['2008-11', 'unknown: ambiguous'],
    ['2008-12', 'not-met'],
    ['2008-10', 'met'],
    ['2008', 'unknown: ambiguous'],
    ['2007', 'met'],
    ['2009', 'not-met'],
    ['2026-11-23', 'not-met'],
    ['2026-11-24', 'unknown: ambiguous'],
    ['1906-11-23', 'met'],
    ['1906-11-22', 'unknown: ambiguous'],
    ['1850-01-01', 'unknown: ambiguous'],
    ['2008-02-30', 'unknown: ambiguous'],
  ])('born %s: %s on 2026-11-23', (born, expected) => {
    expect(adult(born)).toBe(expected)
  })

  it.each([
    ['2026-02-27', 'not-met'],
    ['2026-02-28', 'met'],
    ['2026-03-01', 'met'],
  ])('born on 29 February 2008: %s on %s', (today, expected) => {
    expect(adult('2008-02-29', today)).toBe(expected)
  })

  it('answers on the last day of an open month and an open year', () => {
    expect(adult('2008-11', '2026-11-29')).toBe('unknown: ambiguous')
    expect(adult('2008-11', '2026-11-30')).toBe('met')
    expect(adult('2008', '2025-12-31')).toBe('not-met')
    expect(adult('2008', '2026-12-30')).toBe('unknown: ambiguous')
    expect(adult('2008', '2026-12-31')).toBe('met')
  })

  it('does not know without a birth date, or with the reason why there is none', () => {
    expect(result('adult', 'female')).toBe('unknown: missing')
    const absent = {
      resourceType: 'Patient',
      id: 'p',
      _birthDate: { extension: [{ url: 'data-absent-reason', valueCode: 'masked' }] },
    }
    expect(result('adult', [absent])).toBe('unknown: missing')
  })

  it('says that the patient was not read, when that is so (HZ-08)', () => {
    expect(result('adult', [], { gaps: { Patient: 'failed' } })).toBe('unknown: incomplete')
  })

  it.each(['male', 'female', ''])('counts alike whatever the sex: %j (D-04)', (sex) => {
    expect(result('adult', `${sex}, born 1961-04-02`)).toBe('met')
  })
})

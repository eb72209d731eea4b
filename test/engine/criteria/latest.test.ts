import { describe, expect, it } from 'vitest'
import {
  answersOf,
  type Circumstances,
  citedBy,
  findingOf,
  notCountedIn,
  result,
} from '../../support/match.ts'

const patient = (...lines: readonly string[]): string => ['female, born 1961-04-02', ...lines].join('\n')
const performance = (...lines: readonly string[]): string => result('performance-status', patient(...lines))
const findingOn = (lines: readonly string[], circumstances: Circumstances = {}) =>
  findingOf('performance-status', patient(...lines), circumstances)

describe('the limit of the performance status', () => {
  it.each([
    [0, 'met'],
    [1, 'met'],
    [2, 'met'],
    [3, 'not-met'],
    [4, 'not-met'],
    [5, 'not-met'],
    [6, 'unknown: ambiguous'],
    [-1, 'unknown: ambiguous'],
  ])('WHO %i: %s', (value, expected) => {
    expect(performance(`2026-11-01 ecog ${value}`)).toBe(expected)
  })

  it.each([
    ['quantity=2', 'met'],
    ['quantity=3', 'not-met'],
    ['quantity=1.5', 'unknown: ambiguous'],
    ['quantity=<2', 'unknown: ambiguous'],
    ['quantity=>=2', 'unknown: ambiguous'],
    ['answer=LOINC|LA9624-3', 'met'],
    ['answer=LOINC|LA9625-0', 'not-met'],
    ['answer=SNOMED|422894000', 'met'],
    ['answer=SNOMED|423053003', 'not-met'],
    ['answer=LOCAL|1', 'unknown: ambiguous'],
    ['text=WHO_1', 'unknown: ambiguous'],
    ['text=1', 'unknown: ambiguous'],
    ['1 display=Karnofsky', 'unknown: ambiguous'],
    ['', 'unknown: ambiguous'],
  ])('an ECOG of %s: %s (D-17, D-19, HZ-07)', (value, expected) => {
    expect(performance(`2026-11-01 ecog ${value}`)).toBe(expected)
  })

  it.each(['observation LOINC|89262-0 1', 'observation SNOMED|423740007 1', 'ecog 1'])(
    '%s is an ECOG',
    (words) => {
      expect(performance(`2026-11-01 ${words}`)).toBe('met')
    },
  )

  it.each([
    [100, 'met'],
    [71, 'met'],
    [70, 'met'],
    [69, 'unknown: ambiguous'],
    [60, 'unknown: ambiguous'],
    [50, 'unknown: ambiguous'],
    [41, 'unknown: ambiguous'],
    [40, 'not-met'],
    [39, 'not-met'],
    [10, 'not-met'],
    [9, 'unknown: ambiguous'],
    [1, 'unknown: ambiguous'],
    [101, 'unknown: ambiguous'],
  ])('Karnofsky %i: %s (D-18)', (value, expected) => {
    expect(performance(`2026-11-01 karnofsky ${value}`)).toBe(expected)
  })

  it('a Karnofsky code whose display says ECOG is unreadable', () => {
    expect(performance('2026-11-01 karnofsky 80 display=ECOG_performance_status')).toBe('unknown: ambiguous')
  })

  it('none on record is missing, none read is incomplete (D-28, HZ-08)', () => {
    expect(performance()).toBe('unknown: missing')
    expect(result('performance-status', patient(), { gaps: { Observation: 'forbidden' } })).toBe(
      'unknown: incomplete',
    )
  })
})

describe('the age of the value (HZ-03)', () => {
  it.each([
    ['2026-11-24', 'unknown: missing'], // tomorrow (D-15)
    ['2026-11-23', 'met'],
    ['2026-08-25', 'met'], // the 90th day
    ['2026-08-24', 'unknown: stale'], // the 91st
    ['2026-11', 'met'],
    ['2026-09', 'met'],
    ['2026-08', 'unknown: stale'], // some of its days are too old
    ['2026', 'unknown: stale'],
    ['2020-01-01', 'unknown: stale'],
    ['-', 'unknown: ambiguous'],
    ['recorded:2026-11-01', 'unknown: ambiguous'], // only issued (D-14)
    ['2026-02-30', 'unknown: ambiguous'],
  ])('a WHO 1 of %s: %s', (date, expected) => {
    expect(performance(`${date} ecog 1`)).toBe(expected)
  })

  it('an old 3 is as stale as an old 1', () => {
    expect(performance('2026-08-24 ecog 3')).toBe('unknown: stale')
    expect(performance('2026-08-25 ecog 3')).toBe('not-met')
  })
})

describe('the latest value counts', () => {
  it.each([
    ['2026-11-01 ecog 1', '2026-11-02 ecog 3', 'not-met'],
    ['2026-11-02 ecog 1', '2026-11-01 ecog 3', 'met'],
    ['2026-11-01 ecog 1', '2020-01-01 ecog 3', 'met'],
    ['2026-11-01 karnofsky 40', '2026-11-02 ecog 1', 'met'],
  ])('%s, %s: %s', (a, b, expected) => {
    expect(performance(a, b)).toBe(expected)
  })

  it('says of the older one that it was superseded (HZ-17)', () => {
    const finding = findingOn(['2026-11-01 ecog 3 id=old', '2026-11-02 ecog 1 id=new'])
    expect(citedBy(finding)).toEqual(['Observation/new'])
    expect(notCountedIn(finding)).toEqual(['Observation/old: superseded'])
  })

  it('two values of one day on both sides of 2 conflict, and both are shown (D-16, HZ-17)', () => {
    const finding = findingOn(['2026-11-01 ecog 2 id=a', '2026-11-01 ecog 3 id=b'])
    expect([finding.status, finding.reason, citedBy(finding)]).toEqual([
      'unknown',
      'conflict',
      ['Observation/a', 'Observation/b'],
    ])
  })

  it('two values of one day on one side of 2 do not', () => {
    expect(performance('2026-11-01 ecog 0', '2026-11-01 ecog 2')).toBe('met')
    expect(performance('2026-11-01 ecog 3', '2026-11-01 karnofsky 30')).toBe('not-met')
  })

  it('a value that may be of the same day conflicts too (P-14)', () => {
    expect(performance('2026-11-10 ecog 1', '2026-11 ecog 3')).toBe('unknown: conflict')
    expect(performance('2026-11-10 ecog 1', '2026-10 ecog 3')).toBe('met')
  })

  it('a newer one that cannot be read leaves it unknown', () => {
    expect(performance('2026-11-01 ecog 1', '2026-11-02 ecog text=moe')).toBe('unknown: ambiguous')
    expect(performance('2026-11-01 ecog 1', '2026-11-02 karnofsky 50')).toBe('unknown: ambiguous')
    expect(performance('2026-11-03 ecog 1', '2026-11-02 karnofsky 50')).toBe('met')
  })

  it('a preliminary one neither counts nor is passed over (HZ-05)', () => {
    expect(performance('2026-11-01 ecog 1 status=preliminary')).toBe('unknown: ambiguous')
    expect(performance('2026-11-01 ecog 1', '2026-11-02 ecog 3 status=preliminary')).toBe(
      'unknown: ambiguous',
    )
  })

  it.each(['status=cancelled', 'status=entered-in-error', 'absent=unknown', 'focus=Patient/baby'])(
    'a newer one with %s is passed over (D-21)',
    (option) => {
      expect(
        performance(
          '2026-11-01 ecog 1',
          `2026-11-02 ecog ${option.startsWith('absent') ? '' : '3'} ${option}`,
        ),
      ).toBe('met')
    },
  )

  it('one of tomorrow is passed over and listed (D-15)', () => {
    const finding = findingOn(['2026-11-01 ecog 1', '2026-11-24 ecog 3 id=tomorrow'])
    expect(finding.status).toBe('met')
    expect(notCountedIn(finding)).toEqual(['Observation/tomorrow: in-the-future'])
  })

  it('one without a date that says otherwise leaves it unknown', () => {
    expect(performance('2026-11-01 ecog 1', '- ecog 3')).toBe('unknown: ambiguous')
    expect(performance('2026-11-01 ecog 1', '- ecog 2')).toBe('met')
  })

  it('needs every result to be read (P-01, HZ-08)', () => {
    for (const state of ['partial', 'forbidden', 'failed', 'truncated'] as const)
      expect(
        result('performance-status', patient('2026-11-01 ecog 1'), { gaps: { Observation: state } }),
      ).toBe('unknown: incomplete')
  })
})

describe('a value from before the salvage operation is stale', () => {
  const course = (operation: string, ecog: string): string =>
    performance('2026-09-01 recurrence left breast', operation, `${ecog} ecog 1`)

  it.each([
    ['2026-10-01 mastectomy left breast', '2026-09-30', 'unknown: stale'],
    ['2026-10-01 mastectomy left breast', '2026-10-01', 'met'],
    ['2026-10-01 mastectomy left breast', '2026-10-02', 'met'],
    ['2026-10-01 excision left breast', '2026-09-30', 'unknown: stale'],
    ['2026-10 mastectomy left breast', '2026-10-15', 'unknown: stale'], // perhaps before it
    ['2026-10 mastectomy left breast', '2026-11-01', 'met'],
    ['2026-08-31 mastectomy left breast', '2026-08-30', 'met'], // not since the recurrence
    ['2026-10-01 mastectomy left breast status=not-done', '2026-09-30', 'met'],
    ['2026-10-01 mastectomy left breast status=preparation', '2026-09-30', 'met'],
    ['2026-10-01 sentinel-node left', '2026-09-30', 'met'],
  ])('%s, WHO 1 of %s: %s', (operation, ecog, expected) => {
    expect(course(operation, ecog)).toBe(expected)
  })

  it('needs the operations to be read too', () => {
    const lines = ['2026-09-01 recurrence left breast', '2026-11-01 ecog 1']
    expect(result('performance-status', patient(...lines), { gaps: { Procedure: 'failed' } })).toBe(
      'unknown: incomplete',
    )
    expect(result('performance-status', patient(...lines))).toBe('met')
  })

  it('an answer of today is never from before it', () => {
    const finding = findingOn(
      ['2026-09-01 recurrence left breast', '2026-11-23 mastectomy left breast', '2026-11-01 ecog 1'],
      {
        answers: answersOf({ Q10: '2' }),
      },
    )
    expect([finding.status, citedBy(finding)]).toEqual(['met', ['Q10']])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addYears,
  ageInYears,
  type DayRange,
  dateOf,
  dayOf,
  hull,
  isBefore,
  isOnOrAfter,
  isoOf,
  parseDate,
  shift,
} from '../../src/engine/calendar.ts'
import { dayOfIso } from '../../src/engine/index.ts'
import { day } from '../support/match.ts'

const SEED = 6_452_485
const MS_PER_DAY = 86_400_000
const anyDay = fc.integer({ min: day('1000-01-01'), max: day('2999-12-31') })

describe('a calendar day', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-03-01', 11_017],
    ['1900-03-01', -25_508],
  ])('%s is day %i', (iso, number) => {
    expect(day(iso)).toBe(number)
    expect(isoOf(number)).toBe(iso)
  })

  it('agrees with the calendar of the language, there and back', () => {
    fc.assert(
      fc.property(anyDay, (number) => {
        const iso = new Date(number * MS_PER_DAY).toISOString().slice(0, 10)
        expect(isoOf(number)).toBe(iso)
        expect(dayOfIso(iso)).toBe(number)
        const { year, month, date } = dateOf(number)
        expect(dayOf(year, month, date)).toBe(number)
      }),
      { seed: SEED, numRuns: 2000 },
    )
  })

  it('repeats after 400 years of 146,097 days (P-10)', () => {
    fc.assert(
      fc.property(anyDay, (number) => {
        const { year, month, date } = dateOf(number)
        expect(dayOf(year + 400, month, date)).toBe(number + 146_097)
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  it.each([
    '2024-02-30',
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-04-31',
    '2024-01-00',
    '2024-1-1',
    '24-01-01',
    '',
  ])('%s is none (D-31)', (text) => {
    expect(dayOfIso(text)).toBeUndefined()
  })
})

describe('a date of the record', () => {
  const days = (text: string): string | undefined => {
    const range = parseDate(text)
    return range && `${isoOf(range.first)}/${isoOf(range.last)}`
  }

  it.each([
    ['2024', '2024-01-01/2024-12-31'],
    ['2024-02', '2024-02-01/2024-02-29'],
    ['2023-02', '2023-02-01/2023-02-28'],
    ['1900-02', '1900-02-01/1900-02-28'],
    ['2000-02', '2000-02-01/2000-02-29'],
    ['2024-12', '2024-12-01/2024-12-31'],
    ['2024-02-29', '2024-02-29/2024-02-29'],
    ['2024-02-29T23:59:59.999+14:00', '2024-02-29/2024-02-29'],
    ['2024-02-29T00:00:00Z', '2024-02-29/2024-02-29'],
    ['2024-02-29T08:30', '2024-02-29/2024-02-29'],
  ])('%s may be any day of %s (HZ-15)', (text, expected) => {
    expect(days(text)).toBe(expected)
  })

  it.each([
    '2024-02-30',
    '2024-13',
    '2024-00',
    '0000',
    '2024-01-01T24:00:00Z',
    '2024-01-01T10:60:00Z',
    '2024-01-01T10:00:60Z',
    '2024-01-01T10:00:00+2',
    '01-02-2024',
    '2024/01/01',
    '20240101',
    ' 2024',
    '2024-01-01 ',
    '',
  ])('%j cannot be read (D-31)', (text) => {
    expect(parseDate(text)).toBeUndefined()
  })
})

describe('an order between two dates', () => {
  const range = fc
    .tuple(fc.integer({ min: -4, max: 4 }), fc.nat({ max: 4 }))
    .map(([first, length]): DayRange => ({ first, last: first + length }))
  const daysIn = ({ first, last }: DayRange): number[] =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index)
  /** Every pair of days that the two may mean, asked one by one. */
  const byEnumeration = (a: DayRange, b: DayRange, holds: (a: number, b: number) => boolean) => {
    const answers = new Set(daysIn(a).flatMap((x) => daysIn(b).map((y) => holds(x, y))))
    return answers.size === 1 ? [...answers][0] : 'ambiguous'
  }

  it('is certain exactly when every pair of days agrees (HZ-15)', () => {
    fc.assert(
      fc.property(range, range, (a, b) => {
        expect(isBefore(a, b)).toBe(byEnumeration(a, b, (x, y) => x < y))
        expect(isOnOrAfter(a, b)).toBe(byEnumeration(a, b, (x, y) => x >= y))
      }),
      { seed: SEED, numRuns: 3000 },
    )
  })

  it('moves and spans as its ends do', () => {
    expect(shift({ first: 1, last: 3 }, -2)).toEqual({ first: -1, last: 1 })
    expect(hull({ first: 1, last: 3 }, { first: -5, last: 2 })).toEqual({ first: -5, last: 3 })
  })
})

describe('an age (HZ-14)', () => {
  it.each([
    ['2008-11-23', '2026-11-22', 17],
    ['2008-11-23', '2026-11-23', 18],
    ['2008-11-23', '2026-11-24', 18],
    ['2008-02-29', '2026-02-27', 17],
    ['2008-02-29', '2026-02-28', 18],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-28', 19],
    ['2008-02-29', '2028-02-29', 20],
    ['2026-11-23', '2026-11-23', 0],
  ])('somebody born on %s is on %s %i years old', (born, on, years) => {
    expect(ageInYears(day(born), day(on))).toBe(years)
  })

  it('puts a birthday of 29 February on 28 February where there is none, also in 1900 and 2100', () => {
    expect(isoOf(addYears(day('2008-02-29'), 18))).toBe('2026-02-28')
    expect(isoOf(addYears(day('2008-02-29'), 92))).toBe('2100-02-28')
    expect(isoOf(addYears(day('2008-02-29'), 16))).toBe('2024-02-29')
    expect(isoOf(addYears(day('1896-02-29'), 4))).toBe('1900-02-28')
  })
})

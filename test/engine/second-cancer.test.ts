import { describe, expect, it } from 'vitest'
import { factsNamed, result } from '../support/match.ts'

const COURSE = [
  '2015-03-01 carcinoma left breast',
  '2015-06-01/2015-08-01 radiotherapy left breast',
  '2020-03-01 carcinoma left breast',
]
const recurrences = (...lines: readonly string[]): string[] =>
  factsNamed('recurrence', ['female, born 1961-04-02', ...lines].join('\n')).map(({ kind }) => kind)
/** The course with one of its lines written differently. */
const butWith = (index: number, line: string): string[] => COURSE.with(index, line)

describe('a later cancer of an irradiated side counts as a recurrence', () => {
  it('with both confirmed, dated, on one side and more than a year apart', () => {
    expect(recurrences(...COURSE)).toEqual(['second-cancer'])
    expect(result('locoregional-recurrence', ['female, born 1961-04-02', ...COURSE].join('\n'))).toBe('met')
  })

  it.each([
    ['the 365th day after the first does not', '2016-02-29', []],
    ['the 366th day after the first does', '2016-03-01', ['second-cancer']],
  ])('%s', (_, date, expected) => {
    expect(recurrences(...butWith(2, `${date} carcinoma left breast`))).toEqual(expected)
  })

  it('says so of the later one only, and lets it date the order', () => {
    const [second] = factsNamed('recurrence', ['female', ...COURSE].join('\n'))
    expect(second?.dateText).toBe('2020-03-01')
  })
})

describe('a later cancer does not count as a recurrence', () => {
  it.each([
    ['on the other side', 2, '2020-03-01 carcinoma right breast'],
    ['without a side', 2, '2020-03-01 carcinoma breast'],
    ['on both sides', 2, '2020-03-01 carcinoma both breast'],
    ['with sides that contradict each other', 2, '2020-03-01 left-cancer right breast'],
    ['without a date', 2, '- carcinoma left breast'],
    ['with a date of writing only', 2, 'recorded:2020-03-01 carcinoma left breast'],
    ['with a year that may be too close', 2, '2016 carcinoma left breast'],
    ['unconfirmed', 2, '2020-03-01 carcinoma left breast verification=provisional'],
    ['in situ only', 2, '2020-03-01 in-situ left breast'],
    ['when the first is unconfirmed', 0, '2015-03-01 carcinoma left breast verification=differential'],
    ['when the first has no date', 0, '- carcinoma left breast'],
    ['when the first is in the history only', 0, '2015-03-01 history left breast'],
    ['when the irradiation was on the other side', 1, '2015-06-01/2015-08-01 radiotherapy right breast'],
    ['when the irradiation had not ended', 1, '2015-06-01/2020-03-01 radiotherapy left breast'],
    ['when the irradiation has no end', 1, '2015-06-01/ radiotherapy left breast'],
    ['when the irradiation is of the same year', 1, '2020 radiotherapy left breast'],
    ['when the irradiation was planned', 1, '2015-06-01 radiotherapy left breast status=preparation'],
    ['when the irradiation was not done', 1, '2015-06-01 radiotherapy left breast status=not-done'],
  ])('%s', (_, index, line) => {
    expect(recurrences(...butWith(index, line))).toEqual([])
  })
})

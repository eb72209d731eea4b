import { describe, expect, it } from 'vitest'
import { answersOf, citedBy, findingOf, result, verdictOf } from '../../support/match.ts'

const PRIMARY = '2010-03-01 carcinoma left breast'
const TREATED = '2010-06-01/2010-08-01 radiotherapy left breast'
const RECURRENCE = '2020-03-01 recurrence left breast'
const patient = (...lines: readonly string[]): string => ['female, born 1961-04-02', ...lines].join('\n')
const recurred = (...lines: readonly string[]): string => result('locoregional-recurrence', patient(...lines))

describe('a recurrence after irradiation, on one side', () => {
  it('is met with both on the left, and with both on the right', () => {
    expect(recurred(PRIMARY, TREATED, RECURRENCE)).toBe('met')
    expect(recurred(...[PRIMARY, TREATED, RECURRENCE].map((line) => line.replace('left', 'right')))).toBe(
      'met',
    )
  })

  it.each(['chest-wall', 'axilla', 'supraclavicular', 'internal-mammary', 'breast'])(
    'counts irradiation of the %s',
    (site) => {
      expect(recurred(PRIMARY, `2010-06-01 radiotherapy left ${site}`, RECURRENCE)).toBe('met')
    },
  )

  it.each([
    ['2020-02-29', 'met'],
    ['2020-03-01', 'unknown: missing'],
    ['2020-02-01/2020-03-01', 'unknown: missing'],
    ['2020-03', 'unknown: missing'],
    ['2020', 'unknown: ambiguous'],
    ['-', 'unknown: ambiguous'],
  ])('irradiation of %s, recurrence on 2020-03-01: %s (HZ-15)', (date, expected) => {
    expect(recurred(PRIMARY, `${date} radiotherapy left breast`, RECURRENCE)).toBe(expected)
  })

  it.each([
    ['2020-03-01 recurrence breast', 'unknown: ambiguous'],
    ['2020-03-01 recurrence', 'unknown: ambiguous'],
    ['2020-03-01 recurrence left right breast', 'unknown: conflict'],
    ['2020-03-01 recurrence both breast', 'met'],
    ['- recurrence left breast', 'unknown: ambiguous'],
    ['recorded:2020-03-01 recurrence left breast', 'unknown: ambiguous'],
    ['2020-03-01 recurrence left breast verification=provisional', 'unknown: ambiguous'],
    ['2020-03-01 recurrence left breast verification=refuted', 'unknown: missing'],
    ['2020-03-01 condition SNOMED|1259237005 left breast', 'met'],
    ['2020-03-01 condition SNOMED|1259237005 left lung', 'unknown: missing'],
    ['2020-03-01 axillary-metastasis left', 'unknown: ambiguous'],
    ['2020-03-01 skin-metastasis left', 'unknown: ambiguous'],
    ['2020-03-01 condition SNOMED|1081551000119106', 'met'],
  ])('%s: %s (D-09, D-25)', (line, expected) => {
    expect(recurred(PRIMARY, TREATED, line)).toBe(expected)
  })

  it.each(['recurrence', 'relapse'])(
    'the status %s on the primary proves a recurrence and dates none (D-09)',
    (status) => {
      const finding = findingOf(
        'locoregional-recurrence',
        patient(`${PRIMARY} clinical=${status} id=primary`, TREATED),
      )
      expect([finding.status, finding.reason]).toEqual(['unknown', 'ambiguous'])
      expect(citedBy(finding)).toContain('Condition/primary')
    },
  )

  it('missing irradiation is no evidence against it (HZ-02, HZ-04)', () => {
    expect(recurred(PRIMARY, RECURRENCE)).toBe('unknown: missing')
    expect(recurred(RECURRENCE)).toBe('unknown: missing')
  })

  it.each(['phyllodes left breast', 'sarcoma left breast'])(
    'stays open beside a %s, which the text does not settle',
    (words) => {
      expect(recurred(PRIMARY, TREATED, RECURRENCE, `2020-03-01 ${words}`)).toBe('unknown: ambiguous')
    },
  )
})

describe('a recurrence on the other side alone (HZ-16)', () => {
  const RIGHT = '2020-03-01 recurrence right breast'

  it('is not met: primary and irradiation left, recurrence right', () => {
    expect(recurred(PRIMARY, TREATED, RIGHT)).toBe('not-met')
  })

  it('is not certain when anything may have been on the side of the recurrence', () => {
    expect(recurred(PRIMARY, TREATED, RIGHT, '2005-01-01 carcinoma right breast')).toBe('unknown: missing')
    expect(recurred(PRIMARY, TREATED, RIGHT, '2005-01-01 carcinoma breast')).toBe('unknown: missing')
    expect(
      recurred(PRIMARY, TREATED, RIGHT, '2005-01-01 carcinoma right breast verification=provisional'),
    ).toBe('unknown: missing')
    expect(recurred(PRIMARY, TREATED, RIGHT, '2005-01-01 radiotherapy right breast')).toBe('met')
    expect(recurred(PRIMARY, TREATED, `${RIGHT} verification=provisional`)).toBe('unknown: ambiguous')
    expect(recurred(TREATED, RIGHT)).toBe('unknown: missing')
  })

  it.each(['Condition', 'Procedure'] as const)(
    'is not certain while %s was not read to the end (P-01)',
    (type) => {
      const { status } = findingOf('locoregional-recurrence', patient(PRIMARY, TREATED, RIGHT), {
        gaps: { [type]: 'partial' },
      })
      expect(status).toBe('unknown')
    },
  )

  /** "An answer changes only `ask`/unknown criteria; disagreement with a record fact is recorded, never overwrites." */
  it('is not turned into "met" by an answer: the two disagree, and both are shown (P-15)', () => {
    const finding = findingOf('locoregional-recurrence', patient(PRIMARY, TREATED, RIGHT), {
      answers: answersOf({ Q6: 'whole-breast' }),
    })
    expect([finding.status, finding.reason]).toEqual(['unknown', 'conflict'])
  })
})

describe('left and right are judged apart', () => {
  const both = [RECURRENCE, '2021-01-01 recurrence right breast', '2010-06-01 radiotherapy right breast']

  it('and the side that fits better is shown, the other named', () => {
    const verdict = verdictOf(patient(...both))
    expect(verdict.side).toBe('right')
    expect(verdict.otherSides.map(({ side }) => side)).toEqual(['left'])
  })

  it('so that a recurrence left and irradiation right never make one course', () => {
    expect(
      recurred('2010-03-01 carcinoma right breast', '2010-06-01 radiotherapy right breast', RECURRENCE),
    ).toBe('not-met')
    expect(recurred('2010-06-01 radiotherapy right breast', RECURRENCE)).toBe('unknown: missing')
  })
})

describe('what the clinician says of it', () => {
  it('settles a side that the chart leaves open', () => {
    const lines = patient(
      '2010-03-01 carcinoma breast',
      '2010-06-01 radiotherapy left breast',
      '2020-03-01 recurrence breast',
    )
    expect(result('locoregional-recurrence', lines)).toBe('unknown: ambiguous')
    expect(
      result('locoregional-recurrence', lines, {
        answers: answersOf({ Q4: 'same-side-left', Q6: 'whole-breast' }),
      }),
    ).toBe('met')
    expect(result('locoregional-recurrence', lines, { answers: answersOf({ Q4: 'other-side' }) })).toBe(
      'not-met',
    )
  })

  it('that it was never irradiated: not met, and in conflict with a chart that says otherwise (P-15)', () => {
    expect(
      result('locoregional-recurrence', patient(PRIMARY, RECURRENCE), { answers: answersOf({ Q6: 'no' }) }),
    ).toBe('not-met')
    const finding = findingOf('locoregional-recurrence', patient(PRIMARY, TREATED, RECURRENCE), {
      answers: answersOf({ Q6: 'no' }),
    })
    expect([finding.reason, finding.disagreement]).toEqual(['conflict', true])
  })

  it.each(['dcis-only', 'phyllodes', 'sarcoma', 'angiosarcoma'])(
    'a histology of %s leaves it open',
    (histology) => {
      expect(
        result('locoregional-recurrence', patient(PRIMARY, TREATED, RECURRENCE), {
          answers: answersOf({ Q5: histology }),
        }),
      ).toBe('unknown: ambiguous')
    },
  )
})

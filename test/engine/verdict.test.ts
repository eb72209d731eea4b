import { describe, expect, it } from 'vitest'
import { answersOf, results, trial, verdictOf } from '../support/match.ts'

const WHO = 'female, born 1961-04-02'
const FITTING = [
  WHO,
  '2010-03-01 carcinoma left breast',
  '2010-04-01 mastectomy left breast',
  '2010-06-01/2010-08-01 radiotherapy left breast',
  '2020-03-01 recurrence left breast',
  '2020-04-01 excision left breast',
  '2020-03-10 pet-ct',
  '2020-03-10 m0',
  '2026-11-01 ecog 1',
]
const JUDGED = answersOf({ Q3: 'yes', Q11: 'yes' })
const kindOf = (lines: readonly string[], more: Parameters<typeof verdictOf>[1] = {}): string =>
  verdictOf(lines.join('\n'), more).kind

describe('the verdict', () => {
  it('fits when every inclusion is met and both exclusions are not; from the chart alone it never is', () => {
    expect(results(verdictOf(FITTING.join('\n'), { answers: JUDGED }))).toMatchObject({
      'salvage-surgery': 'met',
      'low-risk-recurrence': 'not-met',
    })
    expect(kindOf(FITTING, { answers: JUDGED })).toBe('fits')
    expect(kindOf(FITTING)).toBe('may-fit')
  })

  it('may fit as long as one criterion is open', () => {
    for (const index of FITTING.keys())
      if (index > 0 && !FITTING[index]!.includes('carcinoma'))
        expect(kindOf(FITTING.toSpliced(index, 1), { answers: JUDGED }), FITTING[index]).toBe('may-fit')
  })

  it.each([
    ['an inclusion not met', [...FITTING, '2026-11-02 ecog 3'], {}],
    [
      'an exclusion met',
      [...FITTING.filter((line) => !/carcinoma|radiotherapy/.test(line)), '2010-03-01 sarcoma left breast'],
      {},
    ],
    ['an answer against it', FITTING, { Q11: 'no' }],
  ])('does not fit with %s', (_, lines, given) => {
    expect(
      kindOf(lines, {
        answers: [...JUDGED.filter(({ question }) => !(question in given)), ...answersOf(given)],
      }),
    ).toBe('does-not-fit')
  })

  it('gives a finding for each criterion, in the order of the trial', () => {
    expect(Object.keys(results(verdictOf(WHO)))).toEqual(trial.criteria.map(({ id }) => id))
  })

  it('never contradicts on an empty record: everything is unknown but age and permission (D-28)', () => {
    const verdict = verdictOf(WHO)
    expect(
      verdict.findings.filter(({ effect }) => effect !== 'open').map(({ criterion }) => criterion),
    ).toEqual(['adult', 'systemic-therapy-allowed'])
  })
})

describe('"not applicable"', () => {
  it.each([
    ['nothing at all', []],
    ['other diseases', ['2020 condition SNOMED|44054006', '2020 lung-cancer']],
    ['a refuted breast cancer', ['2020 carcinoma left breast verification=refuted']],
    ['breast cancer of somebody else', ['2020 carcinoma left breast subject=Patient/q']],
    ['an operation and irradiation alone', ['2020 mastectomy left breast', '2020 radiotherapy left breast']],
    ['a metastasis of an unknown tumour', ['2020 axillary-metastasis']],
    ['text alone', ['2020 condition display=mammacarcinoom']],
  ])('with %s on record', (_, lines) => {
    const verdict = verdictOf([WHO, ...lines].join('\n'))
    expect([verdict.kind, verdict.notApplicable]).toEqual(['not-applicable', 'nothing-recorded'])
  })

  it.each([
    ['2020 carcinoma left breast'],
    ['2020 carcinoma left breast verification=provisional'],
    ['- history'],
    ['2020 condition ICD10|Z85.3'],
    ['2020 condition ICD10NL|C50.9'],
    ['2020 recurrence'],
    ['2020 sarcoma left breast'],
    ['2020 in-situ left'],
  ])('not with %s', (line) => {
    expect(kindOf([WHO, line])).not.toBe('not-applicable')
  })

  /** "`not-applicable` when no usable code of a breast malignancy, its recurrence or its history is in the record." */
  it('a suspected axillary metastasis says no more of the breast than a certain one', () => {
    expect(kindOf([WHO, '2020 axillary-metastasis verification=provisional'])).toBe(
      kindOf([WHO, '2020 axillary-metastasis']),
    )
    expect(kindOf([WHO, '2020 condition ICD10|C49.3 verification=provisional'])).toBe(
      kindOf([WHO, '2020 condition ICD10|C49.3']),
    )
  })

  it.each(['partial', 'forbidden', 'failed', 'truncated'] as const)(
    'is never said on a gap: conditions %s (HZ-08)',
    (state) => {
      expect(kindOf([WHO], { gaps: { Condition: state } })).toBe('may-fit')
    },
  )

  it.each(['died 2026-11-01', 'died 2026'])('%s: stops the card (D-01, HZ-09)', (died) => {
    const verdict = verdictOf([`${WHO}, ${died}`, ...FITTING.slice(1)].join('\n'), { answers: JUDGED })
    expect([verdict.kind, verdict.notApplicable]).toEqual(['not-applicable', 'deceased'])
  })

  it('deceased as a boolean counts alike, and false does not', () => {
    const patient = (deceasedBoolean: boolean) => [{ resourceType: 'Patient', id: 'p', deceasedBoolean }]
    expect(verdictOf(patient(true)).notApplicable).toBe('deceased')
    expect(verdictOf(patient(false)).notApplicable).toBe('nothing-recorded')
  })
})

describe('the side that is shown (HZ-16)', () => {
  it.each([
    ['left', ['2020-03-01 recurrence left breast'], []],
    ['right', ['2020-03-01 recurrence right breast'], []],
    [undefined, ['2020-03-01 recurrence breast'], []],
    [undefined, ['2020-03-01 recurrence left right breast'], []],
    [undefined, ['2020-03-01 recurrence left breast verification=provisional'], []],
    [undefined, ['2020-03-01 cancer left breast'], []],
    ['left', ['2020-03-01 recurrence both breast'], ['right']],
  ])('is %s with %j', (side, lines, others) => {
    const verdict = verdictOf([WHO, ...lines].join('\n'))
    expect(verdict.side).toBe(side)
    expect(verdict.otherSides.map((other) => other.side)).toEqual(others)
  })

  it('is the one that fits best, whatever the order of the entries (P-03)', () => {
    const lines = [
      WHO,
      '2020-03-01 recurrence left breast',
      '2021-03-01 recurrence right breast',
      '2010-01-01 radiotherapy right breast',
    ]
    expect(verdictOf(lines.join('\n')).side).toBe('right')
    expect(
      verdictOf(lines.join('\n').replaceAll('left', 'x').replaceAll('right', 'left').replaceAll('x', 'right'))
        .side,
    ).toBe('left')
  })
})

import { describe, expect, it } from 'vitest'
import { answersOf, citedBy, findingOf, notCountedIn, result } from '../../support/match.ts'

const RECURRENCE = '2020-03-01 recurrence left breast'
const patient = (...lines: readonly string[]): string =>
  ['female, born 1961-04-02', RECURRENCE, ...lines].join('\n')
const spread = (...lines: readonly string[]): string => result('oligometastases-limit', patient(...lines))
const answered = (answers: Readonly<Record<string, string | number>>, ...lines: readonly string[]): string =>
  result('oligometastases-limit', patient(...lines), { answers: answersOf(answers) })

describe('M0', () => {
  it.each([
    ['2020-03-01', 'met'],
    ['2020-02-29', 'unknown: missing'],
    ['2026-11-23', 'met'],
    ['2026-11-24', 'unknown: missing'],
    ['2020-03', 'met'],
    ['2020-02', 'unknown: missing'],
    ['2020', 'unknown: ambiguous'],
    ['-', 'unknown: ambiguous'],
    ['recorded:2020-03-10', 'unknown: ambiguous'],
  ])('of %s, recurrence on 2020-03-01: %s (HZ-15)', (date, expected) => {
    expect(spread(`${date} m0`)).toBe(expected)
  })

  it.each([
    ['status=amended', 'met'],
    ['status=preliminary', 'unknown: ambiguous'],
    ['status=cancelled', 'unknown: missing'],
    ['absent=unknown', 'unknown: missing'],
  ])('with %s: %s', (option, expected) => {
    expect(spread(`2020-03-10 m0 ${option}`)).toBe(expected)
  })

  it('leaves it open when a later recurrence is on record', () => {
    expect(spread('2020-03-10 m0', '2024-01-01 recurrence left breast')).toBe('unknown: ambiguous')
  })

  it('and M1 of the same time conflict (D-32)', () => {
    expect(spread('2020-03-10 m0', '2020-03-10 m1')).toBe('unknown: conflict')
    expect(spread('2020-03-10 m0', '2015-03-10 m1')).toBe('met')
  })

  it('needs metastases and stages to be read to the end (P-01)', () => {
    for (const type of ['Condition', 'Observation'] as const)
      expect(result('oligometastases-limit', patient('2020-03-10 m0'), { gaps: { [type]: 'partial' } })).toBe(
        'unknown: incomplete',
      )
  })

  /**
   * "An incomplete read may leave `met` standing only for an event is present; order, absence need complete reads":
   * with the irradiation unread, the second cancer of 2020 is not known as a recurrence, and M0 of 2016 predates it.
   */
  it('does not count while irradiation that would make a later cancer a recurrence is unread (P-01)', () => {
    const lines = [
      'female, born 1961-04-02',
      '2010-01-01 carcinoma left breast',
      '2015-01-01 recurrence left breast',
      '2020-01-01 carcinoma left breast',
      '2016-01-01 m0',
    ]
    const whole = [...lines, '2012-01-01 radiotherapy left breast'].join('\n')
    expect(result('oligometastases-limit', whole)).toBe('unknown: ambiguous')
    expect(result('oligometastases-limit', lines.join('\n'), { gaps: { Procedure: 'partial' } })).toBe(
      'unknown: incomplete',
    )
  })
})

describe('a metastasis', () => {
  it('outside the permitted regions contradicts, with the evidence (HZ-02)', () => {
    const finding = findingOf('oligometastases-limit', patient('2020-06-01 bone-metastasis id=bone'))
    expect([finding.status, finding.effect, citedBy(finding)]).toEqual([
      'not-met',
      'contradicts',
      ['Condition/bone'],
    ])
  })

  it.each([
    ['bone-metastasis verification=provisional', 'unknown: ambiguous'],
    ['bone-metastasis verification=refuted', 'unknown: missing'],
    ['bone-metastasis clinical=-', 'unknown: ambiguous'],
    ['bone-metastasis clinical=inactive', 'unknown: ambiguous'],
    ['bone-metastasis clinical=resolved', 'unknown: ambiguous'],
    ['condition ICD10|C78.7', 'not-met'],
    ['condition ICD10|C77.2', 'not-met'],
    ['condition ICD10CM|C79.82', 'not-met'],
    ['axillary-metastasis', 'unknown: ambiguous'],
    ['condition ICD10|C77.0', 'unknown: ambiguous'],
    ['condition ICD10|C77.1', 'unknown: ambiguous'],
    ['condition ICD10|C77.8', 'unknown: ambiguous'],
    ['condition ICD10|C77.9', 'unknown: ambiguous'],
    ['condition ICD10|C78.1', 'unknown: ambiguous'],
    ['skin-metastasis', 'unknown: ambiguous'],
    ['condition ICD10CM|C79.81', 'unknown: ambiguous'],
  ])('%s: %s', (words, expected) => {
    expect(spread(`2020-06-01 ${words}`)).toBe(expected)
  })

  it('and M0 since the recurrence conflict, whatever the region outside (HZ-17)', () => {
    expect(spread('2020-03-10 m0', '2020-06-01 bone-metastasis')).toBe('unknown: conflict')
  })

  it('of another tumour does not count; of an unclear one it leaves the matter open', () => {
    const lung = '2019-01-01 lung-cancer id=lung'
    const finding = findingOf(
      'oligometastases-limit',
      patient(lung, '2020-06-01 bone-metastasis about=Condition/lung id=bone'),
    )
    expect([finding.status, notCountedIn(finding)]).toEqual([
      'unknown',
      ['Condition/bone: of-another-tumour'],
    ])
    expect(spread(lung, '2020-06-01 bone-metastasis')).toBe('unknown: ambiguous')
    expect(
      spread(
        lung,
        '2020-06-01 bone-metastasis about=Condition/breast',
        '2010-01-01 carcinoma left breast id=breast',
      ),
    ).toBe('not-met')
  })

  it('coded both as permitted and as outside comes out the same in either order of its codings (P-03)', () => {
    const [bone, axilla] = ['SNOMED|94222008', 'ICD10|C77.3']
    expect(spread(`2020-06-01 condition ${bone} also=${axilla}`)).toBe(
      spread(`2020-06-01 condition ${axilla} also=${bone}`),
    )
  })

  it('M1 alone is no contradiction, since the permitted nodes are M1', () => {
    expect(spread('2020-03-10 m1')).toBe('unknown: ambiguous')
  })

  it('none on record is not M0 (HZ-04)', () => {
    expect(spread()).toBe('unknown: missing')
  })

  it('rows of a problem list are no count', () => {
    expect(
      spread(...Array.from({ length: 6 }, (_, index) => `2020-06-0${index + 1} axillary-metastasis left`)),
    ).toBe('unknown: ambiguous')
  })
})

describe('what the clinician says of extent and number', () => {
  it.each([
    [{ Q7: 'none-m0' }, 'met'],
    [{ Q7: 'other-sites' }, 'not-met'],
    [{ Q7: 'not-staged' }, 'unknown: missing'],
    [{ Q7: 'permitted-nodes-only' }, 'unknown: clinician'],
    [{ Q7: 'permitted-nodes-only', Q8: 0 }, 'unknown: clinician'],
    [{ Q7: 'permitted-nodes-only', Q8: 1 }, 'met'],
    [{ Q7: 'permitted-nodes-only', Q8: 5 }, 'met'],
    [{ Q7: 'permitted-nodes-only', Q8: 6 }, 'not-met'],
    [{ Q7: 'permitted-nodes-only', Q8: 'more-than-five' }, 'not-met'],
    [{ Q7: 'permitted-nodes-only', Q8: 'unknown' }, 'unknown: clinician'],
    [{ Q8: 5 }, 'unknown: missing'],
    [{ Q8: 6 }, 'not-met'],
  ] as const)('%j: %s', (answers, expected) => {
    expect(answered(answers)).toBe(expected)
  })

  it('against the chart is a conflict that shows both (P-15)', () => {
    expect(answered({ Q7: 'none-m0' }, '2020-06-01 bone-metastasis')).toBe('unknown: conflict')
    expect(answered({ Q7: 'other-sites' }, '2020-03-10 m0')).toBe('unknown: conflict')
    expect(answered({ Q7: 'none-m0' }, '2020-03-10 m1')).toBe('unknown: conflict')
  })

  it('settles what the chart leaves open', () => {
    expect(
      answered({ Q7: 'permitted-nodes-only', Q8: 2 }, '2020-06-01 axillary-metastasis', '2020-03-10 m1'),
    ).toBe('met')
    expect(answered({ Q7: 'none-m0' }, '2015-03-10 m0')).toBe('met')
  })
})

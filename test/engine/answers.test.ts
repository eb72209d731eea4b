/** What each answer of the clinician does: to which criteria, and beside a chart that says the same or differs. */
import { describe, expect, it } from 'vitest'
import { factsOfAnswers } from '../../src/engine/facts/answers.ts'
import {
  answersOf,
  catalog,
  citedBy,
  findingOf,
  result,
  results,
  trial,
  verdictOf,
} from '../support/match.ts'

const WHO = 'female, born 1961-04-02'
/** Something of the disease, and nothing that decides. */
const BARE = [WHO, '2020-03-01 cancer left breast'].join('\n')
const COURSE = [
  WHO,
  '2010-03-01 cancer left breast',
  '2010-06-01/2010-08-01 radiotherapy left breast',
  '2020-03-01 recurrence left breast',
].join('\n')

/** Which criteria come out differently with these answers. */
function changed(patient: string, given: Readonly<Record<string, string | number>>): Record<string, string> {
  const before = results(verdictOf(patient))
  const after = results(verdictOf(patient, { answers: answersOf(given) }))
  return Object.fromEntries(Object.entries(after).filter(([id, value]) => value !== before[id]))
}

describe('each answer, on a chart that leaves everything open (P-15)', () => {
  it.each<readonly [Readonly<Record<string, string | number>>, Readonly<Record<string, string>>]>([
    [{ Q1: 'yes' }, { 'low-risk-recurrence': 'not-met' }],
    [{ Q1: 'no-low-risk' }, { 'low-risk-recurrence': 'unknown: missing' }],
    [{ Q1: 'not-yet-known' }, {}],
    [{ Q2: 'salvage-mastectomy' }, { 'salvage-surgery': 'unknown: clinician' }],
    [{ Q2: 'local-excision' }, { 'salvage-surgery': 'unknown: clinician' }],
    [{ Q2: 'nodal-surgery-only' }, {}],
    [{ Q2: 'planned-not-done' }, {}],
    [{ Q2: 'none-unresectable' }, { 'salvage-surgery': 'not-met' }],
    [
      { Q2: 'salvage-mastectomy', Q1: 'yes' },
      { 'salvage-surgery': 'met', 'low-risk-recurrence': 'not-met' },
    ],
    [{ Q2: 'local-excision', Q3: 'yes' }, { 'salvage-surgery': 'met' }],
    [{ Q3: 'yes' }, {}],
    [{ Q3: 'no' }, {}],
    [{ Q3: 'to-be-decided' }, {}],
    [{ Q4: 'same-side-left' }, {}],
    [{ Q4: 'same-side-right' }, {}],
    [{ Q4: 'both-sides' }, {}],
    [{ Q4: 'other-side' }, { 'locoregional-recurrence': 'not-met' }],
    [
      { Q4: 'same-side-left', Q6: 'whole-breast' },
      { 'locoregional-recurrence': 'met', 'prior-breast-irradiation': 'met' },
    ],
    [{ Q5: 'invasive-carcinoma' }, { 'primary-breast-sarcoma': 'not-met' }],
    [{ Q5: 'dcis-only' }, { 'locoregional-recurrence': 'unknown: ambiguous' }],
    [
      { Q5: 'phyllodes' },
      { 'locoregional-recurrence': 'unknown: ambiguous', 'primary-breast-sarcoma': 'unknown: ambiguous' },
    ],
    [{ Q5: 'sarcoma' }, { 'locoregional-recurrence': 'unknown: ambiguous', 'primary-breast-sarcoma': 'met' }],
    [
      { Q5: 'angiosarcoma' },
      { 'locoregional-recurrence': 'unknown: ambiguous', 'primary-breast-sarcoma': 'unknown: ambiguous' },
    ],
    [{ Q6: 'whole-breast' }, { 'prior-breast-irradiation': 'met' }],
    [{ Q6: 'partial-breast' }, { 'prior-breast-irradiation': 'met' }],
    [{ Q6: 'chest-wall-only' }, { 'prior-breast-irradiation': 'unknown: ambiguous' }],
    [{ Q6: 'regional-nodes-only' }, { 'prior-breast-irradiation': 'unknown: ambiguous' }],
    [{ Q6: 'no' }, { 'prior-breast-irradiation': 'not-met', 'locoregional-recurrence': 'not-met' }],
    [{ Q7: 'none-m0' }, { 'oligometastases-limit': 'met' }],
    [{ Q7: 'permitted-nodes-only' }, { 'oligometastases-limit': 'unknown: clinician' }],
    [{ Q7: 'other-sites' }, { 'oligometastases-limit': 'not-met' }],
    [{ Q7: 'not-staged' }, {}],
    [{ Q8: 5 }, {}],
    [{ Q8: 6 }, { 'oligometastases-limit': 'not-met' }],
    [{ Q8: 'more-than-five' }, { 'oligometastases-limit': 'not-met' }],
    [{ Q9: 'fdg' }, { 'pet-ct-staging': 'met' }],
    [{ Q9: 'fes' }, { 'pet-ct-staging': 'met' }],
    [{ Q9: 'both' }, { 'pet-ct-staging': 'met' }],
    [{ Q9: 'planned' }, {}],
    [{ Q9: 'no' }, {}],
    [{ Q10: '0' }, { 'performance-status': 'met' }],
    [{ Q10: '1' }, { 'performance-status': 'met' }],
    [{ Q10: '2' }, { 'performance-status': 'met' }],
    [{ Q10: '3' }, { 'performance-status': 'not-met' }],
    [{ Q10: '4' }, { 'performance-status': 'not-met' }],
    [{ Q11: 'yes' }, { 'dutch-language': 'met' }],
    [{ Q11: 'no' }, { 'dutch-language': 'not-met' }],
    [{ Q11: 'unsure' }, {}],
    [{ Q12: 'breast-conserving' }, {}],
    [{ Q12: 'breast-conserving', Q1: 'no-low-risk' }, { 'low-risk-recurrence': 'met' }],
    [{ Q12: 'mastectomy' }, { 'low-risk-recurrence': 'not-met' }],
    [{ Q12: 'none' }, { 'low-risk-recurrence': 'not-met' }],
  ])('%j changes %j', (given, expected) => {
    expect(changed(BARE, given)).toEqual(expected)
  })

  it('every answer code of every question is above, but "unknown"', () => {
    for (const { answers } of catalog.questions) expect(answers.map(({ code }) => code)).toContain('unknown')
  })
})

describe('an answer', () => {
  it('changes only the criteria that its question feeds', () => {
    for (const { id, answers } of catalog.questions) {
      const fed = trial.criteria
        .filter(({ questions }) => questions.includes(id))
        .map((criterion) => criterion.id)
      const asking = catalog.trials.filter(({ questionOrder }) => questionOrder.includes(id))
      expect(asking.length, `${id} feeds no trial`).toBeGreaterThan(0)
      for (const { code } of answers)
        for (const patient of [BARE, COURSE])
          for (const criterion of Object.keys(changed(patient, { [id]: code })))
            expect(fed, `${id} ${code}`).toContain(criterion)
    }
  })

  it.each(['', 'Yes', 'YES', 'yes ', 'ja', 'no-such-code', 'same-side-left'])(
    'of %j to Q1 is none of its codes and changes nothing',
    (code) => {
      expect(changed(COURSE, { Q1: code })).toEqual({})
    },
  )

  it.each([-1, 2.5, 1000, Number.NaN, Number.POSITIVE_INFINITY])(
    'of %d lesions is no whole number in range and changes nothing',
    (count) => {
      expect(changed(COURSE, { Q7: 'permitted-nodes-only', Q8: count })).toEqual(
        changed(COURSE, { Q7: 'permitted-nodes-only' }),
      )
    },
  )

  it('to a question that nobody asks, or as a number where none is taken, states nothing', () => {
    expect(
      factsOfAnswers(catalog, [
        { question: 'Q99', answer: 'yes' },
        { question: 'Q10', answer: 1 },
      ]),
    ).toEqual([])
  })

  it('is named by its question in the evidence, and the question is no longer open (HZ-21)', () => {
    const finding = findingOf('dutch-language', BARE, { answers: answersOf({ Q11: 'yes' }) })
    expect(citedBy(finding)).toEqual(['Q11'])
    expect(findingOf('salvage-surgery', BARE).openQuestions).toEqual(['Q2', 'Q1', 'Q3'])
    expect(
      findingOf('salvage-surgery', BARE, { answers: answersOf({ Q2: 'local-excision' }) }).openQuestions,
    ).toEqual(['Q1', 'Q3'])
  })

  /** "Order of answers irrelevant." */
  it.each<readonly [string, string, string, string]>([
    ['dutch-language', 'Q11', 'yes', 'no'],
    ['salvage-surgery', 'Q1', 'yes', 'no-low-risk'],
    ['oligometastases-limit', 'Q7', 'none-m0', 'other-sites'],
    ['performance-status', 'Q10', '1', '3'],
  ])(
    '%s: two answers to %s, %s and %s, come to the same in either order (P-15)',
    (criterion, question, a, b) => {
      const inOrder = (...given: readonly string[]): string =>
        result(criterion, BARE, {
          answers: [
            { question: 'Q2', answer: 'salvage-mastectomy' },
            ...given.map((answer) => ({ question, answer })),
          ],
        })
      expect(inOrder(a, b)).toBe(inOrder(b, a))
    },
  )

  it('withdrawn restores exactly what was there', () => {
    expect(verdictOf(COURSE, { answers: [] })).toEqual(verdictOf(COURSE))
  })
})

describe('an answer beside the chart: where both speak and differ neither wins (P-15)', () => {
  it.each<readonly [string, Readonly<Record<string, string | number>>, string, string]>([
    ['performance-status', { Q10: '3' }, '2026-11-20 ecog 1', 'Observation/x'],
    ['performance-status', { Q10: '1' }, '2026-11-20 ecog 3', 'Observation/x'],
    ['prior-breast-irradiation', { Q6: 'no' }, '', 'Procedure/r2'],
    ['locoregional-recurrence', { Q6: 'no' }, '', 'Procedure/r2'],
    ['locoregional-recurrence', { Q4: 'other-side' }, '', 'Condition/r3'],
    ['oligometastases-limit', { Q7: 'other-sites' }, '2020-04-01 m0', 'Observation/x'],
    ['oligometastases-limit', { Q7: 'none-m0' }, '2020-04-01 bone-metastasis', 'Condition/x'],
    ['primary-breast-sarcoma', { Q5: 'sarcoma' }, '2020-03-01 carcinoma left breast', 'Condition/x'],
    ['primary-breast-sarcoma', { Q5: 'invasive-carcinoma' }, '2020-03-01 sarcoma left breast', 'Condition/x'],
  ])('%s with %j and %j: conflict, both shown', (criterion, given, line, reference) => {
    const patient = line ? `${COURSE}\n${line} id=x` : COURSE
    const finding = findingOf(criterion, patient, { answers: answersOf(given) })
    expect([finding.status, finding.reason]).toEqual(['unknown', 'conflict'])
    expect(citedBy(finding)).toEqual(expect.arrayContaining([reference, ...Object.keys(given)]))
  })

  it('where both say the same it stays', () => {
    expect(result('prior-breast-irradiation', COURSE, { answers: answersOf({ Q6: 'whole-breast' }) })).toBe(
      'met',
    )
    expect(
      result('performance-status', `${COURSE}\n2026-11-20 ecog 1`, { answers: answersOf({ Q10: '2' }) }),
    ).toBe('met')
  })

  it('what the chart leaves open because it is old or silent, the answer settles', () => {
    expect(
      result('performance-status', `${COURSE}\n2020-01-01 ecog 3`, { answers: answersOf({ Q10: '1' }) }),
    ).toBe('met')
    expect(result('oligometastases-limit', COURSE, { answers: answersOf({ Q7: 'none-m0' }) })).toBe('met')
  })

  /** "What the chart cannot tell because it is unread, old or silent, the answer settles." */
  it.each<readonly [string, Readonly<Record<string, string | number>>, string]>([
    ['performance-status', { Q10: '1' }, 'met'],
    ['performance-status', { Q10: '3' }, 'not-met'],
    ['oligometastases-limit', { Q7: 'none-m0' }, 'met'],
    ['prior-breast-irradiation', { Q6: 'whole-breast' }, 'met'],
    ['locoregional-recurrence', { Q4: 'same-side-left', Q6: 'whole-breast' }, 'met'],
    ['pet-ct-staging', { Q9: 'fdg' }, 'met'],
    ['primary-breast-sarcoma', { Q5: 'invasive-carcinoma' }, 'not-met'],
    ['low-risk-recurrence', { Q12: 'mastectomy' }, 'not-met'],
    ['low-risk-recurrence', { Q1: 'yes' }, 'not-met'],
    ['salvage-surgery', { Q2: 'salvage-mastectomy', Q1: 'yes' }, 'met'],
  ])('what could not be read, the answer settles: %s with %j is %s', (criterion, given, expected) => {
    const gaps = {
      Condition: 'forbidden',
      Procedure: 'forbidden',
      Observation: 'forbidden',
      DiagnosticReport: 'forbidden',
      ImagingStudy: 'forbidden',
    } as const
    expect(result(criterion, WHO, { gaps, answers: answersOf(given) })).toBe(expected)
  })

  /** "An answer never overwrites a fact: where both speak and differ, both are shown." */
  it('a recurrence of the right in the chart against "same side, left" is never simply met', () => {
    const right = COURSE.replaceAll('left', 'right')
    const finding = findingOf('locoregional-recurrence', right, {
      answers: answersOf({ Q4: 'same-side-left', Q6: 'whole-breast' }),
    })
    expect([finding.status, finding.reason]).toEqual(['unknown', 'conflict'])
  })
})

/** The criteria that are made of several rules: salvage surgery, and low-risk recurrence. */
import { describe, expect, it } from 'vitest'
import type { Rule } from '../../../src/engine/criteria/kinds.ts'
import { answersOf, citedBy, findingOf, result, trial } from '../../support/match.ts'

const RECURRENCE = '2020-03-01 recurrence left breast'
const patient = (...lines: readonly string[]): string =>
  ['female, born 1961-04-02', RECURRENCE, ...lines].join('\n')
type Answers = Readonly<Record<string, string | number>>
const salvaged = (answers: Answers, ...lines: readonly string[]): string =>
  result('salvage-surgery', patient(...lines), { answers: answersOf(answers) })
const lowRisk = (answers: Answers, ...lines: readonly string[]): string =>
  result('low-risk-recurrence', patient(...lines), { answers: answersOf(answers) })

describe('salvage surgery', () => {
  const MASTECTOMY = '2020-04-01 mastectomy left breast'
  const EXCISION = '2020-04-01 excision left breast'

  it('is never met or contradicted by the chart alone (HZ-18)', () => {
    expect(salvaged({}, MASTECTOMY)).toBe('unknown: clinician')
    expect(salvaged({}, EXCISION)).toBe('unknown: clinician')
    expect(salvaged({})).toBe('unknown: missing')
  })

  it.each<readonly [string, Answers, string]>([
    [MASTECTOMY, { Q1: 'yes' }, 'met'],
    [MASTECTOMY, { Q3: 'yes' }, 'unknown: clinician'],
    [MASTECTOMY, { Q1: 'not-yet-known' }, 'unknown: clinician'],
    [EXCISION, { Q3: 'yes' }, 'met'],
    [EXCISION, { Q1: 'yes' }, 'unknown: clinician'],
    [MASTECTOMY, { Q1: 'no-low-risk', Q3: 'no' }, 'not-met'],
    [EXCISION, { Q1: 'no-low-risk', Q3: 'no' }, 'not-met'],
  ])('%s and %j: %s', (line, answers, expected) => {
    expect(salvaged(answers, line)).toBe(expected)
  })

  it.each([
    ['2020-03-01', 'met'],
    ['2020-02-29', 'unknown: missing'], // an operation of the primary
    ['2020-03', 'met'],
    ['2020', 'unknown: ambiguous'],
    ['-', 'unknown: ambiguous'],
    ['2026-11-24', 'unknown: missing'], // tomorrow
  ])('a mastectomy of %s, recurrence on 2020-03-01, high-risk: %s (HZ-15)', (date, expected) => {
    expect(salvaged({ Q1: 'yes' }, `${date} mastectomy left breast`)).toBe(expected)
  })

  it.each([
    ['mastectomy right breast', 'unknown: missing'],
    ['mastectomy breast', 'unknown: ambiguous'],
    ['mastectomy both breast', 'met'],
    ['mastectomy left right breast', 'unknown: conflict'],
    ['mastectomy left breast status=preparation', 'unknown: missing'],
    ['mastectomy left breast status=not-done', 'unknown: missing'],
    ['mastectomy left breast status=unknown', 'unknown: ambiguous'],
    ['planned-mastectomy left breast', 'unknown: missing'],
    ['prophylactic left breast', 'unknown: missing'],
    ['breast-excision left breast', 'unknown: ambiguous'],
    ['sentinel-node left', 'unknown: missing'],
    ['procedure SNOMED|59620004 left breast', 'unknown: missing'], // for gynaecomastia
    ['procedure SNOMED|33496007 left breast', 'unknown: missing'], // reconstruction
    ['procedure CPT|19303 left breast', 'met'],
  ])('%s, high-risk: %s', (words, expected) => {
    expect(salvaged({ Q1: 'yes' }, `2020-04-01 ${words}`)).toBe(expected)
  })

  it.each<readonly [Answers, string]>([
    [{ Q2: 'salvage-mastectomy' }, 'unknown: clinician'],
    [{ Q2: 'salvage-mastectomy', Q1: 'yes' }, 'met'],
    [{ Q2: 'local-excision', Q3: 'yes' }, 'met'],
    [{ Q2: 'local-excision', Q1: 'yes' }, 'unknown: clinician'],
    [{ Q2: 'none-unresectable' }, 'not-met'],
    [{ Q2: 'planned-not-done', Q1: 'yes' }, 'unknown: missing'],
    [{ Q2: 'nodal-surgery-only', Q1: 'yes' }, 'unknown: missing'],
    [{ Q1: 'no-low-risk' }, 'unknown: missing'],
  ])('the chart silent, %j: %s', (answers, expected) => {
    expect(salvaged(answers)).toBe(expected)
  })

  /** "An answer never overwrites a fact: where both speak and differ, both are shown." */
  it('says that there was none, against an operation in the chart: a conflict, whatever else is answered (P-15)', () => {
    for (const answers of [{ Q2: 'none-unresectable' }, { Q2: 'none-unresectable', Q3: 'yes' }]) {
      const finding = findingOf('salvage-surgery', patient(`${EXCISION} id=op`), {
        answers: answersOf(answers),
      })
      expect([finding.status, finding.reason]).toEqual(['unknown', 'conflict'])
      expect(citedBy(finding)).toEqual(expect.arrayContaining(['Procedure/op', 'Q2']))
    }
  })
})

describe('low-risk recurrence after breast-conserving treatment, an exclusion', () => {
  const BEFORE = '2010-04-01'
  const EXCISION = `${BEFORE} excision left breast`
  const MASTECTOMY = `${BEFORE} mastectomy left breast`

  it.each<readonly [Answers, string, string]>([
    [{}, EXCISION, 'unknown: clinician'],
    [{ Q1: 'no-low-risk' }, EXCISION, 'met'],
    [{ Q1: 'yes' }, EXCISION, 'not-met'],
    [{ Q1: 'not-yet-known' }, EXCISION, 'unknown: clinician'],
    [{}, MASTECTOMY, 'not-met'],
    [{ Q1: 'no-low-risk' }, MASTECTOMY, 'not-met'],
    [{ Q1: 'no-low-risk', Q12: 'breast-conserving' }, '', 'met'],
    [{ Q12: 'mastectomy' }, '', 'not-met'],
    [{ Q1: 'no-low-risk' }, '', 'unknown: missing'],
    [{ Q1: 'no-low-risk' }, '2020-04-01 excision left breast', 'unknown: missing'],
    [{ Q1: 'no-low-risk' }, `${BEFORE} excision right breast`, 'unknown: missing'],
    [{ Q1: 'no-low-risk' }, `${BEFORE} excision breast`, 'unknown: ambiguous'],
    [{ Q1: 'no-low-risk' }, '2020 excision left breast', 'unknown: ambiguous'],
  ])('%j and %j: %s', (answers, line, expected) => {
    expect(lowRisk(answers, line)).toBe(expected)
  })

  it('an earlier mastectomy counts after an earlier excision too; one of doubtful date or status leaves it open', () => {
    expect(lowRisk({ Q1: 'no-low-risk' }, EXCISION, '2012-01-01 mastectomy left breast')).toBe('not-met')
    expect(lowRisk({ Q1: 'no-low-risk' }, EXCISION, '2020 mastectomy left breast')).toBe('unknown: ambiguous')
    expect(lowRisk({ Q1: 'no-low-risk' }, EXCISION, '2012-01-01 mastectomy left breast status=unknown')).toBe(
      'unknown: ambiguous',
    )
    expect(lowRisk({ Q1: 'no-low-risk' }, EXCISION, '2020-04-01 mastectomy left breast')).toBe('met')
  })

  it('"no mastectomy before" needs every operation to be read (P-01)', () => {
    const circumstances = {
      answers: answersOf({ Q1: 'no-low-risk' }),
      gaps: { Procedure: 'partial' },
    } as const
    expect(result('low-risk-recurrence', patient(EXCISION), circumstances)).toBe('unknown: incomplete')
  })

  it('is fed by the same answer as salvage surgery, with the opposite sign: never both in contradiction', () => {
    for (const Q1 of ['yes', 'no-low-risk']) {
      const lines = [EXCISION, '2020-04-01 mastectomy left breast']
      expect([salvaged({ Q1 }, ...lines), lowRisk({ Q1 }, ...lines)]).toEqual(
        Q1 === 'yes' ? ['met', 'not-met'] : ['unknown: clinician', 'met'],
      )
    }
  })
})

describe('rules made of others', () => {
  const met: Rule = { kind: 'permission', show: { fact: 'systemic-therapy' } }
  const notMet: Rule = { kind: 'not', of: met }
  const open: Rule = { kind: 'question', fact: 'dutch', met: ['yes'], notMet: ['no'] }
  const judged = (rule: Rule): string =>
    result('x', patient(), {
      trial: { ...trial, criteria: [{ ...trial.criteria[0]!, id: 'x', exclude: false, rule }] },
    })

  it.each<readonly [string, Rule, string]>([
    ['all of met, open', { kind: 'all-of', of: [met, open] }, 'unknown: clinician'],
    ['all of not met, open', { kind: 'all-of', of: [notMet, open] }, 'not-met'],
    ['any of met, open', { kind: 'any-of', of: [met, open] }, 'met'],
    ['any of not met, open', { kind: 'any-of', of: [notMet, open] }, 'unknown: clinician'],
    ['at least 2 of met, met, open', { kind: 'at-least', count: 2, of: [met, met, open] }, 'met'],
    [
      'at least 2 of met, not met, open',
      { kind: 'at-least', count: 2, of: [met, notMet, open] },
      'unknown: clinician',
    ],
    [
      'at least 2 of not met, not met, open',
      { kind: 'at-least', count: 2, of: [notMet, notMet, open] },
      'not-met',
    ],
    ['once open, then not met', { kind: 'once', first: open, next: notMet }, 'unknown: clinician'],
    ['once met, then not met', { kind: 'once', first: met, next: notMet }, 'not-met'],
    ['not open', { kind: 'not', of: open }, 'unknown: clinician'],
  ])('%s: %s (P-02, P-12)', (_, rule, expected) => {
    expect(judged(rule)).toBe(expected)
  })
})

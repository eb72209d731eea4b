import { describe, expect, it } from 'vitest'
import { citedBy, findingOf, result } from '../../support/match.ts'

const patient = (...lines: readonly string[]): string => ['female, born 1961-04-02', ...lines].join('\n')
const sarcoma = (...lines: readonly string[]): string => result('primary-breast-sarcoma', patient(...lines))

describe('primary breast sarcoma, an exclusion', () => {
  it.each([
    ['2020 sarcoma left breast', 'met'],
    ['2020 condition SNOMED|721576006 left', 'met'],
    ['2020 cancer left breast morphology=ICDO3|8800/3', 'met'],
    ['2020 carcinoma left breast', 'not-met'],
    ['2020 cancer left breast morphology=ICDO3|8500/3', 'not-met'],
    ['2020 cancer left breast morphology=ICDO3|8980/3', 'not-met'], // carcinosarcoma is a carcinoma
    ['2020 condition SNOMED|763479005 left breast', 'not-met'], // metaplastic carcinoma
    ['2020 recurrence left breast morphology=ICDO3|8500/3', 'not-met'],
    ['2020 cancer left breast', 'unknown: missing'],
    ['2020 condition ICD10|C50.9', 'unknown: missing'], // includes connective tissue of the breast
    ['2020 phyllodes left breast', 'unknown: ambiguous'],
    ['2020 cancer left breast morphology=ICDO3|9020/3', 'unknown: ambiguous'],
    ['2020 condition ICD10|C49.3', 'unknown: ambiguous'],
    ['2020 in-situ left', 'unknown: missing'],
    ['2020 sarcoma left breast verification=provisional', 'unknown: ambiguous'],
    ['2020 carcinoma left breast verification=provisional', 'unknown: ambiguous'],
    ['2020 sarcoma left breast verification=refuted', 'unknown: missing'],
    ['2020 sarcoma left breast morphology=ICDO3|8500/3', 'unknown: ambiguous'],
    ['2020 cancer left breast morphology=ICDO3|8500/2', 'unknown: missing'],
  ])('%s: %s', (line, expected) => {
    expect(sarcoma(line)).toBe(expected)
  })

  it('that applies contradicts; known not to apply supports', () => {
    expect(findingOf('primary-breast-sarcoma', patient('2020 sarcoma left breast')).effect).toBe(
      'contradicts',
    )
    expect(findingOf('primary-breast-sarcoma', patient('2020 carcinoma left breast')).effect).toBe('supports')
  })

  it('beside a carcinoma conflicts, and both are shown (HZ-17)', () => {
    const finding = findingOf(
      'primary-breast-sarcoma',
      patient('2020 sarcoma left breast id=a', '2010 carcinoma left breast id=b'),
    )
    expect([finding.reason, citedBy(finding)]).toEqual(['conflict', ['Condition/a', 'Condition/b']])
  })

  it('that is only suspected beside a carcinoma leaves it open', () => {
    expect(sarcoma('2020 sarcoma left breast verification=provisional', '2010 carcinoma left breast')).toBe(
      'unknown: ambiguous',
    )
    expect(sarcoma('2020 phyllodes left breast', '2010 carcinoma left breast')).toBe('unknown: ambiguous')
  })

  it('in the family history never applies (D-27, HZ-06)', () => {
    const mother = {
      resourceType: 'FamilyMemberHistory',
      id: 'mother',
      patient: { reference: 'Patient/p' },
      condition: [{ code: { coding: [{ system: 'http://snomed.info/sct', code: '278050001' }] } }],
    }
    expect(result('primary-breast-sarcoma', [{ resourceType: 'Patient', id: 'p' }, mother])).toBe(
      'unknown: missing',
    )
  })

  it('stands on an incomplete read with the unread query named; "carcinoma, so none" does not (P-01, HZ-08)', () => {
    const gaps = { Condition: 'partial' } as const
    const finding = findingOf('primary-breast-sarcoma', patient('2020 sarcoma left breast'), { gaps })
    expect([finding.status, finding.unread.map(({ resource }) => resource)]).toEqual(['met', ['Condition']])
    expect(result('primary-breast-sarcoma', patient('2020 carcinoma left breast'), { gaps })).toBe(
      'unknown: incomplete',
    )
  })
})

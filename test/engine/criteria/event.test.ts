import { describe, expect, it } from 'vitest'
import {
  answersOf,
  type Circumstances,
  citedBy,
  findingOf,
  notCountedIn,
  result,
} from '../../support/match.ts'

const RECURRENCE = '2020-03-01 recurrence left breast'
const patient = (...lines: readonly string[]): string => ['female, born 1961-04-02', ...lines].join('\n')

describe('earlier breast irradiation', () => {
  const irradiated = (...lines: readonly string[]): string =>
    result('prior-breast-irradiation', patient(...lines))

  it.each([
    ['2020-02-29', 'met'],
    ['2020-03-01', 'unknown: missing'], // not before: perhaps the re-irradiation itself
    ['2020-03-02', 'unknown: missing'],
    ['2020-02', 'met'],
    ['2020-03', 'unknown: missing'],
    ['2020', 'unknown: ambiguous'],
    ['2019', 'met'],
    ['2015-01-01/2020-02-29', 'met'],
    ['2015-01-01/2020-03-01', 'unknown: missing'],
    ['2015-01-01/2020', 'unknown: ambiguous'],
    ['2015-01-01/', 'unknown: ambiguous'],
    ['/2016', 'met'],
    ['2016/2015', 'unknown: ambiguous'], // ends before it begins
    ['-', 'unknown: ambiguous'],
  ])('ended on %s, recurrence on 2020-03-01: %s (HZ-15)', (date, expected) => {
    expect(irradiated(RECURRENCE, `${date} radiotherapy left breast`)).toBe(expected)
  })

  it.each([
    ['2020-03', '2020-03-01', 'unknown: ambiguous'],
    ['2020-03', '2020-02-29', 'met'],
    ['2020', '2019-12-31', 'met'],
    ['2020', '2020-01-01', 'unknown: ambiguous'],
    ['-', '2015-01-01', 'unknown: ambiguous'],
    ['recorded:2020-03-01', '2015-01-01', 'unknown: ambiguous'],
  ])('recurrence on %s, ended on %s: %s', (recurrence, date, expected) => {
    expect(irradiated(`${recurrence} recurrence left breast`, `${date} radiotherapy left breast`)).toBe(
      expected,
    )
  })

  it('without a recurrence no order is known', () => {
    expect(irradiated('2015-01-01 radiotherapy left breast')).toMatch(/^unknown/)
  })

  it.each([
    ['left breast', 'met'],
    ['both breast', 'met'],
    ['left-breast', 'met'],
    ['right breast', 'unknown: missing'],
    ['breast', 'unknown: ambiguous'],
    ['left right breast', 'unknown: conflict'],
    ['left', 'unknown: ambiguous'],
    ['left chest-wall', 'unknown: ambiguous'],
    ['left axilla', 'unknown: ambiguous'],
    ['left supraclavicular', 'unknown: ambiguous'],
    ['left internal-mammary', 'unknown: ambiguous'],
    ['left lung', 'unknown: missing'],
  ])('to %s: %s (HZ-16, D-25)', (where, expected) => {
    expect(irradiated(RECURRENCE, `2015-06-01 radiotherapy ${where}`)).toBe(expected)
  })

  it.each([
    ['radiotherapy left breast status=stopped', 'met'],
    ['radiotherapy left breast status=in-progress', 'unknown: ambiguous'],
    ['radiotherapy left breast status=unknown', 'unknown: ambiguous'],
    ['radiotherapy left breast status=preparation', 'unknown: missing'],
    ['radiotherapy left breast status=not-done', 'unknown: missing'],
    ['radiotherapy left breast status=entered-in-error', 'unknown: missing'],
    ['brachytherapy left breast', 'met'],
    ['procedure SNOMED|428923005 left', 'met'],
    ['procedure SNOMED|168524008 left breast', 'met'],
    ['procedure CPT|77427 left', 'unknown: ambiguous'],
    ['procedure CPT|77402 left breast', 'unknown: ambiguous'], // a code that nobody checked
    ['procedure SNOMED|430447002 left breast', 'unknown: missing'], // planning
    ['radiotherapy-history left', 'unknown: ambiguous'],
    ['condition ICD10|Z92.3', 'unknown: ambiguous'],
    ['radiotherapy left breast reason=ICD10|C34.1', 'unknown: missing'], // for a lung cancer
    ['radiotherapy left breast reason=ICD10CM|C50.912', 'met'],
    ['radiotherapy left breast reason=ICD10CM|C50.911', 'unknown: conflict'],
  ])('%s: %s (D-23, D-24)', (words, expected) => {
    expect(irradiated(RECURRENCE, `2015-06-01 ${words}`)).toBe(expected)
  })

  it('coded with two sites comes out the same in either order of its codings (P-03)', () => {
    const [breast, chestWall] = ['SNOMED|428923005', 'SNOMED|428624002']
    expect(irradiated(RECURRENCE, `2015-06-01 procedure ${breast} left also=${chestWall}`)).toBe(
      irradiated(RECURRENCE, `2015-06-01 procedure ${chestWall} left also=${breast}`),
    )
  })

  it('for another tumour on record does not count', () => {
    const lines = [
      '2014-01-01 lung-cancer id=lung',
      RECURRENCE,
      '2015-06-01 radiotherapy left breast about=Condition/lung id=rt',
    ]
    const finding = findingOf('prior-breast-irradiation', patient(...lines))
    expect(finding.status).toBe('unknown')
    expect(notCountedIn(finding)).toEqual(['Procedure/rt: of-another-tumour'])
  })

  it('for another tumour on record does not count, in whatever form the reason refers to it', () => {
    for (const reference of [
      'Condition/lung',
      'https://ehr.example.org/fhir/Condition/lung',
      'Condition/lung/_history/2',
    ])
      expect(
        irradiated(
          '2014-01-01 lung-cancer id=lung',
          RECURRENCE,
          `2015-06-01 radiotherapy left breast about=${reference}`,
        ),
        reference,
      ).toBe('unknown: missing')
  })

  it('holds only when it holds for every recurrence of the side', () => {
    const treated = '2015-06-01 radiotherapy left breast'
    expect(irradiated(RECURRENCE, treated, '2014-01-01 recurrence left breast')).toBe('unknown: ambiguous')
    expect(irradiated(RECURRENCE, treated, '2022-01-01 recurrence left breast')).toBe('met')
    expect(irradiated(RECURRENCE, treated, '2014-01-01 recurrence right breast')).toBe('met')
  })

  it('none on record is missing, never "not met": it is often given elsewhere (HZ-02, D-28)', () => {
    expect(irradiated(RECURRENCE)).toBe('unknown: missing')
  })

  it('stands on an incomplete read and names what was not read; its absence does not (P-01, HZ-08)', () => {
    const gaps = { Procedure: 'partial' } as const
    const finding = findingOf(
      'prior-breast-irradiation',
      patient(RECURRENCE, '2015-06-01 radiotherapy left breast'),
      { gaps },
    )
    expect([finding.status, finding.unread.map(({ resource }) => resource)]).toEqual(['met', ['Procedure']])
    expect(result('prior-breast-irradiation', patient(RECURRENCE), { gaps })).toBe('unknown: incomplete')
  })

  it('an order needs every recurrence to be read (P-01)', () => {
    const lines = patient(RECURRENCE, '2015-06-01 radiotherapy left breast')
    expect(result('prior-breast-irradiation', lines, { gaps: { Condition: 'partial' } })).toBe(
      'unknown: incomplete',
    )
  })
})

describe('a PET-CT in staging', () => {
  const staged = (line: string, circumstances: Circumstances = {}): string =>
    result('pet-ct-staging', patient(RECURRENCE, line), circumstances)

  it.each([
    ['2020-01-01', 'met'], // the 60th day before
    ['2019-12-31', 'unknown: missing'], // the 61st
    ['2020-03-01', 'met'],
    ['2026-11-23', 'met'],
    ['2026-11-24', 'unknown: missing'], // tomorrow
    ['2020-01', 'met'],
    ['2019-12', 'unknown: missing'],
    ['2020', 'met'],
    ['2019', 'unknown: missing'],
    ['2019-12-31/2020-01-01', 'unknown: missing'],
    ['-', 'unknown: ambiguous'],
  ])('of %s, recurrence on 2020-03-01: %s', (date, expected) => {
    expect(staged(`${date} pet-ct`)).toBe(expected)
  })

  it.each([
    ['pet-ct', 'met'],
    ['pet-ct-report', 'met'],
    ['pet-ct-images', 'met'],
    ['procedure CPT|78815', 'met'],
    ['pet-ct-report status=preliminary', 'unknown: ambiguous'],
    ['pet-ct-report status=registered', 'unknown: missing'],
    ['pet-ct status=preparation', 'unknown: missing'],
    ['pet-ct status=not-done', 'unknown: missing'],
    ['pet-ct-images status=cancelled', 'unknown: missing'],
  ])('%s: %s', (words, expected) => {
    expect(staged(`2020-03-10 ${words}`)).toBe(expected)
  })

  it('images of PET alone, or of CT alone, are none', () => {
    for (const code of ['PT', 'CT']) {
      const study = {
        resourceType: 'ImagingStudy',
        id: 'i',
        status: 'available',
        started: '2020-03-10',
        subject: { reference: 'Patient/p' },
        modality: [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code }],
      }
      const recurrence = {
        resourceType: 'Condition',
        id: 'c',
        subject: { reference: 'Patient/p' },
        onsetDateTime: '2020-03-01',
        code: { coding: [{ system: 'http://snomed.info/sct', code: '1081551000119106' }] },
      }
      expect(result('pet-ct-staging', [{ resourceType: 'Patient', id: 'p' }, recurrence, study])).toBe(
        'unknown: missing',
      )
    }
  })

  it('is never "not met", not even by an answer (HZ-02)', () => {
    for (const answer of ['planned', 'no', 'unknown'])
      expect(staged('2015-01-01 pet-ct', { answers: answersOf({ Q9: answer }) })).toBe('unknown: missing')
  })
})

describe('a permission', () => {
  it('is always met, whatever is or is not on record, and shows what is (HZ-02)', () => {
    const finding = findingOf('systemic-therapy-allowed', patient('2021-01-01 tamoxifen id=t'))
    expect([finding.status, citedBy(finding)]).toEqual(['met', ['MedicationStatement/t']])
    expect(result('systemic-therapy-allowed', patient(), { gaps: { MedicationStatement: 'failed' } })).toBe(
      'met',
    )
  })

  it('shows nothing that was not taken or not given', () => {
    for (const status of ['not-taken', 'entered-in-error', 'intended'])
      expect(
        citedBy(findingOf('systemic-therapy-allowed', patient(`2021-01-01 tamoxifen status=${status}`))),
      ).toEqual([])
  })
})

describe('a question', () => {
  it('is answered by a person alone; the language of the chart is a hint (HZ-04, HZ-18)', () => {
    const speaking = (code: string) => [
      {
        resourceType: 'Patient',
        id: 'p',
        birthDate: '1961-04-02',
        communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code }] } }],
      },
    ]
    for (const code of ['nl', 'nl-NL', 'NL', 'en', 'tr']) {
      const finding = findingOf('dutch-language', speaking(code))
      expect([finding.status, finding.reason, citedBy(finding)]).toEqual([
        'unknown',
        'clinician',
        ['Patient/p'],
      ])
    }
    expect(result('dutch-language', speaking('en'), { answers: answersOf({ Q11: 'yes' }) })).toBe('met')
    expect(result('dutch-language', speaking('nl'), { answers: answersOf({ Q11: 'no' }) })).toBe('not-met')
    expect(result('dutch-language', speaking('nl'), { answers: answersOf({ Q11: 'unsure' }) })).toBe(
      'unknown: clinician',
    )
  })
})

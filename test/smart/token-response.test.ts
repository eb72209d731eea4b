import { describe, expect, test } from 'vitest'
import type { ProblemKind } from '../../src/smart/problems.ts'
import { checkToken } from '../../src/smart/token-response.ts'

const GOOD = { access_token: 'abc.def-ghi', token_type: 'Bearer', expires_in: 3600, patient: 'p-1' }

const without = (name: keyof typeof GOOD) => {
  const { [name]: _, ...rest } = GOOD
  return rest
}

describe('A-16 the patient that a token names', () => {
  const cases: readonly (readonly [string, unknown, ProblemKind])[] = [
    ['none', without('patient'), 'patient-missing'],
    ['null', { ...GOOD, patient: null }, 'patient-missing'],
    ['nothing', { ...GOOD, patient: '' }, 'patient-missing'],
    ['two, in a list', { ...GOOD, patient: ['p-1', 'p-2'] }, 'patient-differs'],
    ['two, with a comma', { ...GOOD, patient: 'p-1,p-2' }, 'patient-differs'],
    ['two, with a space', { ...GOOD, patient: 'p-1 p-2' }, 'patient-differs'],
    [
      'two, one of them in the context',
      { ...GOOD, fhirContext: [{ reference: 'Patient/p-2' }] },
      'patient-differs',
    ],
    [
      'two, one of them elsewhere',
      { ...GOOD, fhirContext: [{ reference: 'https://ehr.example/fhir/Patient/p-2' }] },
      'patient-differs',
    ],
    ['one in a list', { ...GOOD, patient: ['p-1'] }, 'token-malformed'],
    ['a number', { ...GOOD, patient: 17 }, 'token-malformed'],
    ['an object', { ...GOOD, patient: { id: 'p-1' } }, 'token-malformed'],
    ['a reference', { ...GOOD, patient: 'Patient/p-1' }, 'token-malformed'],
    ['a step up', { ...GOOD, patient: '..' }, 'token-malformed'],
    ['a step', { ...GOOD, patient: '.' }, 'token-malformed'],
    ['a path', { ...GOOD, patient: '../Observation' }, 'token-malformed'],
    ['a query', { ...GOOD, patient: 'p-1?x' }, 'token-malformed'],
    ['an escape', { ...GOOD, patient: 'p%2d1' }, 'token-malformed'],
    ['65 letters', { ...GOOD, patient: 'a'.repeat(65) }, 'token-malformed'],
  ]
  test.each(cases)('%s', (_, response, kind) => {
    expect(checkToken(response)).toEqual({ ok: false, problem: { kind } })
  })

  test.each(['p-1', 'A.1-b', 'a'.repeat(64), '123'])('%s', (patient) => {
    expect(checkToken({ ...GOOD, patient })).toMatchObject({ ok: true, value: { patientId: patient } })
  })

  test('and other context beside the patient', () => {
    const fhirContext = [{ reference: 'Patient/p-1' }, { reference: 'ResearchStudy/1' }, null, 'Patient/x', 3]
    expect(checkToken({ ...GOOD, fhirContext })).toMatchObject({ ok: true })
  })
})

describe('A-14 a token that cannot be used', () => {
  test.each([
    ['nothing', undefined],
    ['a text', 'token'],
    ['a list', [GOOD]],
    ['no access token', without('access_token')],
    ['an empty one', { ...GOOD, access_token: '' }],
    ['one that is no text', { ...GOOD, access_token: { a: 1 } }],
    ['one with a line end', { ...GOOD, access_token: 'abc\r\nx: y' }],
    ['one with a space', { ...GOOD, access_token: 'abc def' }],
    ['no type', without('token_type')],
    ['type mac', { ...GOOD, token_type: 'mac' }],
    ['type DPoP', { ...GOOD, token_type: 'DPoP' }],
    ['a scope that is no text', { ...GOOD, scope: ['patient/*.rs'] }],
  ])('%s', (_, response) => {
    expect(checkToken(response)).toEqual({ ok: false, problem: { kind: 'token-malformed' } })
  })

  test.each(['Bearer', 'bearer', 'BEARER'])('but %s is good', (token_type) => {
    expect(checkToken({ ...GOOD, token_type }).ok).toBe(true)
  })
})

describe('how long a token lasts', () => {
  test.each([
    [3600, 3600_000],
    ['3600', 3600_000],
    [30, 30_000],
    [undefined, 300_000],
    [null, 300_000],
    [0, 300_000],
    [-1, 300_000],
    ['soon', 300_000],
    [Number.NaN, 300_000],
    [1e12, 86_400_000],
  ])('expires_in %s is %i ms', (expires_in, lastsMilliseconds) => {
    expect(checkToken({ ...GOOD, expires_in })).toMatchObject({ ok: true, value: { lastsMilliseconds } })
  })
})

describe('A-24 need_patient_banner', () => {
  test.each([
    [false, false],
    [true, true],
    [undefined, true],
    ['false', true],
    [0, true],
    [null, true],
  ])('%j needs a banner: %s', (need_patient_banner, needsPatientBanner) => {
    expect(checkToken({ ...GOOD, need_patient_banner })).toMatchObject({
      ok: true,
      value: { needsPatientBanner },
    })
  })
})

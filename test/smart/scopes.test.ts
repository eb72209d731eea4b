import { describe, expect, test } from 'vitest'
import type { Query } from '../../src/engine/record/query.ts'
import { leaveFor, scopesFor } from '../../src/smart/scopes.ts'

const query = (
  kind: Query['kind'],
  resource: Query['resource'],
  ...parameters: Query['parameters']
): Query => ({
  id: `${kind} ${resource}`,
  kind,
  resource,
  parameters,
})

const PATIENT = query('read', 'Patient')
const OBSERVATION = query('search', 'Observation', ['category', 'laboratory,survey'])

describe('T-15 the scopes that a launch asks for', () => {
  const ehr = { opens: 'chart', standalone: false, speaksOnlyV1: false } as const

  test('are those of the queries, each type once, and no wildcard', () => {
    const queries = [PATIENT, OBSERVATION, query('search', 'Observation'), query('search', 'Condition')]
    expect(scopesFor(queries, ehr)).toBe(
      'launch openid fhirUser online_access patient/Patient.r patient/Observation.rs patient/Condition.rs',
    )
  })

  test('shrink with the queries', () => {
    expect(scopesFor([PATIENT], ehr)).toBe('launch openid fhirUser online_access patient/Patient.r')
  })

  test('are of one syntax, never of both', () => {
    expect(scopesFor([PATIENT, OBSERVATION], { opens: 'chart', standalone: true, speaksOnlyV1: true })).toBe(
      'launch/patient openid fhirUser online_access patient/Patient.read patient/Observation.read',
    )
  })
})

describe('T-15 where the site refers', () => {
  const site = { opens: 'chart', standalone: false, speaksOnlyV1: false, refers: true } as const

  test('a launch asks to write what a referral is made of, and to read what bars one', () => {
    const scopes = scopesFor([PATIENT, query('search', 'ServiceRequest')], site).split(' ')
    expect(scopes).toContain('patient/ServiceRequest.crus')
    expect(scopes).toContain('patient/Task.crus')
    expect(scopes).toContain('patient/Consent.rs')
    expect(scopes.filter((one) => one.startsWith('patient/ServiceRequest.'))).toHaveLength(1)
    expect(scopes.filter((one) => /^user|\*|\.[^.]*d/.test(one))).toEqual([])
  })

  test('an EHR of the first syntax is asked in it', () => {
    const scopes = scopesFor([PATIENT], { ...site, speaksOnlyV1: true }).split(' ')
    expect(scopes).toContain('patient/Task.read')
    expect(scopes).toContain('patient/Task.write')
    expect(scopes).not.toContain('patient/Consent.write')
    expect(scopes.filter((one) => /\.[cruds]+$/.test(one) && !/\.read$/.test(one))).toEqual([])
  })

  test('and nowhere else', () => {
    expect(scopesFor([PATIENT], { ...site, refers: false })).not.toMatch(/Task|Consent|\.c/)
  })
})

describe('A-17 what granted scopes allow', () => {
  const cases: readonly (readonly [string | undefined, Query, ReturnType<typeof leaveFor>])[] = [
    [undefined, OBSERVATION, 'whole'],
    ['', OBSERVATION, 'none'],
    ['launch openid', OBSERVATION, 'none'],
    ['patient/Observation.rs', OBSERVATION, 'whole'],
    ['patient/Observation.s', OBSERVATION, 'whole'],
    ['patient/Observation.r', OBSERVATION, 'none'],
    ['patient/Observation.cruds', OBSERVATION, 'whole'],
    ['patient/Observation.cud', OBSERVATION, 'none'],
    ['patient/Observation.sr', OBSERVATION, 'none'], // letters out of order are no scope
    ['patient/Observation.', OBSERVATION, 'none'],
    ['patient/Observation.read', OBSERVATION, 'whole'],
    ['patient/Observation.write', OBSERVATION, 'none'],
    ['patient/Observation.*', OBSERVATION, 'whole'],
    ['patient/*.rs', OBSERVATION, 'whole'],
    ['patient/*.read', PATIENT, 'whole'],
    ['patient/Patient.r', PATIENT, 'whole'],
    ['patient/Patient.s', PATIENT, 'none'],
    ['user/Observation.rs', OBSERVATION, 'whole'],
    ['system/Observation.rs', OBSERVATION, 'none'],
    ['patient/observation.rs', OBSERVATION, 'none'],
    ['patient/ObservationDefinition.rs', OBSERVATION, 'none'],
    ['xpatient/Observation.rs', OBSERVATION, 'none'],
    ['patient/Condition.rs\npatient/Observation.rs', OBSERVATION, 'whole'],
    ['patient/Observation.rs?category=laboratory', OBSERVATION, 'part'],
    ['patient/Observation.rs?category=laboratory,survey', OBSERVATION, 'whole'],
    ['patient/Observation.rs?category=laboratory patient/Observation.rs', OBSERVATION, 'whole'],
    ['patient/Observation.rs?status=final', OBSERVATION, 'part'],
    ['patient/Observation.rs?category=laboratory,survey&status=final', OBSERVATION, 'part'],
  ]
  test.each(cases)('%j', (granted, asked, leave) => expect(leaveFor(asked, granted)).toBe(leave))
})

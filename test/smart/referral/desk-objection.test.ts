import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/engine/fhir.ts'
import { PATIENT } from '../small-ehr.ts'
import { type Answers, bare, deskAt, loginPage, noAnswer, searchset } from './small-desk.ts'

const SCOPES = 'http://terminology.hl7.org/CodeSystem/consentscope'
const coded = (code: string, system = SCOPES) => ({ coding: [{ system, code }] })
const purpose = (code: string) => [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code }]
const consent = (more: Json = {}) => ({
  resourceType: 'Consent',
  id: 'c-1',
  status: 'active',
  scope: coded('research'),
  patient: { reference: `Patient/${PATIENT}` },
  ...more,
})
const told = (...consents: readonly Json[]) => deskAt(() => searchset(consents)).desk.objection()
const DENY = { provision: { type: 'deny' } }

describe('an objection to research', () => {
  test('is asked for by patient and scope', async () => {
    const { desk, seen } = deskAt(() => searchset([]))
    expect(await desk.objection()).toBe('none')
    expect(seen.map(({ path }) => path)).toEqual(['Consent'])
    expect(seen[0]?.query.get('patient')).toBe(PATIENT)
    expect(seen[0]?.query.get('scope')).toBe(`${SCOPES}|research`)
  })

  test.each([
    ['an active consent that denies', DENY],
    ['one that the patient rejected', { status: 'rejected' }],
    ['one that denies for an unusual reason', { provision: { type: 'deny', purpose: purpose('TREAT') } }],
    ['one under the rule of opting out', { policyRule: coded('OPTOUT') }],
    [
      'a permit except for research',
      { provision: { type: 'permit', provision: [{ type: 'deny', purpose: purpose('HRESCH') }] } },
    ],
    [
      'a permit except, deep down, for clinical trials',
      {
        provision: {
          type: 'permit',
          provision: [{ type: 'permit', provision: [{ type: 'deny', purpose: purpose('CLINTRCH') }] }],
        },
      },
    ],
    ['a denial until today', { provision: { type: 'deny', period: { end: '2026-11-23' } } }],
    ['a denial until some day of this year', { provision: { type: 'deny', period: { end: '2026' } } }],
    ['a denial without an end', { provision: { type: 'deny', period: { start: '2020-01-01' } } }],
    ['a denial that names no patient in an answer about this one', { ...DENY, patient: undefined }],
  ])('is %s', async (_, more) => {
    expect(await told(consent(more))).toBe('objects')
    expect(await told(consent({ id: 'c-0' }), consent(more))).toBe('objects')
  })

  test.each([
    ['a consent', {}],
    ['a permit', { provision: { type: 'permit' } }],
    [
      'a permit except for one hospital',
      { provision: { type: 'permit', provision: [{ type: 'deny', actor: [{}] }] } },
    ],
    [
      'a permit except for marketing',
      { provision: { type: 'permit', provision: [{ type: 'deny', purpose: purpose('HMARKT') }] } },
    ],
    ['a permit under the rule of opting out', { policyRule: coded('OPTOUT'), provision: { type: 'permit' } }],
    ['a denial that was taken back', { ...DENY, status: 'inactive' }],
    ['a denial that was entered in error', { ...DENY, status: 'entered-in-error' }],
    ['a denial that is being drawn up', { ...DENY, status: 'draft' }],
    ['a denial that is over', { provision: { type: 'deny', period: { end: '2026-10-31T10:00:00+01:00' } } }],
    [
      'a denial about treatment, from a server that ignores the scope',
      { ...DENY, scope: coded('treatment') },
    ],
    ['a rejected consent about privacy', { status: 'rejected', scope: coded('patient-privacy') }],
    ['a denial without a scope', { ...DENY, scope: undefined }],
    [
      'somebody else’s denial, from a server that ignores the patient',
      { ...DENY, patient: { reference: 'Patient/p-2' } },
    ],
    ['another resource', { ...DENY, resourceType: 'Contract' }],
  ])('is not %s', async (_, more) => {
    expect(await told(consent(more))).toBe('none')
  })

  test.each<readonly [string, Answers]>([
    ['no answer', noAnswer],
    ['a 403', () => bare(403)],
    ['a 404: consents are not offered', () => bare(404)],
    ['a 400', () => bare(400)],
    ['a 500', () => bare(500)],
    ['a login page', () => loginPage()],
    ['a token that is over', () => bare(401)],
    ['a part of them', () => searchset([consent()], { total: 2 })],
    ['a warning', () => searchset([{ resourceType: 'OperationOutcome', issue: [{ severity: 'warning' }] }])],
  ])('cannot be told with %s', async (_, answers) => {
    expect(await deskAt(answers).desk.objection()).toBe('not-readable')
  })

  test('lasts until its day is over everywhere on earth', async () => {
    const untilYesterday = consent({ provision: { type: 'deny', period: { end: '2026-11-22' } } })
    const { desk, outside } = deskAt(() => searchset([untilYesterday]))
    // Noon in Greenwich is midnight where the day ends last.
    expect(await desk.objection()).toBe('none')
    outside.pass(-1)
    expect(await desk.objection()).toBe('objects')
  })

  test('that was found stands, whatever else could not be read', async () => {
    expect(await deskAt(() => searchset([consent(DENY)], { total: 2 })).desk.objection()).toBe('objects')
  })

  test.each([
    ['patient/Task.cruds', 'not-readable', 0],
    ['patient/Consent.r', 'not-readable', 0],
    ['patient/Consent.rs?category=x', 'not-readable', 0],
    ['patient/Consent.rs', 'none', 1],
    ['patient/*.read', 'none', 1],
  ])('is asked for only where that is granted: %s', async (scope, word, requests) => {
    const { desk, seen } = deskAt(() => searchset([]), { scope })
    expect(await desk.objection()).toBe(word)
    expect(seen).toHaveLength(requests)
  })
})

import { describe, expect, test } from 'vitest'
import { fail, ok } from '../../src/engine/result.ts'
import type { GuardedFetch } from '../../src/smart/guarded-fetch.ts'
import { nameUser, userIn } from '../../src/smart/user.ts'

const BASE = 'https://ehr.example/fhir'
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const tokenWith = (claims: object) => `${encoded({ alg: 'ES256' })}.${encoded(claims)}.signature`
const named = (claims: object) => userIn(tokenWith({ aud: 'trialside', ...claims }), BASE, 'trialside')

describe('W-24: who refers', () => {
  test.each(['Practitioner/dr-1', 'PractitionerRole/r.1', `${BASE}/Practitioner/dr-1`])(
    'is %s of the identity token',
    (fhirUser) => {
      expect(named({ fhirUser })).toEqual({ reference: fhirUser.replace(`${BASE}/`, '') })
    },
  )

  test('has the name that the token gives, in any script', () => {
    expect(named({ fhirUser: 'Practitioner/dr-1', name: 'Dr. Žofie Proefarts' })).toEqual({
      reference: 'Practitioner/dr-1',
      name: 'Dr. Žofie Proefarts',
    })
  })

  test.each([
    ['no user', {}],
    ['a patient', { fhirUser: 'Patient/p-1' }],
    ['somebody of another EHR', { fhirUser: 'https://other.example/fhir/Practitioner/1' }],
    ['a path', { fhirUser: 'Practitioner/../Patient/p-1' }],
    ['a list', { fhirUser: ['Practitioner/dr-1'] }],
    ['another client', { fhirUser: 'Practitioner/dr-1', aud: 'another' }],
    ['no client', { fhirUser: 'Practitioner/dr-1', aud: undefined }],
  ])('is nobody where the token names %s', (_, claims) => {
    expect(named(claims)).toBeUndefined()
  })

  test.each([undefined, null, 17, '', 'a.b.c', 'a', {}, `a.${encoded([])}.c`])(
    'is nobody where %j stands for the token',
    (token) => expect(userIn(token, BASE, 'trialside')).toBeUndefined(),
  )
})

describe('the name of who refers', () => {
  const answering =
    (status: number, body: unknown, asked: string[] = []): GuardedFetch =>
    async (link) => {
      asked.push(link)
      const bytes = new TextEncoder().encode(JSON.stringify(body))
      return ok({ status, headers: new Headers(), body: bytes.buffer })
    }
  const user = { reference: 'Practitioner/dr-1' }

  test('is read from the EHR where the token gives none', async () => {
    const asked: string[] = []
    const person = { name: [{ text: 'Dr. Test Oncologist' }] }
    expect(await nameUser(user, answering(200, person, asked))).toEqual({
      ...user,
      name: 'Dr. Test Oncologist',
    })
    expect(asked).toEqual(['Practitioner/dr-1'])
  })

  test('is put together from its parts', async () => {
    const person = { name: [{ family: 'Proefarts', given: ['Zoë'], prefix: ['Dr.'] }] }
    expect(await nameUser(user, answering(200, person))).toEqual({ ...user, name: 'Dr. Zoë Proefarts' })
  })

  test.each([
    ['refused', answering(403, {})],
    ['empty', answering(200, {})],
    ['no person', answering(200, { name: 'x' })],
    ['silent', async () => fail('network' as const)],
  ])('is the reference where the EHR is %s', async (_, fetch) => {
    expect(await nameUser(user, fetch)).toEqual({ ...user, name: 'Practitioner/dr-1' })
  })

  test('is not looked for where nobody is named', async () => {
    const asked: string[] = []
    expect(await nameUser(undefined, answering(200, {}, asked))).toBeUndefined()
    expect(asked).toEqual([])
  })
})

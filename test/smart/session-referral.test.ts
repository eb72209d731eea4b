// @vitest-environment jsdom
/** An open chart that refers: who refers, what is asked for, and what is kept where, for how long. */
import { HttpResponse, http } from 'msw'
import { describe, expect, test } from 'vitest'
import { fakeOutside } from './fake-outside.ts'
import { APP, tabStorage } from './fake-page.ts'
import { fakeSink } from './fake-sink.ts'
import { launch, NEEDS, open, reload } from './launched.ts'
import { AUTH, ISS, PATIENT, REGISTRY, smallNetwork, TOKEN } from './small-ehr.ts'

const { server, seen } = smallNetwork()

const TRIAL = 'NCT06452485'
const REFERRAL = { recipients: { [TRIAL]: { id: 'office', name: 'Trial office (fictional)' } } }
const DOCTOR = 'Practitioner/dr-test'
const GRANTED = `${TOKEN.scope} patient/Practitioner.r`
const KEPT = {
  answers: [{ question: 'Q1', answer: 'yes', by: 'Dr. Test Oncologist', at: '2026-11-23T09:41' }],
  overrides: [],
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const identity = (claims: object) =>
  `${encoded({ alg: 'ES256' })}.${encoded({ aud: 'trialside', sub: 'ZZSUBJECT', ...claims })}.ZZSIGNATURE`

const answerToken = (more: object) =>
  server.use(http.post(`${AUTH}/token`, () => HttpResponse.json({ ...TOKEN, ...more })))
const referHere = (referral: unknown = REFERRAL) =>
  server.use(
    http.get(`${APP}/config.json`, () =>
      HttpResponse.json({ sites: [{ ...REGISTRY.sites[0], ...(referral ? { referral } : {}) }] }),
    ),
  )
/** Signs in somebody who is named so in the token, and so in the EHR. */
const signIn = (claims: object, person?: object, scope = GRANTED) => {
  answerToken({ id_token: identity(claims), scope })
  server.use(
    http.get(`${ISS}/:type/dr-test`, ({ params }) =>
      person
        ? HttpResponse.json({ resourceType: params['type'], id: 'dr-test', ...person })
        : new HttpResponse(null, { status: 403 }),
    ),
  )
}
const dump = (storage: Storage | (() => Storage)) =>
  JSON.stringify(Object.keys(storage).map((name) => [name, (storage as Storage).getItem(name)]))
const askedFor = (type: string) => seen.filter(({ url }) => url.startsWith(`${ISS}/${type}`))

describe('a site without referral', () => {
  test('is asked for no right to write, and gives no way to refer', async () => {
    referHere(false)
    const { went } = await launch(fakeOutside())
    expect(new URL(went).searchParams.get('scope')).not.toMatch(/\.c|write|Task|Consent|Practitioner/)
    const { session } = await open(fakeOutside())
    expect(session.referral).toBeUndefined()
    expect(session.answers.load()).toBeUndefined()
  })
})

describe('a site that refers', () => {
  test('is asked for the right to write, and gives the way to refer', async () => {
    referHere()
    const { went } = await launch(fakeOutside())
    const scopes = new URL(went).searchParams.get('scope')?.split(' ')
    expect(scopes).toEqual(
      expect.arrayContaining(['patient/Task.crus', 'patient/Practitioner.r', 'fhirUser']),
    )
    const { session } = await open(fakeOutside())
    expect(session.referral?.recipientOf(TRIAL)).toMatchObject({ id: 'office' })
    expect(session.referral?.answers).toBeUndefined()
  })

  test('is asked nothing before the page asks', async () => {
    referHere({ ...REFERRAL, keepAnswers: true })
    signIn({ fhirUser: DOCTOR })
    const { session } = await open(fakeOutside())
    expect(session.referral?.answers).toBeDefined()
    expect(seen.filter(({ url }) => url.startsWith(`${ISS}/`) && !url.includes('.well-known'))).toEqual([])
  })
})

describe('W-24: who refers', () => {
  test('is read from the identity token and is the same after a reload, though the token is kept nowhere', async () => {
    signIn({ fhirUser: `${ISS}/${DOCTOR}`, name: 'Dr. Test Oncologist' })
    const outside = fakeOutside()
    const before = await open(outside)
    const doctor = { reference: DOCTOR, name: 'Dr. Test Oncologist' }
    expect(await before.session.user()).toEqual(doctor)
    const stored = dump(before.storage)
    for (const part of [
      ...identity({ fhirUser: `${ISS}/${DOCTOR}` }).split('.'),
      'ZZSUBJECT',
      'ZZSIGNATURE',
      'id_token',
    ])
      expect(stored).not.toContain(part)
    const { opened } = await reload(outside, before)
    expect(opened.ok && (await opened.value.user())).toEqual(doctor)
    expect(askedFor('Practitioner')).toEqual([])
  })

  test('has the name that the EHR has, where the token gives none and the scopes let it be read', async () => {
    signIn({ fhirUser: DOCTOR }, { name: [{ text: ' Dr. Zoë\nProefarts ' }] })
    const outside = fakeOutside()
    const before = await open(outside)
    const doctor = { reference: DOCTOR, name: 'Dr. Zoë Proefarts' }
    expect(await before.session.user()).toEqual(doctor)
    const { opened } = await reload(outside, before)
    expect(opened.ok && (await opened.value.user())).toEqual(doctor)
    expect(askedFor('Practitioner').map(({ authorization }) => authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-1',
    ])
  })

  test('is not asked for where the scopes do not let it be read: the reference stands for the name', async () => {
    signIn(
      { fhirUser: DOCTOR },
      { name: [{ text: 'Dr. Zoë Proefarts' }] },
      'launch openid fhirUser patient/Observation.rs',
    )
    const { session } = await open(fakeOutside())
    expect(await session.user()).toEqual({ reference: DOCTOR, name: DOCTOR })
    expect(askedFor('Practitioner')).toEqual([])
  })

  test('is known by a role, with the name of whoever has it', async () => {
    const role = 'PractitionerRole/dr-test'
    signIn(
      { fhirUser: role },
      { practitioner: { display: 'Dr. Zoë Proefarts' } },
      'patient/PractitionerRole.r',
    )
    const { session } = await open(fakeOutside())
    expect(await session.user()).toEqual({ reference: role, name: 'Dr. Zoë Proefarts' })
  })

  test('stays somebody whom the EHR knows where it does not say the name', async () => {
    signIn({ fhirUser: DOCTOR })
    const { session } = await open(fakeOutside())
    expect(await session.user()).toEqual({ reference: DOCTOR, name: DOCTOR })
  })

  test.each([
    ['no identity token', {}],
    ['one that is none', { id_token: 'eyJ.x' }],
    ['one for another client', { id_token: identity({ aud: 'another', fhirUser: DOCTOR }) }],
    ['one that names the patient', { id_token: identity({ fhirUser: `Patient/${PATIENT}` }) }],
    ['one that names a step in the address', { id_token: identity({ fhirUser: 'Practitioner/..' }) }],
    ['one that names a version', { id_token: identity({ fhirUser: `${DOCTOR}/_history/1` }) }],
  ])('is nobody where the EHR gave %s, and nothing is asked', async (_, more) => {
    answerToken(more)
    const { session } = await open(fakeOutside())
    expect(await session.user()).toBeUndefined()
    expect(askedFor('Practitioner')).toEqual([])
  })

  test('has a name of one line that ends, without half a letter at its end', async () => {
    signIn({ fhirUser: DOCTOR, name: `Dr. \u202eTest\r\n${'𝒳'.repeat(300)}` })
    const { session } = await open(fakeOutside())
    const name = (await session.user())?.name ?? ''
    expect(name).toBe(`Dr. Test ${'𝒳'.repeat(191)}`)
    expect(encodeURIComponent(name)).toBeTruthy()
  })
})

describe('T-07 HZ-20: what is kept of the answers', () => {
  test('is their codes, under a name that says nothing, and nothing of the patient beside', async () => {
    answerToken({ patient: 'ZZCANARY-patient' })
    referHere()
    const { session, storage } = await open(fakeOutside())
    const bare = dump(storage)
    session.answers.save(KEPT)
    const added = Object.keys(storage).filter((name) => !bare.includes(name))
    expect(added).toHaveLength(2)
    expect(added).toEqual(
      expect.arrayContaining(['trialside.tab', expect.stringMatching(/^trialside\.answers\.[\w-]{43}$/)]),
    )
    for (const name of added) expect(name + (storage as Storage).getItem(name)).not.toContain('ZZCANARY')
    // The session's own entry, which a reload needs, names the patient by the token; nothing else does.
    expect(session.answers.load()).toEqual(KEPT)
  })

  test('is gone after close, and so is everything about the patient', async () => {
    answerToken({ patient: 'ZZCANARY-patient', id_token: identity({ fhirUser: DOCTOR, name: 'Dr. Test' }) })
    const { session, storage } = await open(fakeOutside())
    session.answers.save(KEPT)
    session.close()
    expect(Object.keys(storage)).toEqual(['trialside.tab'])
    expect(dump(storage)).not.toMatch(/ZZCANARY|Q1|Dr\. Test/)
    expect(session.answers.load()).toBeUndefined()
  })

  test('survives a reload, and a token that ended', async () => {
    const outside = fakeOutside()
    const before = await open(outside)
    before.session.answers.save(KEPT)
    const { opened } = await reload(outside, before)
    expect(opened.ok && opened.value.answers.load()).toEqual(KEPT)
    outside.pass(3700_000)
    const read = opened.ok && (await opened.value.read(NEEDS, fakeSink(PATIENT), () => {}))
    expect(read).toEqual({ ok: false, problem: { kind: 'session-ended' } })
    const again = await open(outside, { storage: before.storage as Storage })
    expect(again.session.answers.load()).toEqual(KEPT)
  })

  test.each([
    ['a fault of the server', () => new HttpResponse(null, { status: 500 })],
    ['a refusal', () => new HttpResponse(null, { status: 403 })],
    ['no answer', () => HttpResponse.error()],
  ])('survives %s', async (_, answer) => {
    const outside = fakeOutside()
    const before = await open(outside)
    before.session.answers.save(KEPT)
    server.use(http.get(`${ISS}/*`, answer))
    const read = await before.session.read(NEEDS, fakeSink(PATIENT), () => {})
    expect(read.ok).toBe(false)
    server.resetHandlers()
    const again = await open(outside, { storage: before.storage as Storage })
    expect(again.session.answers.load()).toEqual(KEPT)
  })

  test('is gone where the record turns out to be another patient’s', async () => {
    const { session, storage } = await open(fakeOutside())
    session.answers.save(KEPT)
    server.use(
      http.get(`${ISS}/Patient/:id`, () => HttpResponse.json({ resourceType: 'Patient', id: 'p-2' })),
    )
    const read = await session.read(NEEDS, fakeSink(PATIENT), () => {})
    expect(read).toEqual({ ok: false, problem: { kind: 'patient-differs' } })
    expect(Object.keys(storage)).toEqual(['trialside.tab'])
  })

  test('is never another patient’s, in the same tab and at the same EHR', async () => {
    const storage = tabStorage()
    const first = await open(fakeOutside(), { storage })
    first.session.answers.save(KEPT)
    answerToken({ patient: 'p-2' })
    const second = await open(fakeOutside({ secret: () => 'another-launch' }), { storage })
    expect(second.session.answers.load()).toBeUndefined()
    expect(dump(storage)).not.toContain('Q1')
  })
})

// @vitest-environment jsdom
/** From the page's button to the EHR and back, through a real session, over the sandbox: what is said, sent and kept. */
import { signal } from '@preact/signals'
import type { Bundle, FhirResource } from 'fhir/r4'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Kept } from '../../src/app/Referral/shown.ts'
import { createReferral } from '../../src/app/referral.ts'
import type { Json } from '../../src/engine/fhir.ts'
import { recordFromBundle } from '../../src/engine/record/from-file.ts'
import type { Query } from '../../src/engine/record/query.ts'
import { createSandbox } from '../../src/sandbox/sandbox.ts'
import { openSession } from '../../src/smart/session.ts'
import { startLaunch } from '../../src/smart/start-launch.ts'
import { mayFitCard } from '../app/cards.ts'
import { draftOfRecord, namedPatient, trial } from '../engine/referral/drafts.ts'
import { fakeOutside, NOON } from './fake-outside.ts'
import { fakePage, tabStorage } from './fake-page.ts'

const sandbox = await createSandbox({ clock: () => new Date(NOON), wait: async () => {}, patients: [] })
const server = setupServer(http.all('*', ({ request }) => sandbox.answer(request) ?? Response.error()))
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

const NEEDS: readonly Query[] = ['Patient', 'Condition', 'Procedure', 'Observation'].map((resource) => ({
  id: resource,
  kind: resource === 'Patient' ? 'read' : 'search',
  resource: resource as Query['resource'],
  parameters: [],
}))

/** Everything by which this patient could be known. */
const CANARY = /ZZ-?CANARY|1961-04-02|999000111/i

let patients = 0

/** A record of its own for each test. */
async function addPatient() {
  patients += 1
  const record = namedPatient(
    `
    female, born 1961-04-02
    2010-03-01             carcinoma left breast
    2010-06-01/2010-08-01  radiotherapy left breast
    2026-03-01             recurrence left breast
    2026-10-02             ecog 1`,
    { name: [{ use: 'official', given: ['Testina'], family: 'ZZCANARY' }] },
  )
  const id = `zz-canary-${patients}`
  // Of these, no two may share an identifier of a resource: the sandbox has them all.
  const text = JSON.stringify(record)
    .replaceAll('"Patient/p"', `"Patient/${id}"`)
    .replaceAll('"id":"p"', `"id":"${id}"`)
  const resources: readonly FhirResource[] = JSON.parse(text)
  const bundle: Bundle<FhirResource> = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  }
  await sandbox.addPatient(bundle)
  const read = recordFromBundle(bundle as unknown as Json)
  if (!read.ok) throw new Error(read.problem.kind)
  return { id, record: read.value }
}

/** Opens the chart in a tab, and the referral on its page. */
async function openCard(
  { id, record }: Awaited<ReturnType<typeof addPatient>>,
  { storage = tabStorage(), faults = [] }: { storage?: Storage; faults?: readonly string[] } = {},
) {
  const outside = fakeOutside({ secret: () => crypto.randomUUID() })
  const first = fakePage(sandbox.launches.address(id, { faults }), { storage })
  await startLaunch(first, NEEDS, outside)
  const authorized = await fetch(first.left[0] ?? '', { redirect: 'manual' })
  const page = fakePage(authorized.headers.get('location') ?? '', { storage })
  const opened = await openSession(page, outside)
  if (!opened.ok) throw new Error(`no session: ${opened.problem.kind}`)
  const session = opened.value
  const requester = await session.user()
  const done: string[] = []
  const referral = createReferral({
    card: signal({ ...mayFitCard, trial: { ...mayFitCard.trial, id: trial.id, version: trial.version } }),
    patientId: id,
    siteName: session.siteName,
    requester: signal(requester),
    readAgeMinutes: signal(0),
    lookAtClock: () => {},
    objection: signal(undefined),
    door: session.referral,
    keptAnswers: signal<Kept>('session'),
    browser: { copy: () => Promise.resolve(true), print: () => {}, reload: () => {} },
    // A browser's worker hands over a copy; so does this.
    draft: async ({ recipient, requester: by, consent, ...request }) => {
      const named = {
        ...(recipient && { recipient }),
        ...(by && { requester: by }),
        ...(consent && { consent }),
      }
      const draft = draftOfRecord(record, trial, { ...request, ...named })
      return structuredClone(consent ? draft : { ...draft, parts: [] })
    },
    now: () => ({ date: '2026-11-23', minute: '2026-11-23T13:00', instant: '2026-11-23T13:00:00+01:00' }),
    stop: (why) => done.push(why),
    fail: () => done.push('fail'),
  })
  const state = () => referral.shown.value.state
  const comesTo = (kind: string) => expect.poll(() => state(), { timeout: 5_000 }).toMatchObject({ kind })
  return { session, referral, actions: referral.actions, state, comesTo, storage, done, requester }
}

const dump = (storage: Storage) =>
  JSON.stringify(Object.keys(storage).map((name) => [name, storage.getItem(name)]))

/** What is stored beside the session itself, whose token names the patient until it is closed. */
const beside = (storage: Storage) =>
  JSON.stringify(
    Object.keys(storage)
      .filter((name) => !name.startsWith('trialside.session.'))
      .map((name) => [name, storage.getItem(name)]),
  )

/** How often anything was written into a record. */
const writes = () =>
  sandbox.requests.filter(({ method, url }) => method !== 'GET' && url.startsWith(sandbox.iss)).length

/** Presses through to sending. */
async function refer(card: Awaited<ReturnType<typeof openCard>>, reason?: string) {
  card.actions.open()
  await card.comesTo('confirming')
  card.actions.confirm({ agreed: true, ...(reason !== undefined && { reason }) })
}

describe('a referral, from the page to the EHR', () => {
  test('is sent, is kept nowhere in the browser, and is found by the next launch', async () => {
    const patient = await addPatient()
    const card = await openCard(patient)
    expect(card.requester).toEqual({
      reference: 'Practitioner/dr-test-oncologist',
      name: 'Dr. Test Oncologist',
    })
    await refer(card)
    await card.comesTo('sent')
    expect(card.state()).toMatchObject({ sent: { rung: 'transaction', differs: [], duplicates: [] } })
    expect(beside(card.storage)).not.toMatch(CANARY)
    expect(card.session.answers.load()).toBeUndefined()
    card.referral.close()
    card.session.close()
    expect(dump(card.storage)).not.toMatch(CANARY)

    const next = await openCard(patient)
    next.referral.look()
    await expect
      .poll(() => next.referral.shown.value.earlier)
      .toMatchObject([{ status: 'requested', by: 'Dr. Test Oncologist', isOpen: true, isOverdue: false }])
    expect(next.done).toEqual([])
  })

  test('W-15: a second one needs a reason, and is another one', async () => {
    const patient = await addPatient()
    const card = await openCard(patient)
    await refer(card)
    await card.comesTo('sent')
    const next = await openCard(patient)
    await refer(next)
    expect(next.state()).toMatchObject({ kind: 'confirming', checked: { needsReason: true, generation: 1 } })
    next.actions.confirm({ agreed: true, reason: 'No answer to the earlier one' })
    await next.comesTo('sent')
    expect(next.state()).toMatchObject({ sent: { wasThere: false } })
  })

  test('W-11: of which only the order arrived is completed by the next page: one order, one task', async () => {
    const patient = await addPatient()
    const card = await openCard(patient, { faults: ['no-transaction', 'no-task'] })
    await refer(card)
    await card.comesTo('notSent')
    expect(card.state()).toMatchObject({
      why: { kind: 'half', present: expect.arrayContaining(['ServiceRequest']), missing: ['Task'] },
    })

    const next = await openCard(patient, { faults: ['no-transaction'] })
    next.actions.open()
    await next.comesTo('confirming')
    expect(next.state()).toMatchObject({ completes: true, checked: { generation: 0, needsReason: false } })
    next.actions.confirm({ agreed: true })
    await next.comesTo('sent')
    const last = await openCard(patient)
    last.referral.look()
    await expect.poll(() => last.referral.shown.value.earlier).toHaveLength(1)
    expect(last.referral.shown.value.earlier).toMatchObject([{ status: 'requested', duplicates: [] }])
  })

  test('W-21: that was on its way when the page was left is noted without a word of the patient, and found', async () => {
    const patient = await addPatient()
    const card = await openCard(patient, { faults: ['answer-dropped', 'search-down-after'] })
    await refer(card)
    await card.comesTo('ambiguous')
    expect(card.referral.isUnderWay()).toBe(true)
    expect(beside(card.storage)).toContain('pending')
    expect(beside(card.storage)).not.toMatch(CANARY)
    card.referral.close()

    const next = await openCard(patient, { storage: card.storage })
    next.actions.open()
    await next.comesTo('sent')
    expect(next.state()).toMatchObject({ sent: { wasThere: true } })
    expect(beside(next.storage)).not.toContain('"pending":{"')
  })

  test('W-18: is not sent where the patient was changed since reading, and the page is stopped', async () => {
    const patient = await addPatient()
    const card = await openCard(patient, { faults: ['patient-changes:1'] })
    const before = writes()
    await refer(card)
    await expect.poll(() => card.done).toEqual(['patient-differs'])
    expect(card.state()).toMatchObject({ kind: 'notSent', why: { kind: 'patient-changed' } })
    expect(writes()).toBe(before)
  })

  test('W-23: is not sent again in a session in which the EHR lost its identifier', async () => {
    const patient = await addPatient()
    const card = await openCard(patient, { faults: ['strips-identifier'] })
    await refer(card)
    await expect.poll(() => ['sent', 'notSent', 'ambiguous'].includes(card.state().kind)).toBe(true)
    const first = card.state()
    expect(first.kind === 'sent' ? first.sent.differs : first).toContain('identifier')
    // While copies are looked for, nothing else is begun.
    const copies = () => {
      const now = card.state()
      return now.kind === 'sent' ? now.sent.copies : now.kind
    }
    await expect.poll(copies, { timeout: 5_000 }).not.toBe('looking')
    card.actions.open()
    await card.comesTo('notSent')
    expect(card.state()).toMatchObject({ why: { kind: 'not-idempotent' } })
  })

  test('reads down the ladder: where nothing may be written it is a letter, and nobody is asked to confirm', async () => {
    const patient = await addPatient()
    const card = await openCard(patient, { faults: ['read-only'] })
    card.actions.open()
    await card.comesTo('ready')
    expect(card.state()).toMatchObject({ checked: { rung: 'letter' } })
    expect(card.referral.shown.value.letter?.text).toContain('ZZCANARY')
    expect(beside(card.storage)).not.toMatch(CANARY)
  })
})

describe('what came of the talk', () => {
  test('is kept in the chart and found by the next launch, and by no other patient’s', async () => {
    const patient = await addPatient()
    const card = await openCard(patient)
    card.actions.setOutcome({ kind: 'deferred', reason: 'awaiting-board', note: 'Board on Thursday' })
    await expect.poll(() => card.referral.shown.value.outcome).toMatchObject({ kind: 'deferred' })
    expect(card.referral.shown.value.outcomeKept).toBe('in-chart')

    const next = await openCard(patient)
    next.referral.look()
    await expect.poll(() => next.referral.shown.value.outcome).toEqual(card.referral.shown.value.outcome)
    const other = await openCard(await addPatient())
    other.referral.look()
    await expect.poll(() => other.state().kind).toBe('idle')
    expect(other.referral.shown.value.outcome).toBeUndefined()
  })

  test('is said not to be recorded where nothing may be written', async () => {
    const card = await openCard(await addPatient(), { faults: ['read-only'] })
    card.actions.setOutcome({ kind: 'deferred', reason: 'other' })
    await expect.poll(() => card.referral.shown.value.outcomeSaving).toBe('failed')
    expect(card.referral.shown.value).toMatchObject({ outcomeKept: 'session' })
    expect(card.referral.shown.value).not.toHaveProperty('outcome')
  })
})

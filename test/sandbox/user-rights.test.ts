import type { Bundle, FhirResource, Observation } from 'fhir/r4'
import { beforeEach, describe, expect, test } from 'vitest'
import { BOARD_PATIENTS, RESTRICTED } from '../../src/sandbox/patients/board-patients.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { type BoardToken, signInToBoard } from './board-signed-in.ts'
import { referralOf, referring, SYSTEM } from './referral.ts'
import { search, send, signIn, stillSandbox } from './signed-in.ts'

const [FIRST = '', SECOND = ''] = BOARD_PATIENTS.map(({ id }) => id)
const CLOSED = RESTRICTED[0]?.id ?? ''
let sandbox: Sandbox
let token: BoardToken

beforeEach(async () => {
  sandbox = (await stillSandbox({ patients: [...BOARD_PATIENTS.slice(0, 3), ...RESTRICTED] })).sandbox
  token = await signInToBoard(sandbox)
})

const json = { 'content-type': 'application/fhir+json' }
const aboutOf = (patient: string, more: Partial<Observation> = {}) =>
  JSON.stringify({
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'something' },
    subject: { reference: `Patient/${patient}` },
    identifier: [{ system: SYSTEM, value: 'one' }],
    ...more,
  })
const write = (method: string, path: string, body: string, headers: Record<string, string> = {}) =>
  send(sandbox, token, path, { method, body, headers: { ...json, ...headers } })
const idsIn = (bundle: Bundle<FhirResource>) => (bundle.entry ?? []).map((it) => it.resource?.id)
/** How many such observations one patient's own session sees in the record: nobody else's can be among them. */
const inRecordOf = async (patient: string) => {
  const inChart = await signIn(sandbox, patient, { scope: 'launch patient/*.rs' })
  return (await search(sandbox, inChart, `Observation?identifier=${SYSTEM}|one`)).total
}
/** The parts of a referral that carry an identifier. */
const types = ['QuestionnaireResponse', 'ServiceRequest', 'Task', 'ResearchSubject'] as const
const countedOf = async (patient: string) => {
  const inChart = await signIn(sandbox, patient, { scope: 'launch patient/*.rs' })
  return referring(sandbox, inChart).counted()
}

describe('by the user’s own rights', () => {
  test('a patient is found by number across all records', async () => {
    const wanted = (await (await send(sandbox, token, `Patient/${SECOND}`)).json()) as {
      identifier: { value: string }[]
    }
    const number = wanted.identifier[0]?.value
    expect(idsIn(await search(sandbox, token, `Patient?identifier=${number}`))).toEqual([SECOND])
    expect(idsIn(await search(sandbox, token, 'Patient?identifier=000000000'))).toEqual([])
  })

  test('what is created goes to the record of the patient it is about', async () => {
    expect((await write('POST', 'Observation', aboutOf(SECOND))).status).toBe(201)
    expect([await inRecordOf(FIRST), await inRecordOf(SECOND)]).toEqual([0, 1])
  })

  test('a conditional create looks into the record of the patient it is about, and no other', async () => {
    const condition = { 'if-none-exist': `identifier=${SYSTEM}|one` }
    const statuses = [
      (await write('POST', 'Observation', aboutOf(FIRST), condition)).status,
      (await write('POST', 'Observation', aboutOf(SECOND), condition)).status,
      (await write('POST', 'Observation', aboutOf(SECOND), condition)).status,
    ]
    expect(statuses).toEqual([201, 201, 200])
    expect([await inRecordOf(FIRST), await inRecordOf(SECOND)]).toEqual([1, 1])
    const elsewhere = { 'if-none-exist': `identifier=${SYSTEM}|two&patient=${FIRST}` }
    expect((await write('POST', 'Observation', aboutOf(SECOND), elsewhere)).status).toBe(403)
  })

  test('nothing moves from one record to another', async () => {
    const made = (await (await write('POST', 'Observation', aboutOf(FIRST))).json()) as Observation
    const moved = aboutOf(SECOND, { id: made.id ?? '' })
    expect((await write('PUT', `Observation/${made.id}`, moved)).status).toBe(403)
    const patch = JSON.stringify([{ op: 'replace', path: '/subject/reference', value: `Patient/${SECOND}` }])
    expect((await write('PATCH', `Observation/${made.id}`, patch)).status).toBe(403)
    const amended = aboutOf(FIRST, { id: made.id ?? '', status: 'amended' })
    expect((await write('PUT', `Observation/${made.id}`, amended)).status).toBe(200)
    expect([await inRecordOf(FIRST), await inRecordOf(SECOND)]).toEqual([1, 0])
  })

  test.each([
    ['about nobody', aboutOf('x', { subject: { display: 'somebody' } })],
    ['about somebody who does not exist', aboutOf('no-such-patient')],
  ])('what is %s is not written', async (_what, body) => {
    expect((await write('POST', 'Observation', body)).status).toBe(422)
  })

  test('what the hospital keeps is not written', async () => {
    const list = JSON.stringify({ resourceType: 'List', status: 'current', mode: 'working' })
    const wide = await signInToBoard(sandbox, { scope: 'launch user/*.cruds' })
    const sent = await send(sandbox, wide, 'List', { method: 'POST', body: list, headers: json })
    expect(sent.status).toBe(403)
  })

  test('what was deleted answers so, whoever’s it was', async () => {
    const made = (await (await write('POST', 'Observation', aboutOf(SECOND))).json()) as Observation
    expect((await send(sandbox, token, `Observation/${made.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await send(sandbox, token, `Observation/${made.id}`)).status).toBe(410)
  })

  test('a referral in one transaction goes whole to its patient, once', async () => {
    const { transact } = referring(sandbox, token)
    for (const _attempt of [1, 2]) expect((await transact(referralOf(SECOND))).status).toBe(200)
    expect(await countedOf(SECOND)).toEqual([1, 1, 1, 1, 1])
    expect(await countedOf(FIRST)).toEqual([0, 0, 0, 0, 0])
  })

  test('referrals of two patients under one key stay apart', async () => {
    const { transact } = referring(sandbox, token)
    for (const patient of [FIRST, SECOND]) expect((await transact(referralOf(patient))).status).toBe(200)
    for (const patient of [FIRST, SECOND]) expect(await countedOf(patient)).toEqual([1, 1, 1, 1, 1])
  })

  test('a transaction about two patients is refused, and nothing of it is done', async () => {
    const entries = [FIRST, SECOND].map((patient) => ({
      request: { method: 'POST' as const, url: 'Observation' },
      resource: JSON.parse(aboutOf(patient)) as Observation,
    }))
    const { transact } = referring(sandbox, token)
    expect((await transact(entries)).status).toBe(400)
    expect([await inRecordOf(FIRST), await inRecordOf(SECOND)]).toEqual([0, 0])
    expect((await transact(entries.slice(1))).status).toBe(200)
    expect([await inRecordOf(FIRST), await inRecordOf(SECOND)]).toEqual([0, 1])
  })

  test('what was referred is found again: by identifier and patient, a Provenance by its tag', async () => {
    const { transact, find } = referring(sandbox, token)
    await transact(referralOf(FIRST))
    await transact(referralOf(SECOND))
    for (const type of types)
      expect((await find(`${type}?identifier=${SYSTEM}|Key-1&patient=${SECOND}`)).total).toBe(1)
    expect((await find(`Provenance?_tag=${SYSTEM}|Key-1`)).total).toBe(2)
    expect((await send(sandbox, token, 'Provenance')).status).toBe(400)
    expect((await send(sandbox, token, `ServiceRequest?identifier=${SYSTEM}|Key-1`)).status).toBe(400)
  })
})

describe('a record that is closed to the user', () => {
  test.each([
    [`Patient/${CLOSED}`],
    [`Patient/${CLOSED}/$everything`],
    [`Condition?patient=${CLOSED}`],
    [`Condition?patient=${FIRST},${CLOSED}`],
    [`Patient?_id=${CLOSED}`],
    [`Condition/${CLOSED}-1-condition`],
    [`Condition/${CLOSED}-1-condition/_history`],
  ])('refuses GET %s', async (path) => {
    expect((await send(sandbox, token, path)).status).toBe(403)
  })

  test('takes no write, and is not among those whom a search finds', async () => {
    expect((await write('POST', 'Observation', aboutOf(CLOSED))).status).toBe(403)
    expect((await referring(sandbox, token).transact(referralOf(CLOSED))).status).toBe(403)
    expect(idsIn(await search(sandbox, token, 'Patient'))).not.toContain(CLOSED)
  })

  test('opens from its own chart, and is on no meeting’s list but the one that tries it', async () => {
    const inChart = await signIn(sandbox, CLOSED)
    expect((await send(sandbox, inChart, `Patient/${CLOSED}`)).status).toBe(200)
    const list = async (id: string) => (await send(sandbox, token, `List/${id}`)).text()
    expect(await list('board-monday')).not.toContain(CLOSED)
    expect(await list('board-unreadable')).toContain(CLOSED)
  })
})

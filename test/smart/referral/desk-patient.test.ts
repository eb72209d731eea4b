import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/engine/fhir.ts'
import { PATIENT } from '../small-ehr.ts'
import { type Answers, bare, deskAt, fhir, loginPage, noAnswer } from './small-desk.ts'

/** Invented, as everybody here. */
const ANNA: Json = {
  resourceType: 'Patient',
  id: PATIENT,
  meta: { versionId: '1' },
  active: true,
  name: [
    { use: 'maiden', family: 'Voorbeeld' },
    { use: 'official', family: 'Testmeijer', given: ['Anna', 'Maria'] },
  ],
  birthDate: '1961-04-02',
  identifier: [
    { system: 'https://ehr.example/mrn', value: '0001' },
    { system: 'https://other.example/number', value: '99' },
  ],
}
const nowAs = async (now: Json, asRead = ANNA) => (await deskAt(() => fhir(now)).desk.patientNow(asRead)).kind

describe('W-18 the patient, read again', () => {
  test('is the same', async () => {
    const { desk, seen } = deskAt(() => fhir(ANNA))
    expect(await desk.patientNow(ANNA)).toEqual({ kind: 'same' })
    expect(seen).toMatchObject([{ method: 'GET', path: `Patient/${PATIENT}` }])
  })

  test.each([
    ['another version', { meta: { versionId: '2' } }],
    ['another telephone number', { telecom: [{ value: '000' }] }],
    ['identifiers in another order', { identifier: [...(ANNA['identifier'] as Json[])].reverse() }],
    [
      'a maiden name left out',
      { name: [{ use: 'official', family: 'Testmeijer', given: ['Anna', 'Maria'] }] },
    ],
    [
      'another space in the name',
      { name: [{ use: 'official', family: ' Testmeijer', given: ['Anna ', 'Maria'] }] },
    ],
    ['a link to one that it replaced', { link: [{ type: 'replaces', other: { reference: 'Patient/p-0' } }] }],
    ['a word that they are alive', { deceasedBoolean: false }],
  ])('is the same with %s', async (_, change) => {
    expect(await nowAs({ ...ANNA, ...change })).toBe('same')
  })

  test.each([
    ['id', { id: 'p-2' }],
    ['birth date', { birthDate: '1961-04-03' }],
    ['birth date, which is gone', { birthDate: undefined }],
    ['family name', { name: [{ use: 'official', family: 'Testmeier', given: ['Anna', 'Maria'] }] }],
    ['given name', { name: [{ use: 'official', family: 'Testmeijer', given: ['Anne', 'Maria'] }] }],
    ['official name, which is gone', { name: [{ use: 'maiden', family: 'Voorbeeld' }] }],
    ['identifier', { identifier: [{ system: 'https://ehr.example/mrn', value: '0002' }] }],
    [
      'system of an identifier',
      { identifier: [{ system: 'https://ehr.example/x', value: '0001' }, (ANNA['identifier'] as Json[])[1]] },
    ],
    ['identifiers, which are gone', { identifier: undefined }],
  ])('has changed: another %s', async (_, change) => {
    expect(await nowAs({ ...ANNA, ...change })).toBe('changed')
  })

  test('that is known by a text alone is compared by it', async () => {
    const called = (text: string) => ({ ...ANNA, name: [{ text }] })
    expect(await nowAs(called('Anna T.'), called('Anna T.'))).toBe('same')
    expect(await nowAs(called('Anna S.'), called('Anna T.'))).toBe('changed')
  })

  test('that was read for another chart is not even asked for', async () => {
    const { desk, seen } = deskAt(() => fhir(ANNA))
    expect(await desk.patientNow({ ...ANNA, id: 'p-2' })).toEqual({ kind: 'changed' })
    expect(seen).toEqual([])
  })

  test.each([{ deceasedBoolean: true }, { deceasedDateTime: '2026-11-22' }])(
    'has died: %j',
    async (change) => {
      expect(await nowAs({ ...ANNA, ...change, birthDate: '1900-01-01' })).toBe('deceased')
    },
  )

  test.each([
    { active: false },
    { link: [{ type: 'seealso' }, { type: 'replaced-by', other: { reference: 'Patient/p-9' } }] },
  ])('was merged: %j', async (change) => {
    expect(await nowAs({ ...ANNA, ...change })).toBe('merged')
  })

  test.each([404, 410])('is not there any more: %i', async (status) => {
    expect(await deskAt(() => bare(status)).desk.patientNow(ANNA)).toEqual({ kind: 'merged' })
  })

  test.each<readonly [string, Answers, string]>([
    ['no answer', noAnswer, 'unreachable'],
    ['a 500', () => bare(500), 'unreachable'],
    ['a 403', () => bare(403), 'forbidden'],
    ['a login page', () => loginPage(), 'unreachable'],
    ['another resource', () => fhir({ resourceType: 'OperationOutcome' }), 'unreachable'],
    ['a token that is over', () => bare(401), 'session-ended'],
  ])('cannot be told with %s', async (_, answers, why) => {
    expect(await deskAt(answers).desk.patientNow(ANNA)).toEqual({ kind: 'failed', why })
  })
})

describe('W-20 what is cited, read again', () => {
  const condition = (id: string, more: Json = {}) => ({
    resourceType: 'Condition',
    id,
    meta: { versionId: '1' },
    subject: { reference: `Patient/${PATIENT}` },
    ...more,
  })
  const cited = (id: string, version?: string) => ({
    reference: `Condition/${id}`,
    ...(version ? { version } : {}),
  })
  const now = (answers: Answers, ...ids: readonly ReturnType<typeof cited>[]) =>
    deskAt(answers).desk.recordNow(ids)
  const changed = { kind: 'changed', references: ['Condition/c-1'] }

  test('is the same where every version is', async () => {
    const { desk, seen } = deskAt(({ path }) => fhir(condition(path.split('/')[1] ?? '')))
    expect(await desk.recordNow([cited('c-1', '1'), cited('c-2', '1'), cited('c-1', '1')])).toEqual({
      kind: 'same',
    })
    expect(seen.map(({ path }) => path)).toEqual(['Condition/c-1', 'Condition/c-2'])
  })

  test.each<readonly [string, Answers]>([
    ['is of another version', () => fhir(condition('c-1', { meta: { versionId: '2' } }))],
    ['is gone', () => bare(404)],
    ['was deleted', () => bare(410)],
    [
      'was entered in error',
      () => fhir(condition('c-1', { verificationStatus: { coding: [{ code: 'entered-in-error' }] } })),
    ],
    ['has a status that says so', () => fhir(condition('c-1', { status: 'entered-in-error' }))],
    ['is about somebody else now', () => fhir(condition('c-1', { subject: { reference: 'Patient/p-2' } }))],
  ])('has changed where it %s', async (_, answers) => {
    expect(await now(answers, cited('c-1', '1'))).toEqual(changed)
  })

  test('counts as the same where there are no versions to compare', async () => {
    expect(await now(() => fhir(condition('c-1')), cited('c-1'))).toEqual({ kind: 'same' })
    expect(await now(() => fhir(condition('c-1', { meta: undefined })), cited('c-1', '1'))).toEqual({
      kind: 'same',
    })
  })

  test('has changed even where another could not be read', async () => {
    const answers: Answers = ({ path }) => (path.endsWith('c-1') ? bare(410) : bare(500))
    expect(await now(answers, cited('c-2', '1'), cited('c-1', '1'))).toEqual(changed)
  })

  test.each<readonly [string, Answers, string]>([
    ['no answer', noAnswer, 'unreachable'],
    ['a 403', () => bare(403), 'forbidden'],
    ['a login page', () => loginPage(), 'unreachable'],
    ['another one', () => fhir(condition('c-9')), 'unreachable'],
    ['a token that is over', () => bare(401), 'session-ended'],
  ])('cannot be told with %s', async (_, answers, why) => {
    expect(await now(answers, cited('c-1', '1'))).toEqual({ kind: 'failed', why })
  })

  test('is read for the first thirty, and for none is the same', async () => {
    const { desk, seen } = deskAt(({ path }) => fhir(condition(path.split('/')[1] ?? '')))
    await desk.recordNow(Array.from({ length: 40 }, (_, at) => cited(`c-${at}`, '1')))
    expect(seen).toHaveLength(30)
    expect(await desk.recordNow([])).toEqual({ kind: 'same' })
  })
})

describe('writing over its own version', () => {
  const task = {
    resourceType: 'Task',
    id: 't-1',
    meta: { versionId: '3' },
    status: 'entered-in-error',
    for: { reference: `Patient/${PATIENT}` },
  }

  test('is one PUT that names it', async () => {
    const { desk, seen } = deskAt(() => fhir(task))
    expect(await desk.update(task)).toBe(true)
    expect(seen).toMatchObject([
      { method: 'PUT', path: 'Task/t-1', headers: { 'if-match': 'W/"3"' }, body: task },
    ])
  })

  test.each<readonly [string, Answers]>([
    ['a 412: another version is there', () => bare(412)],
    ['a 409', () => bare(409)],
    ['a 403', () => bare(403)],
    ['a 500', () => bare(500)],
    ['a redirect', () => bare(302)],
    ['a login page', () => loginPage()],
    ['no answer', noAnswer],
    ['a token that is over', () => bare(401)],
  ])('did not happen with %s', async (_, answers) => {
    expect(await deskAt(answers).desk.update(task)).toBe(false)
  })

  test.each([
    ['no version', { ...task, meta: {} }],
    ['a version that would break the header', { ...task, meta: { versionId: '3"\r\nx: y' } }],
    ['an id that leads elsewhere', { ...task, id: '..' }],
    ['somebody else', { ...task, for: { reference: 'Patient/p-2' } }],
  ])('is not tried with %s', async (_, resource) => {
    const { desk, seen } = deskAt(() => fhir(task))
    expect(await desk.update(resource)).toBe(false)
    expect(seen).toEqual([])
  })
})

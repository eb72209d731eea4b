import type { Bundle, FhirResource } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { PARTS } from '../../src/engine/referral/draft.ts'
import { ok } from '../../src/engine/result.ts'
import { BOARD_PATIENTS } from '../../src/sandbox/patients/board-patients.ts'
import { Access } from '../../src/smart/access.ts'
import { guardedFetch } from '../../src/smart/guarded-fetch.ts'
import { guardedWrite } from '../../src/smart/guarded-write.ts'
import { openDesk } from '../../src/smart/referral/desk.ts'
import { RequestGate } from '../../src/smart/request-gate.ts'
import { checkToken } from '../../src/smart/token-response.ts'
import { draftOf, PATIENT as RECORD } from '../engine/referral/drafts.ts'
import { fakeOutside, NOON } from '../smart/fake-outside.ts'
import { signInToBoard } from './board-signed-in.ts'
import { referring } from './referral.ts'
import { signIn, stillSandbox } from './signed-in.ts'

const DRAFT = draftOf(RECORD, {
  requester: { reference: 'Practitioner/dr-test-oncologist', name: 'Dr. Test Oncologist' },
  recipient: { id: 'office', name: 'Test trial office', reference: 'Organization/sandbox-trial-office' },
})
const { key, parts } = DRAFT
const FIVE = PARTS.filter((type) => type !== 'DocumentReference')

/** The app's own desk, pinned to one patient, with a token of the board's launch. */
async function deskAtBoard() {
  const { sandbox } = await stillSandbox({ patients: BOARD_PATIENTS.slice(0, 2) })
  const entry = RECORD.map((resource) => ({ resource: resource as unknown as FhirResource }))
  const bundle = { resourceType: 'Bundle', type: 'collection', entry } as Bundle<FhirResource>
  const [patientId = ''] = await sandbox.addPatient(bundle)
  const response = { ...(await signInToBoard(sandbox)), patient: patientId }
  const token = checkToken(response)
  if (!token.ok) throw new Error(`no token: ${token.problem.kind}`)
  const outside = fakeOutside({
    fetch: async (address, { signal: _, ...sent }) => sandbox.fhir(new Request(address, sent)),
  })
  const grant = { state: () => ({}), response: () => response, renew: async () => ok(response) }
  const access = new Access(grant, token.value, NOON + 3600_000, outside, () => {})
  const ehr = { base: sandbox.iss, origins: [] }
  const gate = new RequestGate(outside.clock)
  const desk = openDesk({
    ehr,
    read: guardedFetch(ehr, access, outside, gate),
    write: guardedWrite(ehr, access, outside, gate),
    patientId,
    scope: token.value.scope,
    clock: outside.clock,
  })
  return { sandbox, desk, patientId }
}

describe('the app’s desk under the user’s own rights', () => {
  test('may do what it may in a chart', async () => {
    const { desk } = await deskAtBoard()
    const all = new Set(PARTS)
    expect(await desk.abilities()).toMatchObject({
      transaction: true,
      create: all,
      conditional: all,
      search: all,
    })
  })

  test.each(['transaction', 'sequential'] as const)(
    'a %s twice makes one referral, in its patient’s record, and finds it again',
    async (rung) => {
      const { sandbox, desk, patientId } = await deskAtBoard()
      const first = await desk.post(rung, parts, [])
      expect(first.kind).toBe('answered')
      expect(await desk.post(rung, parts, [])).toEqual(first)
      const found = await desk.search(PARTS, [key])
      const types = found.kind === 'found' ? found.resources.map((it) => it.resourceType) : [found.why]
      expect(types.sort()).toEqual([...FIVE].sort())
      const inChart = await signIn(sandbox, patientId, { scope: 'launch patient/*.rs' })
      expect((await referring(sandbox, inChart).find('Task')).total).toBe(1)
      const other = await signIn(sandbox, BOARD_PATIENTS[0]?.id ?? '', { scope: 'launch patient/*.rs' })
      expect((await referring(sandbox, other).find('Task')).total).toBe(0)
    },
  )
})

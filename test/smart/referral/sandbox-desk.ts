import type { Bundle, FhirResource } from 'fhir/r4'
import { ok } from '../../../src/engine/result.ts'
import { OBJECTING } from '../../../src/sandbox/patients/objecting.ts'
import { createSandbox } from '../../../src/sandbox/sandbox.ts'
import { Access } from '../../../src/smart/access.ts'
import { guardedFetch } from '../../../src/smart/guarded-fetch.ts'
import { guardedWrite } from '../../../src/smart/guarded-write.ts'
import { openDesk } from '../../../src/smart/referral/desk.ts'
import { keptResponses } from '../../../src/smart/referral/kept-responses.ts'
import { RequestGate } from '../../../src/smart/request-gate.ts'
import { checkToken } from '../../../src/smart/token-response.ts'
import { draftOf, PATIENT as RECORD } from '../../engine/referral/drafts.ts'
import { TO_REFER } from '../../sandbox/referral.ts'
import { signIn } from '../../sandbox/signed-in.ts'
import { type FakeOutside, fakeOutside, NOON } from '../fake-outside.ts'

/** The whole draft of an invented patient, who is in the sandbox's records. */
export const DRAFT = draftOf(RECORD, {
  requester: { reference: 'Practitioner/dr-test-oncologist', name: 'Dr. Test Oncologist' },
  recipient: { id: 'office', name: 'Test trial office', reference: 'Organization/sandbox-trial-office' },
})

const RIGHTS = `${TO_REFER} patient/Condition.rs patient/Procedure.rs`

/** A sandbox with that patient in it, and desks at it: each its own session, with its own faults. */
export async function sandboxDesks() {
  const sandbox = await createSandbox({
    clock: () => new Date(NOON),
    wait: async () => {},
    patients: OBJECTING,
  })
  const entry = RECORD.map((resource) => ({ resource: resource as unknown as FhirResource }))
  const [patientId = ''] = await sandbox.addPatient({
    resourceType: 'Bundle',
    type: 'collection',
    entry,
  } as Bundle<FhirResource>)
  /** Addresses outside the sandbox's own FHIR server. */
  const elsewhere: string[] = []

  async function open(faults: readonly string[] = [], scope = RIGHTS, patient = patientId) {
    const response = await signIn(sandbox, patient, { scope, faults })
    const token = checkToken(response)
    if (!token.ok) throw new Error(`no token: ${token.problem.kind}`)
    const asked: string[] = []
    const outside: FakeOutside = fakeOutside({
      fetch: async (address, init) => {
        asked.push(`${init.method} ${address}`)
        if (!address.startsWith(sandbox.iss)) elsewhere.push(address)
        const { signal: _, ...sent } = init
        const answer = await sandbox.fhir(new Request(address, sent))
        if (answer.type === 'error') throw new TypeError('Failed to fetch')
        return answer
      },
    })
    const grant = { state: () => ({}), response: () => response, renew: async () => ok(response) }
    const access = new Access(grant, token.value, NOON + 3600_000, outside, () => {})
    const ehr = { base: sandbox.iss, origins: [] }
    const gate = new RequestGate(outside.clock)
    const connection = {
      ehr,
      read: guardedFetch(ehr, access, outside, gate),
      write: guardedWrite(ehr, access, outside, gate),
      patientId: patient,
      scope: token.value.scope,
      clock: outside.clock,
    }
    return { desk: openDesk(connection), kept: keptResponses(connection), outside, asked }
  }
  return { open, elsewhere, objecting: OBJECTING[0].id }
}

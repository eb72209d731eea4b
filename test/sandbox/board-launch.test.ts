import { beforeAll, describe, expect, test } from 'vitest'
import { accessOf } from '../../src/sandbox/authorization/guard.ts'
import { Launches } from '../../src/sandbox/authorization/launches.ts'
import type { Session } from '../../src/sandbox/authorization/sessions.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { type BoardToken, signInToBoard } from './board-signed-in.ts'
import { answerOf, askToken, authorize, redeem, send, signIn, stillSandbox } from './signed-in.ts'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = (await stillSandbox()).sandbox
})

describe('a launch from a list', () => {
  test('opens the board’s own page', () => {
    const address = new URL(sandbox.launches.board('List/board-monday'))
    expect(address.origin + address.pathname).toBe(`${sandbox.origins.app}/launch-board.html`)
    expect(address.searchParams.get('iss')).toBe(sandbox.iss)
    expect(address.searchParams.get('launch')).toBeTruthy()
    expect(address.href).not.toContain('board-monday')
  })

  test('names the list and no patient', async () => {
    const token = await signInToBoard(sandbox)
    expect(token.fhirContext).toEqual([{ reference: 'List/board-monday', type: 'List' }])
    expect(token).not.toHaveProperty('patient')
    expect(token).not.toHaveProperty('need_patient_banner')
    expect(token).not.toHaveProperty('encounter')
    const group = await signInToBoard(sandbox, { reference: 'Group/rt-board' })
    expect(group.fhirContext).toEqual([{ reference: 'Group/rt-board', type: 'Group' }])
  })

  test('stays without a patient when it is refreshed and looked into', async () => {
    const token = await signInToBoard(sandbox)
    const form = {
      grant_type: 'refresh_token',
      refresh_token: token.refresh_token ?? '',
      client_id: 'trialside',
    }
    const refreshed = (await (await askToken(sandbox, form)).json()) as object
    expect(refreshed).not.toHaveProperty('patient')
    expect(refreshed).toHaveProperty('fhirContext')
    const looked = await sandbox.fhir(
      new Request(`${sandbox.origins.fhir}/introspect`, {
        method: 'POST',
        body: new URLSearchParams({ token: token.access_token }),
      }),
    )
    expect(await looked.json()).not.toHaveProperty('patient')
  })

  test('grants nothing about a patient in context', async () => {
    const token = await signInToBoard(sandbox, {
      scope: 'launch launch/patient patient/Condition.rs user/Patient.rs',
    })
    expect(token.scope).toBe('launch user/Patient.rs')
    expect((await send(sandbox, token, 'Condition?patient=anna-testmeijer')).status).toBe(403)
  })

  test('grants nothing at all where only patient scopes are asked for', async () => {
    const launch = sandbox.launches.mintBoard('List/board-monday')
    const refused = answerOf(await authorize(sandbox, { launch, scope: 'launch patient/*.rs' }))
    expect(refused.get('error')).toBe('invalid_scope')
    expect(refused.has('code')).toBe(false)
  })

  test('opens nobody’s record by a patient scope, should one ever be granted', () => {
    const launches = new Launches()
    const patientless = launches.look(launches.mintBoard('List/board-monday'))
    const session = { id: 's', scopes: ['patient/*.rs'], launch: patientless } as unknown as Session
    // No patient would mean every patient.
    expect(accessOf(session).patient).toBeDefined()
    expect(sandbox.patientIds).not.toContain(accessOf(session).patient)
  })

  test('may ask the user first, and then asks of no patient', async () => {
    const launch = sandbox.launches.mintBoard('List/board-monday', { ask: true })
    const page = await (await authorize(sandbox, { launch, scope: 'launch user/Patient.rs' })).text()
    expect(page).toContain('Patient')
    expect(page).not.toContain('name="patient"')
  })
})

describe('a board that is started by itself', () => {
  test('asks the user, but for no patient, and gets neither list nor patient', async () => {
    const redirect_uri = `${sandbox.origins.app}/board.html`
    const page = await (await authorize(sandbox, { scope: 'openid user/Patient.rs', redirect_uri })).text()
    expect(page).not.toContain('name="patient"')
    const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const agreed = await sandbox.fhir(
      new Request(`${sandbox.origins.fhir}/authorize`, {
        method: 'POST',
        body: new URLSearchParams({ request, decision: 'allow' }),
      }),
    )
    const code = answerOf(agreed).get('code') ?? ''
    const token = (await (await redeem(sandbox, code, { redirect_uri })).json()) as BoardToken
    expect(token.scope).toBe('openid user/Patient.rs')
    expect(token).not.toHaveProperty('patient')
    expect(token).not.toHaveProperty('fhirContext')
    expect((await send(sandbox, token, 'Patient/anna-testmeijer')).status).toBe(200)
  })
})

describe('a list of patients', () => {
  test('has at least thirty, all of whom can be read, and is the same as a group', async () => {
    const token = await signInToBoard(sandbox)
    const list = (await (await send(sandbox, token, 'List/board-monday')).json()) as {
      title: string
      entry: { item: { reference: string } }[]
    }
    const group = (await (await send(sandbox, token, 'Group/rt-board')).json()) as {
      member: { entity: { reference: string } }[]
    }
    const references = list.entry.map((it) => it.item.reference)
    expect(list.title).toBe('Breast tumour board, Monday')
    expect(references.length).toBeGreaterThanOrEqual(30)
    expect(new Set(references).size).toBe(references.length)
    expect(group.member.map((it) => it.entity.reference)).toEqual(references)
    for (const reference of references) expect((await send(sandbox, token, reference)).status).toBe(200)
  })

  test('needs a scope of its own', async () => {
    const token = await signInToBoard(sandbox, { scope: 'launch user/Patient.rs' })
    expect((await send(sandbox, token, 'List/board-monday')).status).toBe(403)
    expect((await send(sandbox, token, 'Group/rt-board')).status).toBe(403)
    const inChart = await signIn(sandbox, 'anna-testmeijer', { scope: 'launch patient/List.r' })
    expect((await send(sandbox, inChart, 'List/board-monday')).status).toBe(200)
  })
})

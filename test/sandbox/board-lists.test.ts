import type { Group, List } from 'fhir/r4'
import { beforeAll, describe, expect, test } from 'vitest'
import { core, loadDefinitions } from '../../src/sandbox/fhir/medplum.ts'
import { BOARD_CHOICES, boardLists } from '../../src/sandbox/patients/board-lists.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { type BoardToken, signInToBoard } from './board-signed-in.ts'
import { send, stillSandbox } from './signed-in.ts'

let sandbox: Sandbox
let token: BoardToken

beforeAll(async () => {
  sandbox = (await stillSandbox()).sandbox
  token = await signInToBoard(sandbox)
})

const read = async <Resource>(reference: string) =>
  (await (await send(sandbox, token, reference)).json()) as Resource
const referencesOn = async (reference: string) =>
  ((await read<List>(reference)).entry ?? []).map(({ item }) => item.reference)
const statusesOf = async (references: readonly (string | undefined)[]) =>
  Promise.all(references.map(async (reference) => (await send(sandbox, token, reference ?? '')).status))

describe('lists with something wrong', () => {
  test('are valid FHIR all the same', () => {
    loadDefinitions()
    for (const { resource } of boardLists(['a', 'b', 'c'], '2026-11-23T09:00:00Z').entry ?? [])
      expect(() =>
        core.validateResource(resource as Parameters<typeof core.validateResource>[0]),
      ).not.toThrow()
  })

  test('one is empty and says why', async () => {
    const list = await read<List>('List/board-empty')
    expect(list).not.toHaveProperty('entry')
    expect(list.emptyReason?.text).toBeTruthy()
  })

  test('one names patients who do not exist and one who may not be read', async () => {
    const references = await referencesOn('List/board-unreadable')
    expect(await statusesOf(references)).toEqual([200, 404, 404, 403, 200])
  })

  test('one names a patient twice', async () => {
    const references = await referencesOn('List/board-twice')
    expect([references.length, new Set(references).size]).toEqual([4, 3])
    expect(await statusesOf(references)).toEqual([200, 200, 200, 200])
  })

  test('one has an entry that was deleted, one a member who is inactive', async () => {
    const list = await read<List>('List/board-left')
    expect(list.entry?.map((it) => it.deleted === true)).toEqual([false, true, false])
    expect(list.mode).toBe('changes') // the only mode in which R4 lets an entry be marked so
    const group = await read<Group>('Group/board-left')
    expect(group.member?.map((it) => it.inactive === true)).toEqual([false, true, false])
  })

  test('one has entries that are no patient of this hospital', async () => {
    expect(await referencesOn('List/board-odd')).toEqual([
      `Patient/${sandbox.patientIds[0]}`,
      'Practitioner/dr-test-oncologist',
      'https://elsewhere.example/fhir/Patient/anna-testmeijer',
      undefined,
      `Patient/${sandbox.patientIds[1]}`,
    ])
  })

  test('one group has five thousand members, each once', async () => {
    const group = await read<Group>('Group/board-5000')
    const references = group.member?.map((it) => it.entity.reference)
    expect([references?.length, new Set(references).size, group.quantity]).toEqual([5000, 5000, 5000])
    expect(await statusesOf([references?.[0], references?.[4999]])).toEqual([200, 404])
  })

  test('all of them can be chosen; the last of the choices does not exist', async () => {
    const statuses = await statusesOf(BOARD_CHOICES.map(({ reference }) => reference))
    expect(statuses).toEqual([...BOARD_CHOICES.slice(1).map(() => 200), 404])
  })
})

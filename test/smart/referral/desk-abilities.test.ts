import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/engine/fhir.ts'
import { PARTS } from '../../../src/engine/referral/draft.ts'
import { abilitiesIn, NO_ABILITIES } from '../../../src/smart/referral/capability.ts'
import { isGranted } from '../../../src/smart/referral/granted.ts'
import { bare, deskAt, fhir, loginPage, noAnswer } from './small-desk.ts'

const code = (...codes: readonly string[]) => codes.map((one) => ({ code: one }))
const offering = (type: string, more: Json = {}) => ({
  type,
  interaction: code('read', 'create', 'search-type', 'update'),
  conditionalCreate: true,
  searchParam: [{ name: 'identifier' }, { name: 'patient' }, { name: '_tag' }],
  ...more,
})
const statement = (rest: Json = {}, more: Json = {}) => ({
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  rest: [
    { mode: 'client', interaction: code('transaction') },
    {
      mode: 'server',
      interaction: code('transaction'),
      resource: PARTS.map((type) => offering(type)),
      ...rest,
    },
  ],
  ...more,
})
const one = (more: Json) => statement({ resource: [offering('Task', more)] })

describe('what a server says that it does', () => {
  test('is taken at its word where nobody says which scopes were granted', () => {
    const all = new Set(PARTS)
    expect(abilitiesIn(statement(), undefined)).toEqual({
      transaction: true,
      batch: false,
      create: all,
      conditional: all,
      search: all,
      update: all,
    })
  })

  test('is batches where it names them', () => {
    expect(abilitiesIn(statement({ interaction: code('batch') }), undefined)).toMatchObject({
      transaction: false,
      batch: true,
    })
  })

  test('is nothing that it does not name', () => {
    expect(abilitiesIn(statement({ interaction: code('history-system'), resource: [] }), undefined)).toEqual(
      NO_ABILITIES,
    )
    expect(abilitiesIn(statement({ resource: [offering('Observation')] }), undefined).create.size).toBe(0)
  })

  test.each([
    ['create', { interaction: code('search-type', 'update') }, ['search', 'update']],
    [
      'search, and nothing is created that cannot be looked for',
      { interaction: code('create', 'update') },
      ['update'],
    ],
    ['update', { interaction: code('create', 'search-type') }, ['create', 'conditional', 'search']],
    ['condition', { conditionalCreate: false }, ['create', 'search', 'update']],
    ['word on conditions', { conditionalCreate: undefined }, ['create', 'search', 'update']],
    ['condition that is a text', { conditionalCreate: 'true' }, ['create', 'search', 'update']],
    ['search by identifier', { searchParam: [{ name: 'patient' }] }, ['update']],
    ['word on parameters', { searchParam: undefined }, ['create', 'conditional', 'search', 'update']],
    ['interaction', { interaction: undefined }, []],
  ] as const)('is told apart: no %s', (_, more, left) => {
    const abilities = abilitiesIn(one(more), undefined)
    const sets = ['create', 'conditional', 'search', 'update'] as const
    expect(sets.filter((name) => abilities[name].has('Task'))).toEqual(left)
  })

  const taking = (searchParam: unknown, rest: Json = {}) =>
    abilitiesIn(statement({ resource: [offering('Provenance', { searchParam })], ...rest }), undefined).create

  test('leaves a Provenance out where it may not be found by its tag: the rest would fail with it', () => {
    expect(taking([{ name: 'identifier' }, { name: 'target' }])).toEqual(new Set())
    expect(taking([{ name: 'target' }, { name: '_tag' }])).toEqual(new Set(['Provenance']))
    expect(taking([{ name: 'target' }], { searchParam: [{ name: '_tag' }] })).toEqual(new Set(['Provenance']))
    expect(taking(undefined)).toEqual(new Set(['Provenance']))
  })

  test.each(['3.0.2', '5.0.0', '4.3.0'])('counts in FHIR R4 only, not in %s', (fhirVersion) => {
    expect(abilitiesIn(statement({}, { fhirVersion }), undefined)).toEqual(NO_ABILITIES)
  })

  test.each([
    ['nothing', {}],
    ['a client', { rest: [{ mode: 'client', interaction: code('transaction') }] }],
    ['nonsense', { rest: [1, 'x', null, { mode: 'server', resource: 'Task', interaction: {} }] }],
  ])('that describes %s offers nothing', (_, rest) => {
    expect(abilitiesIn({ resourceType: 'CapabilityStatement', ...rest }, undefined)).toEqual(NO_ABILITIES)
  })
})

describe('what the granted scopes leave', () => {
  test.each([
    ['patient/Task.cruds', ['create', 'conditional', 'search', 'update']],
    ['patient/Task.crs', ['create', 'conditional', 'search']],
    ['patient/Task.c', []],
    ['patient/Task.rs', ['search']],
    ['patient/Task.r', []],
    ['patient/Task.u', ['update']],
    ['patient/Task.write', ['update']],
    ['patient/Task.read', ['search']],
    ['patient/Task.read patient/Task.write', ['create', 'conditional', 'search', 'update']],
    ['patient/Task.*', ['create', 'conditional', 'search', 'update']],
    ['patient/*.cs', ['create', 'conditional', 'search']],
    ['user/*.*', ['create', 'conditional', 'search', 'update']],
    ['launch openid\tuser/Task.cs', ['create', 'conditional', 'search']],
    ['patient/ServiceRequest.cruds', []],
    ['patient/Task.sc', []],
    ['patient/Task.cs?status=requested', []],
    ['system/Task.cruds', []],
    ['patient/Tas.cruds', []],
    ['', []],
  ] as const)('%s', (scope, left) => {
    const abilities = abilitiesIn(statement(), scope)
    const sets = ['create', 'conditional', 'search', 'update'] as const
    expect(sets.filter((name) => abilities[name].has('Task'))).toEqual(left)
  })

  test('nothing is granted by the letters of another word', () => {
    expect(isGranted('r', 'Task', 'patient/Task.write')).toBe(false)
    expect(isGranted('u', 'Task', 'patient/Task.write')).toBe(true)
    expect(isGranted('c', 'Task', 'patient/Task.constructor')).toBe(false)
  })
})

describe('asking what a server does', () => {
  test('is done once', async () => {
    const { desk, seen } = deskAt(() => fhir(statement()), { scope: 'patient/Task.s' })
    const [first, second] = await Promise.all([desk.abilities(), desk.abilities()])
    expect([first, second, await desk.abilities()]).toEqual(
      Array(3).fill({ ...NO_ABILITIES, transaction: true, search: new Set(['Task']) }),
    )
    expect(seen).toMatchObject([{ method: 'GET', path: 'metadata' }])
  })

  test.each([
    ['no answer', noAnswer],
    ['a 403', () => bare(403)],
    ['a 404', () => bare(404)],
    ['a 500', () => bare(500)],
    ['a login page', () => loginPage()],
    ['another resource', () => fhir({ ...statement(), resourceType: 'OperationOutcome' })],
    ['half a body', () => new Response(JSON.stringify(statement()).slice(0, -2))],
  ])('with %s offers nothing, and is asked again the next time', async (_, answer) => {
    let isWell = false
    const { desk } = deskAt(() => (isWell ? fhir(statement()) : answer()))
    expect(await desk.abilities()).toEqual(NO_ABILITIES)
    isWell = true
    expect((await desk.abilities()).transaction).toBe(true)
  })
})

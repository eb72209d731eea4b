import { describe, expect, test } from 'vitest'
import type { ListOddity } from '../../../src/engine/board/patient-list.ts'
import { fail, ok } from '../../../src/engine/result.ts'
import { listSource } from '../../../src/smart/board/list-source.ts'
import { ISS } from '../small-ehr.ts'
import { deskAnswering } from './small-desk.ts'

const item = (reference: unknown, more: object = {}) => ({ item: { reference }, ...more })
const entity = (reference: unknown, more: object = {}) => ({ entity: { reference }, ...more })
const list = (entry: unknown, more: object = {}) => ({
  resourceType: 'List',
  id: 'l',
  status: 'current',
  mode: 'working',
  entry,
  ...more,
})
const group = (member: unknown, more: object = {}) => ({
  resourceType: 'Group',
  id: 'l',
  type: 'person',
  actual: true,
  member,
  ...more,
})
const read = (resource: { resourceType: string }, from = 0) =>
  listSource(`${resource.resourceType}/l`, deskAnswering(() => Response.json(resource)).desk).read(from)

describe('whom a list names', () => {
  const cases: readonly (readonly [
    string,
    { resourceType: string },
    readonly string[],
    readonly ListOddity[],
  ])[] = [
    ['a List, in its order', list([item('Patient/b'), item('Patient/a')]), ['b', 'a'], []],
    ['a Group, in its order', group([entity('Patient/b'), entity('Patient/a')]), ['b', 'a'], []],
    [
      'references inside the base, and of one version',
      list([item(`${ISS}/Patient/a`), item('Patient/b/_history/3')]),
      ['a', 'b'],
      [],
    ],
    ['a List without entries', list(undefined), [], [{ kind: 'empty' }]],
    ['a List with none', list([]), [], [{ kind: 'empty' }]],
    ['a Group that only counts', group(undefined, { quantity: 12 }), [], [{ kind: 'empty' }]],
    [
      'a Group that counts more than it names',
      group([entity('Patient/a')], { quantity: 3 }),
      ['a'],
      [{ kind: 'no-patient', count: 2 }],
    ],
    [
      'a patient twice and another three times',
      list(['a', 'b', 'a', 'b', 'b'].map((id) => item(`Patient/${id}`))),
      ['a', 'b'],
      [{ kind: 'twice', count: 2 }],
    ],
    [
      'one patient in two ways of writing',
      list([item('Patient/a'), item(`${ISS}/Patient/a`)]),
      ['a'],
      [{ kind: 'twice', count: 1 }],
    ],
    [
      'deleted entries',
      list([item('Patient/a'), item('Patient/b', { deleted: true }), item('Patient/c', { deleted: false })]),
      ['a', 'c'],
      [{ kind: 'left', count: 1 }],
    ],
    [
      'inactive members',
      group([entity('Patient/a', { inactive: true }), entity('Patient/b', { inactive: false })]),
      ['b'],
      [{ kind: 'left', count: 1 }],
    ],
    [
      'nobody but the deleted',
      list([item('Patient/a', { deleted: true })]),
      [],
      [{ kind: 'empty' }, { kind: 'left', count: 1 }],
    ],
    [
      'what is no patient of this EHR',
      list([
        item('Patient/a'),
        item('https://other.example/fhir/Patient/b'),
        item(`${ISS}x/Patient/b`),
        item('Practitioner/b'),
        item('#contained'),
        item('urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0'),
        item('Patient/..'),
        item('Patient/b?x=1'),
        item(undefined),
        { item: { identifier: { value: '1' } } },
        { item: 'Patient/b' },
        {},
        null,
        'Patient/b',
      ]),
      ['a'],
      [{ kind: 'no-patient', count: 13 }],
    ],
  ]
  test.each(cases)('%s', async (_, resource, patients, oddities) =>
    expect(await read(resource)).toEqual(ok({ patients, total: patients.length, oddities })),
  )

  test.each([
    [list([], { title: 'Monday' }), 'Monday'],
    [list([], { code: { text: 'Tumour board' } }), 'Tumour board'],
    [group([], { name: 'Radiotherapy' }), 'Radiotherapy'],
    [list([], { title: ' ' }), undefined],
    [list([], { title: 7 }), undefined],
  ])('has the name of %j', async (resource, name) => {
    const one = await read(resource)
    expect(one.ok && one.value.name).toBe(name)
  })
})

describe('a Group of 5,000', () => {
  const ids = Array.from({ length: 5000 }, (_, at) => `p-${at}`)
  const members = [...ids, 'p-4999'].map((id) => entity(`Patient/${id}`))
  const { desk, asked } = deskAnswering(() => Response.json(group(members)))
  const source = listSource('Group/l', desk)

  test('is given 200 at a time, each patient once, and says so and what is odd from the first page on', async () => {
    const given: string[] = []
    for (let from = 0; from < ids.length; from += 200) {
      const page = await source.read(from)
      if (!page.ok) throw new Error(page.problem)
      expect(page.value.patients).toHaveLength(200)
      expect(page.value).toMatchObject({
        total: 5000,
        oddities: [
          { kind: 'twice', count: 1 },
          { kind: 'more', total: 5000 },
        ],
      })
      given.push(...page.value.patients)
    }
    expect(given).toEqual(ids)
    expect(asked).toHaveLength(1)
  })

  test('ends where it ends', async () => {
    expect(await source.read(5000)).toMatchObject({ ok: true, value: { patients: [], total: 5000 } })
  })

  test('is asked for anew from its beginning', async () => {
    const before = asked.length
    await source.read(0)
    expect(asked).toHaveLength(before + 1)
  })
})

describe('what is no list', () => {
  test.each([
    ['a List made by mistake', list([], { status: 'entered-in-error' })],
    ['the same, said as its mode', list([], { mode: 'entered-in-error' })],
    ['another List', { ...list([]), id: 'other' }],
    ['another type', { resourceType: 'Patient', id: 'l' }],
    ['an outcome', { resourceType: 'OperationOutcome' }],
    ['no resource', [list([])]],
  ])('%s is not understood', async (_, answer) => {
    const { desk } = deskAnswering(() => Response.json(answer))
    expect(await listSource('List/l', desk).read(0)).toEqual(fail('not-understood'))
  })

  test.each(['<html>Sign in</html>', '', '{"resourceType":"List"'])(
    'the text %j is not understood',
    async (text) => {
      const { desk } = deskAnswering(() => new Response(text, { headers: { 'content-type': 'text/html' } }))
      expect(await listSource('List/l', desk).read(0)).toEqual(fail('not-understood'))
    },
  )

  test.each([
    [302, 'not-understood'],
    [400, 'not-understood'],
    [403, 'forbidden'],
    [404, 'not-there'],
    [405, 'not-there'],
    [410, 'not-there'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [501, 'not-there'],
    [503, 'unreachable'],
  ])('status %i is %s', async (status, fault) => {
    const { desk } = deskAnswering(() => new Response(null, { status }))
    expect(await listSource('List/l', desk).read(0)).toEqual(fail(fault))
  })

  test.each([
    ['network', 'unreachable'],
    ['timed-out', 'unreachable'],
    ['cut-short', 'unreachable'],
    ['byte-cap', 'not-understood'],
    ['unauthorized', 'session-ended'],
    ['session-ended', 'session-ended'],
    ['stopped', 'session-ended'],
  ] as const)('no answer, because %s, is %s', async (problem, fault) => {
    const { desk } = deskAnswering(() => Response.json({}))
    const silent = { ...desk, fetch: async () => fail(problem) }
    expect(await listSource('Group/l', silent).read(0)).toEqual(fail(fault))
  })

  test('a list that was not granted is not asked for', async () => {
    const { desk, asked } = deskAnswering(() => Response.json(list([])), { scope: 'user/Group.r' })
    expect(await listSource('List/l', desk).read(0)).toEqual(fail('forbidden'))
    expect(asked).toEqual([])
  })

  test('a page further on of a list that failed at first is asked for', async () => {
    let answers = 0
    const { desk } = deskAnswering(() => {
      answers += 1
      return answers === 1 ? new Response(null, { status: 503 }) : Response.json(list([item('Patient/a')]))
    })
    const source = listSource('List/l', desk)
    expect(await source.read(200)).toEqual(fail('unreachable'))
    expect(await source.read(0)).toMatchObject({ ok: true, value: { patients: ['a'] } })
  })
})

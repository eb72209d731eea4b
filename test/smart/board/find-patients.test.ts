import { describe, expect, test } from 'vitest'
import { fail, ok } from '../../../src/engine/result.ts'
import { findPatients } from '../../../src/smart/board/find-patients.ts'
import { ISS } from '../small-ehr.ts'
import { deskAnswering } from './small-desk.ts'

const patient = (id: string, ...values: readonly unknown[]) => ({
  resource: {
    resourceType: 'Patient',
    id,
    identifier: values.map((value) => ({ system: 'urn:test', value })),
  },
})
const found = (entry: readonly object[], next?: string) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry,
  ...(next === undefined ? {} : { link: [{ relation: 'next', url: next }] }),
})

describe('a patient by number', () => {
  const find = (number: string, answer: object) =>
    findPatients(number, deskAnswering(() => Response.json(answer)).desk)

  test.each<readonly [string, readonly object[], readonly string[]]>([
    ['one', [patient('a', '123')], ['a']],
    ['one of several numbers', [patient('a', '9', '123')], ['a']],
    ['two patients', [patient('a', '123'), patient('b', '123')], ['a', 'b']],
    ['one patient who came twice', [patient('a', '123'), patient('a', '123')], ['a']],
    ['nobody', [], []],
    [
      'who has it, where the server gives everybody',
      [patient('a', '1234'), patient('b', ' 123 '), patient('c', '12')],
      ['b'],
    ],
    ['no number that is none', [patient('a', 123), patient('b', null), patient('c')], []],
    [
      'no other resource that has it',
      [{ resource: { resourceType: 'Person', id: 'a', identifier: [{ value: '123' }] } }],
      [],
    ],
  ])('finds %s', async (_, entries, ids) => expect(await find(' 123 ', found(entries))).toEqual(ok(ids)))

  test('asks for exactly the number, whatever is in it', async () => {
    const { desk, asked } = deskAnswering(() => Response.json(found([])))
    await findPatients(String.raw` a\b,c|d$e&x=1 #é `, desk)
    expect(asked).toEqual([
      `${ISS}/Patient?identifier=a%5C%5Cb%5C%2Cc%5C%7Cd%5C%24e%26x%3D1%20%23%C3%A9&_count=50`,
    ])
    const identifier = new URL(asked[0] ?? '').searchParams.get('identifier')
    expect(identifier).toBe(String.raw`a\\b\,c\|d\$e&x=1 #é`)
  })

  test('asks nothing for nothing', async () => {
    const { desk, asked } = deskAnswering(() => Response.json(found([patient('a', '')])))
    expect(await findPatients('  ', desk)).toEqual(ok([]))
    expect(asked).toEqual([])
  })

  const paged = (pages: number) =>
    deskAnswering((address) => {
      const page = Number(address.searchParams.get('page') ?? 1)
      const next = page < pages ? `${ISS}/Patient?page=${page + 1}` : undefined
      return Response.json(found([patient(`p-${page}`, page < 3 ? '123' : '9')], next))
    })

  test('looks through two pages', async () => {
    expect(await findPatients('123', paged(2).desk)).toEqual(ok(['p-1', 'p-2']))
  })

  test('does not say who has it while more is to come than it looks through', async () => {
    const { desk, asked } = paged(1000)
    expect(await findPatients('123', desk)).toEqual(fail('not-understood'))
    expect(asked).toHaveLength(2)
  })

  test.each([
    ['a patient by itself', patient('a', '123').resource],
    ['another bundle', { ...found([]), type: 'collection' }],
    ['an entry that cannot be read', found([patient('a', '123'), { resource: { resourceType: 'Patient' } }])],
    [
      'a warning that something is left out',
      found([
        {
          resource: {
            resourceType: 'OperationOutcome',
            issue: [{ severity: 'warning', code: 'suppressed' }],
          },
        },
      ]),
    ],
  ])('does not understand %s', async (_, answer) =>
    expect(await find('123', answer)).toEqual(fail('not-understood')),
  )

  test.each([
    [403, 'forbidden'],
    [404, 'not-there'],
    [503, 'unreachable'],
  ])('says why not: %i is %s', async (status, fault) => {
    const { desk } = deskAnswering(() => new Response(null, { status }))
    expect(await findPatients('123', desk)).toEqual(fail(fault))
  })

  test.each(['user/Patient.r', 'user/Patient.rs?_tag=x', 'user/List.r'])(
    'is not searched for where only %s was granted',
    async (scope) => {
      const { desk, asked } = deskAnswering(() => Response.json(found([])), { scope })
      expect(await findPatients('123', desk)).toEqual(fail('forbidden'))
      expect(asked).toEqual([])
    },
  )
})

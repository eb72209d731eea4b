import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/engine/fhir.ts'
import { REFERRAL_SYSTEM } from '../../../src/engine/referral/key.ts'
import { PATIENT } from '../small-ehr.ts'
import {
  type Answers,
  type Asked,
  bare,
  deskAt,
  fhir,
  KEY,
  loginPage,
  noAnswer,
  searchset,
  stored,
} from './small-desk.ts'

const TYPE = 'QuestionnaireResponse'
const ANSWERS: Json = {
  resourceType: TYPE,
  status: 'in-progress',
  subject: { reference: `Patient/${PATIENT}` },
  item: [{ linkId: 'q-1', answer: [{ valueCoding: { code: 'yes' } }] }],
}
const kept = (id: string, version = '1', more: Json = {}) => ({
  ...stored(TYPE, id),
  ...ANSWERS,
  meta: { versionId: version },
  ...more,
})

/** A server that keeps QuestionnaireResponses and honours both conditions. A test bends single answers. */
function keeping(
  start: readonly Json[] = [],
  bend: (asked: Asked, held: Map<string, Json>) => Response | Promise<Response> | undefined = () => undefined,
) {
  const held = new Map(start.map((one) => [String(one['id']), one]))
  const answers: Answers = (asked) => {
    const bent = bend(asked, held)
    if (bent) return bent
    const [, id] = asked.path.split('/')
    if (asked.method === 'GET') {
      if (id === undefined) return searchset([...held.values()])
      return held.has(id) ? fhir(held.get(id)) : bare(404)
    }
    if (asked.method === 'POST') {
      const there = [...held.values()]
      if (there.length > 1) return bare(412)
      if (there[0]) return fhir(there[0], 200)
      held.set('new', { ...asked.body, id: 'new', meta: { versionId: '1' } })
      return fhir(held.get('new'), 201)
    }
    const meta = held.get(id ?? '')?.['meta'] as Json | undefined
    if (asked.headers['if-match'] !== `W/"${meta?.['versionId']}"`) return bare(412)
    held.set(id ?? '', { ...asked.body, meta: { versionId: `${meta?.['versionId']}1` } })
    return fhir(held.get(id ?? ''))
  }
  return { ...deskAt(answers), held }
}
const failed = (why: string) => ({ kind: 'failed', why })

describe('what is kept, read', () => {
  test('is the one under the identifier', async () => {
    const { kept: keeper } = keeping([
      kept('q-2'),
      kept('q-1'),
      { ...kept('q-0'), ...stored(TYPE, 'q-0', { key: 'another' }) },
    ])
    expect(await keeper.readKept(KEY)).toMatchObject({ kind: 'found', resource: { id: 'q-1' } })
  })

  test('is nothing where nothing is, or only what was entered in error', async () => {
    expect(await keeping().kept.readKept(KEY)).toEqual({ kind: 'found', resource: undefined })
    const wrong = kept('q-1', '1', { status: 'entered-in-error' })
    expect(await keeping([wrong]).kept.readKept(KEY)).toEqual({ kind: 'found', resource: undefined })
    expect(await keeping([wrong, kept('q-2')]).kept.readKept(KEY)).toMatchObject({ resource: { id: 'q-2' } })
  })

  test('never comes from another patient', async () => {
    const theirs = kept('q-1', '1', { subject: { reference: 'Patient/p-2' } })
    expect(await keeping([theirs]).kept.readKept(KEY)).toEqual(failed('unreachable'))
  })

  test.each<readonly [string, Answers, string]>([
    ['no answer', noAnswer, 'unreachable'],
    ['a 403', () => bare(403), 'forbidden'],
    ['a login page', () => loginPage(), 'unreachable'],
    ['a token that is over', () => bare(401), 'session-ended'],
  ])('cannot be told with %s', async (_, answers, why) => {
    expect(await deskAt(answers).kept.readKept(KEY)).toEqual(failed(why))
  })
})

describe('what is kept, written', () => {
  test('is created on the condition that it is not there, and read back', async () => {
    const { kept: keeper, held, wrote } = keeping()
    expect(await keeper.writeKept(KEY, ANSWERS)).toMatchObject({
      kind: 'kept',
      resource: { id: 'new', status: 'in-progress' },
    })
    expect(wrote()).toMatchObject([
      { method: 'POST', path: TYPE, headers: { 'if-none-exist': `identifier=${REFERRAL_SYSTEM}|${KEY}` } },
    ])
    expect(held.get('new')).toMatchObject({ ...ANSWERS, identifier: { system: REFERRAL_SYSTEM, value: KEY } })
  })

  test('goes over the version that is there', async () => {
    const { kept: keeper, held, wrote } = keeping([kept('q-1', '7')])
    const next = { ...ANSWERS, status: 'completed' }
    expect(await keeper.writeKept(KEY, next)).toMatchObject({
      kind: 'kept',
      resource: { id: 'q-1', status: 'completed' },
    })
    expect(wrote()).toMatchObject([
      {
        method: 'PUT',
        path: `${TYPE}/q-1`,
        headers: { 'if-match': 'W/"7"' },
        body: { id: 'q-1', status: 'completed' },
      },
    ])
    expect(held.size).toBe(1)
  })

  test('that somebody else wrote meanwhile is read again and written over once more', async () => {
    let isFirst = true
    const { kept: keeper, wrote } = keeping([kept('q-1', '7')], ({ method }, held) => {
      if (method === 'PUT' && isFirst) {
        isFirst = false
        held.set('q-1', kept('q-1', '8'))
      }
      return undefined
    })
    expect(await keeper.writeKept(KEY, ANSWERS)).toMatchObject({ kind: 'kept' })
    expect(wrote().map(({ headers }) => headers['if-match'])).toEqual(['W/"7"', 'W/"8"'])
  })

  test('that somebody else created meanwhile is written over', async () => {
    const {
      kept: keeper,
      wrote,
      held,
    } = keeping([], ({ method }, held) => {
      if (method === 'POST') held.set('q-9', kept('q-9', '1', { item: [] }))
      return undefined
    })
    expect(await keeper.writeKept(KEY, ANSWERS)).toMatchObject({ kind: 'kept', resource: { id: 'q-9' } })
    expect(wrote().map(({ method }) => method)).toEqual(['POST', 'PUT'])
    expect(held.size).toBe(1)
  })

  test.each([409, 412])('ends after the second %i', async (status) => {
    const { kept: keeper, wrote } = keeping([kept('q-1')], ({ method }) =>
      method === 'PUT' ? bare(status) : undefined,
    )
    expect(await keeper.writeKept(KEY, ANSWERS)).toEqual(failed('conflict'))
    expect(wrote()).toHaveLength(2)
  })

  test('goes over nothing without a version', async () => {
    const { kept: keeper, wrote } = keeping([kept('q-1', '1', { meta: {} })])
    expect(await keeper.writeKept(KEY, ANSWERS)).toEqual(failed('unguarded'))
    expect(wrote()).toEqual([])
  })

  test('is not written where nobody can look first', async () => {
    const { kept: keeper, wrote } = keeping([], ({ method }) => (method === 'GET' ? bare(500) : undefined))
    expect(await keeper.writeKept(KEY, ANSWERS)).toEqual(failed('unreachable'))
    expect(wrote()).toEqual([])
  })

  test('is not written about another patient', async () => {
    const { kept: keeper, seen } = keeping()
    const theirs = { ...ANSWERS, subject: { reference: 'Patient/p-2' } }
    expect(await keeper.writeKept(KEY, theirs)).toEqual(failed('forbidden'))
    expect(seen).toEqual([])
  })

  test.each<readonly [string, () => Response | Promise<Response>, string]>([
    ['a 403', () => bare(403), 'refused'],
    ['a 422', () => bare(422), 'refused'],
    ['no answer', noAnswer, 'unclear'],
    ['a 500', () => bare(500), 'unclear'],
    ['a redirect', () => bare(307), 'unclear'],
    ['a login page', () => loginPage(), 'unclear'],
    ['a 201 that stored nothing', () => bare(201), 'not-kept'],
    ['a 201 for what cannot be found', () => fhir(kept('q-5'), 201), 'not-kept'],
  ])('is not kept with %s, and nothing is sent again', async (_, answer, why) => {
    const { kept: keeper, wrote } = keeping([], ({ method }) => (method === 'POST' ? answer() : undefined))
    expect(await keeper.writeKept(KEY, ANSWERS)).toEqual(failed(why))
    expect(wrote()).toHaveLength(1)
  })

  test('is not kept once the session is over', async () => {
    const { kept: keeper } = keeping([], ({ method }) => (method === 'POST' ? bare(401) : undefined))
    expect(await keeper.writeKept(KEY, ANSWERS)).toEqual(failed('session-ended'))
  })

  test.each<readonly [string, Json]>([
    ['strips the identifier', { identifier: undefined }],
    ['rewrites the status', { status: 'completed' }],
    ['drops an answer', { item: [{ linkId: 'q-1' }] }],
    ['drops a question', { item: [] }],
    ['adds a question', { item: [...(ANSWERS['item'] as Json[]), { linkId: 'q-2' }] }],
    ['hangs it on somebody else', { subject: { reference: 'Patient/p-2' } }],
  ])('is not kept by a server that %s', async (_, change) => {
    const { kept: keeper } = keeping([], ({ method, body }, held) => {
      if (method !== 'POST') return undefined
      held.set('new', { ...body, ...change, id: 'new' })
      return fhir({ ...body, id: 'new' }, 201)
    })
    expect(await keeper.writeKept(KEY, ANSWERS)).toEqual(failed('not-kept'))
  })

  test('may be kept with more than was written', async () => {
    const { kept: keeper } = keeping([], ({ method, body }, held) => {
      if (method !== 'POST') return undefined
      held.set('new', {
        ...body,
        id: 'new',
        item: [
          { id: 'i', linkId: 'q-1', text: 'x', answer: [{ valueCoding: { code: 'yes', display: 'Yes' } }] },
        ],
      })
      return bare(201, { location: `${TYPE}/new/_history/1` })
    })
    expect(await keeper.writeKept(KEY, ANSWERS)).toMatchObject({ kind: 'kept', resource: { id: 'new' } })
  })

  test('may be kept or not where it cannot be read back', async () => {
    const { kept: keeper } = keeping([], ({ method, path }) =>
      method === 'GET' && path !== TYPE ? bare(500) : undefined,
    )
    expect(await keeper.writeKept(KEY, ANSWERS)).toEqual(failed('unclear'))
  })
})

import { describe, expect, test } from 'vitest'
import { PARTS, type PartType } from '../../../src/engine/referral/draft.ts'
import { REFERRAL_SYSTEM } from '../../../src/engine/referral/key.ts'
import { fail, ok } from '../../../src/engine/result.ts'
import { EVIL, ISS, PATIENT, TOKEN } from '../small-ehr.ts'
import {
  type Answers,
  bare,
  deskAt,
  fhir,
  hiddenRedirect,
  KEY,
  loginPage,
  noAnswer,
  part,
  searchset,
  stored,
} from './small-desk.ts'

const failed = (why: string) => ({ kind: 'failed', why })
const searching = async (answers: Answers, types: readonly PartType[] = ['Task']) =>
  deskAt(answers).desk.search(types, [KEY])

describe('a search by our identifiers', () => {
  test('asks for each of them, of this patient, past every cache', async () => {
    const { desk, seen } = deskAt(() => searchset([]))
    expect(await desk.search(['ServiceRequest', 'Task'], ['k-1', 'k-2'])).toEqual({
      kind: 'found',
      resources: [],
    })
    expect(seen.map(({ method, path }) => [method, path])).toEqual([
      ['GET', 'ServiceRequest'],
      ['GET', 'Task'],
    ])
    for (const { query } of seen) {
      expect(query.get('identifier')).toBe(`${REFERRAL_SYSTEM}|k-1,${REFERRAL_SYSTEM}|k-2`)
      expect(query.get('patient')).toBe(PATIENT)
    }
  })

  test('finds a Provenance by its tag: it has neither identifier nor patient', async () => {
    const { desk, seen } = deskAt(() => searchset([stored('Provenance', '1')]))
    expect(await desk.search(['Provenance'], [KEY])).toMatchObject({
      kind: 'found',
      resources: [{ id: '1' }],
    })
    expect([...(seen[0]?.query.keys() ?? [])]).toEqual(['_tag', '_count'])
    expect(seen[0]?.query.get('_tag')).toBe(`${REFERRAL_SYSTEM}|${KEY}`)
  })

  test.each(PARTS)('W-13 of a server that ignores it keeps only what carries one: %s', async (type) => {
    const others = [
      stored(type, '2', { key: 'another' }),
      { resourceType: type, id: '3', subject: { reference: `Patient/${PATIENT}` } },
      { ...stored(type, '4'), resourceType: 'Observation' },
      stored(type, '5', { key: 'another', about: 'p-2' }),
    ]
    expect(await searching(() => searchset([stored(type, '1'), ...others]), [type])).toEqual({
      kind: 'found',
      resources: [stored(type, '1')],
    })
    expect(await searching(() => searchset(others), [type])).toEqual({ kind: 'found', resources: [] })
  })

  test.each(PARTS.filter((type) => type !== 'Provenance'))(
    'T-14 that gives our identifier on somebody else is no successful search: %s',
    async (type) => {
      const theirs = stored(type, '1', { about: 'p-2' })
      expect(await searching(() => searchset([theirs, stored(type, '2')]), [type])).toEqual(
        failed('unreachable'),
      )
    },
  )

  test('finds one whose patient the server has dropped: it is ours, and what differs is for whoever compares', async () => {
    const { for: _, ...dropped } = stored('Task', '1') as Record<string, unknown>
    expect(await searching(() => searchset([dropped]))).toEqual({ kind: 'found', resources: [dropped] })
  })

  test('with no identifiers asks nothing', async () => {
    const { desk, seen } = deskAt(() => searchset([stored('Task', '1')]))
    expect(await desk.search(['Task'], [])).toEqual({ kind: 'found', resources: [] })
    expect(seen).toEqual([])
  })

  test('reads every page, and takes what comes twice once', async () => {
    const pages: Answers = ({ query }) =>
      query.has('page')
        ? searchset([stored('Task', '1'), stored('Task', '2')])
        : searchset([stored('Task', '1')], {
            link: [{ relation: 'next', url: `${ISS}/Task?page=2` }],
            total: 2,
          })
    expect(await searching(pages)).toMatchObject({ kind: 'found', resources: [{ id: '1' }, { id: '2' }] })
  })

  test('of several types fails as a whole when one of them does', async () => {
    const answers: Answers = ({ path }) =>
      path === 'Task' ? bare(403) : searchset([stored('ServiceRequest', '1')])
    expect(await searching(answers, ['ServiceRequest', 'Task'])).toEqual(failed('forbidden'))
  })
})

describe('W-05 a search is not successful', () => {
  const outcome = (severity: string, code: string) => ({
    resourceType: 'OperationOutcome',
    issue: [{ severity, code }],
  })
  const next = (url: unknown) => ({ link: [{ relation: 'next', url }] })
  const cases: readonly (readonly [string, Answers, string])[] = [
    ['with no answer', noAnswer, 'unreachable'],
    ['with a 500', () => bare(500), 'unreachable'],
    ['with a 429', () => bare(429), 'unreachable'],
    ['with a 400', () => bare(400), 'forbidden'],
    ['with a 403', () => bare(403), 'forbidden'],
    ['with a 403 that says when to come back', () => bare(403, { 'retry-after': '9' }), 'forbidden'],
    ['with a 501', () => bare(501), 'forbidden'],
    ['with a 404: the type is not offered', () => bare(404), 'forbidden'],
    ['with a redirect', () => bare(302, { location: `${EVIL}/` }), 'unreachable'],
    ['with a hidden redirect', hiddenRedirect, 'unreachable'],
    ['with a login page', () => loginPage(), 'unreachable'],
    ['with an empty body', () => new Response(''), 'unreachable'],
    [
      'with a body cut off',
      () => new Response('{"resourceType":"Bundle","type":"searchset","entry":[{"res'),
      'unreachable',
    ],
    ['with an outcome in place of a list', () => fhir(outcome('error', 'exception')), 'unreachable'],
    [
      'with another kind of Bundle',
      () => fhir({ resourceType: 'Bundle', type: 'collection' }),
      'unreachable',
    ],
    [
      'with entries that are no list',
      () => fhir({ resourceType: 'Bundle', type: 'searchset', entry: {} }),
      'unreachable',
    ],
    ['with an entry that cannot be read', () => searchset([{ resourceType: 'Task' }]), 'unreachable'],
    ['with an empty entry', () => searchset([undefined]), 'unreachable'],
    [
      'with a warning that something is left out',
      () => searchset([outcome('warning', 'suppressed')]),
      'unreachable',
    ],
    [
      'with a warning of whatever kind',
      () => searchset([outcome('warning', 'informational')]),
      'unreachable',
    ],
    [
      'with a word that something is hidden',
      () => searchset([outcome('information', 'suppressed')]),
      'unreachable',
    ],
    [
      'with an error beside the entries',
      () => searchset([stored('Task', '1'), outcome('error', 'timeout')]),
      'unreachable',
    ],
    [
      'with fewer entries than were counted',
      () => searchset([stored('Task', '1')], { total: 2 }),
      'unreachable',
    ],
    ['with a next page elsewhere', () => searchset([], next(`${EVIL}/fhir/Task`)), 'unreachable'],
    ['with a next page that is no address', () => searchset([], next(17)), 'unreachable'],
    [
      'with pages that go round',
      ({ query }) => searchset([], next(`${ISS}/Task?page=${query.get('page') === '1' ? 2 : 1}`)),
      'unreachable',
    ],
    [
      'with pages that never end',
      ({ query }) => searchset([], next(`${ISS}/Task?page=${Number(query.get('page')) + 1}`)),
      'unreachable',
    ],
    ['with a token that is over', () => bare(401), 'session-ended'],
  ]
  test.each(cases)('%s', async (_, answers, why) => {
    const { desk, seen } = deskAt(answers)
    expect(await desk.search(['Task'], [KEY])).toEqual(failed(why))
    expect(seen.filter(({ path }) => path.startsWith(EVIL))).toEqual([])
  })

  test('after the session', async () => {
    const { desk, outside } = deskAt(() => searchset([]), { renew: async () => fail('refused') })
    outside.pass(3600_000)
    expect(await desk.search(['Task'], [KEY])).toEqual(failed('session-ended'))
  })

  test('A-22 with a renewed token for somebody else: that ends the session too', async () => {
    const { desk } = deskAt(() => bare(401), {
      renew: async () => ok({ ...TOKEN, access_token: 'token-2', patient: 'p-2' }),
    })
    expect(await desk.search(['Task'], [KEY])).toEqual(failed('session-ended'))
    expect(await desk.post('sequential', [part('ServiceRequest')], [])).toEqual({
      kind: 'not-sent',
      why: 'session-ended',
    })
  })

  test('but it is, where an outcome only says that nothing was found', async () => {
    expect(await searching(() => searchset([outcome('information', 'informational')]))).toEqual({
      kind: 'found',
      resources: [],
    })
  })
})

describe('reading one again', () => {
  test('gives it as the server has it now, whatever it says', async () => {
    const { desk, seen } = deskAt(() => fhir(stored('Task', 't-1', { about: 'p-2' })))
    expect(await desk.read('Task', 't-1')).toEqual({
      kind: 'found',
      resources: [stored('Task', 't-1', { about: 'p-2' })],
    })
    expect(seen).toMatchObject([{ method: 'GET', path: 'Task/t-1' }])
  })

  test.each([404, 410])('W-09 with a %i gives nothing', async (status) => {
    expect(await deskAt(() => bare(status)).desk.read('Task', '1')).toEqual({ kind: 'found', resources: [] })
  })

  test.each([
    ['another id', () => fhir(stored('Task', '2')), 'unreachable'],
    ['another type', () => fhir(stored('ServiceRequest', '1')), 'unreachable'],
    ['a login page', () => loginPage(), 'unreachable'],
    ['a 403', () => bare(403), 'forbidden'],
    ['a 503', () => bare(503), 'unreachable'],
    ['a token that is over', () => bare(401), 'session-ended'],
  ])('with %s says nothing', async (_, answers, why) => {
    expect(await deskAt(answers).desk.read('Task', '1')).toEqual(failed(why))
  })

  test.each(['', '.', '..', '../Patient/p-2', 'a/b', 'a?x', 'a%2Fb', `${'x'.repeat(65)}`, 'é'])(
    'asks nothing where it is no id: %j',
    async (id) => {
      const { desk, seen } = deskAt(() => fhir(stored('Task', '1')))
      expect(await desk.read('Task', id)).toEqual(failed('unreachable'))
      expect(await desk.read(`Task/${id}`, '1')).toEqual(failed('unreachable'))
      expect(seen).toEqual([])
    },
  )
})

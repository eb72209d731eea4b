import { describe, expect, test } from 'vitest'
import type { LedgerEntry } from '../../src/engine/record/ledger.ts'
import {
  type Answer,
  CONDITIONS,
  chart,
  entryFor,
  OBSERVATIONS,
  paged,
  search,
  status,
  THE_PATIENT,
} from './small-chart.ts'
import { bundle, EVIL, ISS } from './small-ehr.ts'

describe('one query that fails', () => {
  const first: readonly (readonly [string, Answer, Partial<LedgerEntry>])[] = [
    ['H-01 400', status(400), { state: 'failed', reason: 'refused-search' }],
    ['H-02 401', status(401), { state: 'failed', reason: 'session-ended' }],
    ['H-04 403', status(403), { state: 'forbidden', reason: 'forbidden' }],
    ['H-07 404', status(404), { state: 'failed', reason: 'not-offered' }],
    ['405', status(405), { state: 'failed', reason: 'not-offered' }],
    ['H-07 501', status(501), { state: 'failed', reason: 'not-offered' }],
    ['H-09 406', status(406), { state: 'failed', reason: 'refused-search' }],
    ['410', status(410), { state: 'failed', reason: 'refused-search' }],
    ['H-14 414', status(414), { state: 'failed', reason: 'refused-search' }],
    ['H-18 429', status(429), { state: 'failed', reason: 'server-error' }],
    [
      'H-17 429 for a day',
      status(429, { 'retry-after': '86400' }),
      { state: 'failed', reason: 'server-error' },
    ],
    ['H-19 500', status(500), { state: 'failed', reason: 'server-error' }],
    ['507', status(507), { state: 'failed', reason: 'server-error' }],
    ['H-29 301', status(301, { location: EVIL }), { state: 'failed', reason: 'redirected' }],
    ['H-29 307', status(307, { location: `${ISS}/Observation2` }), { state: 'failed', reason: 'redirected' }],
    ['H-28 304', status(304), { state: 'partial', reason: 'empty-answer' }],
    ['H-26 202', status(202, { 'content-location': EVIL }), { state: 'partial', reason: 'empty-answer' }],
    ['H-23 204', status(204), { state: 'partial', reason: 'empty-answer' }],
    [
      'H-27 206',
      () => Response.json(bundle(['o-1']), { status: 206 }),
      { state: 'partial', reason: 'empty-answer' },
    ],
    ['H-22 an empty body', () => new Response(''), { state: 'partial', reason: 'empty-answer' }],
    [
      'N-13 a web page',
      () => new Response('<html>', { headers: { 'content-type': 'text/html; charset=utf-8' } }),
      { state: 'failed', reason: 'not-json' },
    ],
    [
      'H-25 XML',
      () => new Response('<Bundle/>', { headers: { 'content-type': 'application/fhir+xml' } }),
      { state: 'failed', reason: 'not-json' },
    ],
    [
      'N-05 half an answer',
      () => new Response('{"resourceType":"Bun'),
      { state: 'failed', reason: 'not-json' },
    ],
    [
      'F-15 one resource',
      () => Response.json({ resourceType: 'Observation' }),
      { state: 'failed', reason: 'not-a-bundle' },
    ],
    [
      'N-02 no answer',
      () => Promise.reject(new TypeError('refused')),
      { state: 'failed', reason: 'network' },
    ],
  ]
  test.each(first)('%s on the first page', async (_, answer, expected) => {
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({ ...expected, pages: 0, entries: 0 })
  })

  test.each(first)('F-01 %s on a later page', async (_, answer, { reason }) => {
    const entry = await entryFor(OBSERVATIONS, (url) =>
      url.searchParams.get('page') === '3' ? answer(url) : paged(5)(url),
    )
    expect(entry).toMatchObject({ state: 'partial', reason, pages: 2, entries: 2 })
  })

  test('stops no other', async () => {
    const { read } = chart({ Condition: status(403), Procedure: status(500) })
    const result = await read(THE_PATIENT, CONDITIONS, search('Procedure'), OBSERVATIONS)
    expect(result).toMatchObject({
      ok: true,
      value: [{ state: 'complete' }, { state: 'forbidden' }, { state: 'failed' }, { state: 'complete' }],
    })
  })

  test('N-05 is asked for once more where the body was cut off', async () => {
    let at = 0
    const entry = await entryFor(OBSERVATIONS, () => {
      at += 1
      return at === 1 ? new Response('{"resourceType":"Bun') : Response.json(bundle(['o-1']))
    })
    expect(entry).toMatchObject({ state: 'complete', pages: 1, entries: 1 })
  })

  test('N-06 times out by itself', async () => {
    const { read, outside, seen } = chart({ Observation: () => new Promise(() => {}) })
    const reading = read(THE_PATIENT, OBSERVATIONS)
    for (const tries of [1, 2, 3]) {
      await expect.poll(() => seen.filter((url) => url.includes('Observation')).length).toBe(tries)
      outside.pass(10_000)
    }
    expect(await reading).toMatchObject({ value: [{}, { state: 'failed', reason: 'timed-out' }] })
  })

  test('H-24 JSON under another name is read', async () => {
    for (const type of [
      'text/plain',
      'application/octet-stream',
      'application/json',
      'application/fhir+json;charset=utf-8',
      '',
    ]) {
      const answer: Answer = () =>
        new Response(JSON.stringify(bundle(['o-1'])), { headers: { 'content-type': type } })
      expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({ state: 'complete' })
    }
  })
})

describe('HZ-08 an answer that looks whole and is not', () => {
  const withTotal = (ids: readonly string[], total: unknown) => () => Response.json({ ...bundle(ids), total })

  test('F-06 the server counts more than it gives', async () => {
    expect(await entryFor(OBSERVATIONS, withTotal(['o-1'], 2))).toMatchObject({
      state: 'partial',
      reason: 'total-mismatch',
      total: 2,
      entries: 1,
    })
  })

  test('F-06 counted over all pages', async () => {
    const answer: Answer = (url) => {
      const isLast = url.searchParams.has('page')
      return Response.json(
        bundle(isLast ? ['o-2'] : ['o-1'], isLast ? { total: 3 } : { total: 3, next: 'Observation?page=2' }),
      )
    }
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({
      state: 'partial',
      reason: 'total-mismatch',
      entries: 2,
    })
  })

  test.each([1, 0, undefined])('F-07 a total of %s proves nothing and spoils nothing', async (total) => {
    expect(await entryFor(OBSERVATIONS, withTotal(['o-1'], total))).toMatchObject({
      state: 'complete',
      entries: 1,
    })
  })

  test('F-10 the server says that it left something out', async () => {
    const answer: Answer = () =>
      Response.json({ ...bundle(['o-1']), entry: [{ resource: { resourceType: 'OperationOutcome' } }] })
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({ state: 'partial', reason: 'restricted' })
  })

  test('A-17 a type that is not granted is not asked for', async () => {
    const { read, seen } = chart({}, { scope: 'patient/Patient.r patient/Condition.rs' })
    const result = await read(THE_PATIENT, CONDITIONS, OBSERVATIONS)
    expect(result).toMatchObject({
      value: [{}, { state: 'complete' }, { state: 'forbidden', reason: 'not-granted', pages: 0, entries: 0 }],
    })
    expect(seen.filter((url) => url.includes('Observation'))).toEqual([])
  })

  test('a type that is granted in part is read, and not whole', async () => {
    const { read } = chart({}, { scope: 'patient/Patient.r patient/Observation.rs?category=laboratory' })
    expect(await read(THE_PATIENT, OBSERVATIONS)).toMatchObject({
      value: [{}, { state: 'partial', reason: 'restricted' }],
    })
    expect(await read(THE_PATIENT, search('Observation', ['category', 'laboratory']))).toMatchObject({
      value: [{}, { state: 'complete' }],
    })
  })
})

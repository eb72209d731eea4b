import { describe, expect, test } from 'vitest'
import { isResourceType, type LedgerEntry } from '../../src/engine/record/ledger.ts'
import type { Query } from '../../src/engine/record/query.ts'
import { ok } from '../../src/engine/result.ts'
import { Access } from '../../src/smart/access.ts'
import { guardedFetch } from '../../src/smart/guarded-fetch.ts'
import type { ProblemKind } from '../../src/smart/problems.ts'
import { type Progress, readRecord } from '../../src/smart/read-record.ts'
import { checkToken } from '../../src/smart/token-response.ts'
import { type FakeOutside, fakeOutside, NOON } from './fake-outside.ts'
import { fakeSink } from './fake-sink.ts'
import { HOSTILE_LINKS } from './hostile-links.ts'
import { bundle, EVIL, ISS, PATIENT, TOKEN } from './small-ehr.ts'

const search = (resource: Query['resource'], ...parameters: Query['parameters']): Query => ({
  id: resource,
  kind: 'search',
  resource,
  parameters,
})
const THE_PATIENT: Query = { id: 'Patient', kind: 'read', resource: 'Patient', parameters: [] }
const OBSERVATIONS = search('Observation')
const CONDITIONS = search('Condition')

type Answer = (address: URL) => Response | Promise<Response>

/** Answers for each type; the patient is readable unless one of them says otherwise. */
function chart(
  answers: Partial<Record<Query['resource'] | 'elsewhere', Answer>>,
  { scope }: { scope?: string } = {},
) {
  const seen: string[] = []
  const outside: FakeOutside = fakeOutside({
    fetch: async (address) => {
      seen.push(address)
      const url = new URL(address)
      if (url.origin !== new URL(ISS).origin) throw new Error(`a request left for ${url.origin}`)
      const type = url.pathname.split('/')[2]
      const answer = answers[isResourceType(type) ? type : 'elsewhere']
      if (answer) return answer(url)
      return Response.json(type === 'Patient' ? { resourceType: 'Patient', id: PATIENT } : bundle([]))
    },
  })
  const token = checkToken(TOKEN)
  if (!token.ok) throw new Error('the token of these tests is not good')
  const access = new Access(
    { state: () => ({}), response: () => TOKEN, renew: async () => ok(TOKEN) },
    token.value,
    NOON + 3600_000,
    outside,
    () => {},
  )
  const ehr = { base: ISS, origins: [] }
  const fetch = guardedFetch(ehr, access, outside)
  const sink = fakeSink(PATIENT)
  const progress: Progress[] = []
  const closed = new AbortController()
  const read = (...queries: readonly Query[]) =>
    readRecord(
      { ehr, patientId: PATIENT, fetch, ...(scope === undefined ? {} : { scope }) },
      queries,
      sink,
      (now) => void progress.push(now),
      closed.signal,
    )
  return { read, sink, seen, progress, outside }
}

async function entryFor(query: Query, answer: Answer): Promise<Partial<LedgerEntry>> {
  const { read, sink } = chart({ [query.resource]: answer })
  const result = await read(THE_PATIENT, query)
  if (!result.ok) throw new Error(`stopped: ${result.problem.kind}`)
  const entry = result.value.find((entry) => entry.query === query.id)
  expect(sink.finished).toContainEqual(entry)
  return entry ?? {}
}

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response(null, { status: code, headers })

/** Pages `first`, `first+1`, … of a search, each with one entry. */
const paged =
  (pages: number, on: (page: number) => Response | undefined = () => undefined): Answer =>
  (url) => {
    const page = Number(url.searchParams.get('page') ?? 1)
    const next = page < pages ? `${ISS}/Observation?page=${page + 1}` : undefined
    return on(page) ?? Response.json(bundle([`o-${page}`], next === undefined ? {} : { next }))
  }

describe('HZ-12 F-12 somebody else in an answer', () => {
  const stranger = () => Response.json(bundle(['o-1'], { about: 'p-2' }))

  test('ends the whole reading, on the first page', async () => {
    const { read } = chart({ Observation: stranger })
    expect(await read(THE_PATIENT, CONDITIONS, OBSERVATIONS)).toEqual({
      ok: false,
      problem: { kind: 'somebody-else' },
    })
  })

  test('ends the whole reading, on a later page', async () => {
    const { read } = chart({ Observation: paged(3, (page) => (page === 2 ? stranger() : undefined)) })
    expect(await read(THE_PATIENT, OBSERVATIONS)).toEqual({ ok: false, problem: { kind: 'somebody-else' } })
  })

  test('ends it at once: nothing more is handed over, finished or asked for', async () => {
    let letGo: (answer: Response) => void = () => {}
    const late = new Promise<Response>((resolve) => {
      letGo = resolve
    })
    const { read, sink, seen } = chart({ Observation: stranger, Condition: () => late })
    expect(await read(THE_PATIENT, CONDITIONS, OBSERVATIONS)).toMatchObject({
      problem: { kind: 'somebody-else' },
    })
    const [taken, finished, asked] = [sink.taken.length, sink.finished.length, seen.length]
    letGo(Response.json(bundle(['c-1'], { next: 'Condition?page=2' })))
    await late
    await new Promise((resolve) => setImmediate(resolve))
    expect([sink.taken.length, sink.finished.length, seen.length]).toEqual([taken, finished, asked])
  })
})

describe('the patient', () => {
  const cases: readonly (readonly [string, Answer, ProblemKind])[] = [
    ['is refused, 401', status(401), 'patient-not-readable'],
    ['is refused, 403', status(403), 'patient-not-readable'],
    ['is not found', status(404), 'patient-not-readable'],
    ['is gone', status(410), 'patient-not-readable'],
    ['is a request that the server does not like', status(400), 'patient-not-readable'],
    ['is redirected', status(302, { location: EVIL }), 'patient-not-readable'],
    ['is an empty answer', () => new Response(''), 'patient-not-readable'],
    ['is no content', status(204), 'patient-not-readable'],
    ['is deferred', status(202), 'patient-not-readable'],
    ['is a part', status(206), 'patient-not-readable'],
    [
      'is a web page',
      () => new Response('<p>', { headers: { 'content-type': 'text/html' } }),
      'patient-not-readable',
    ],
    ['is cut off', () => new Response('{"resourceType":"Pat'), 'patient-not-readable'],
    [
      'is something else',
      () => Response.json({ resourceType: 'Practitioner', id: PATIENT }),
      'patient-not-readable',
    ],
    ['is a search', () => Response.json(bundle([])), 'patient-not-readable'],
    ['is somebody else', () => Response.json({ resourceType: 'Patient', id: 'p-2' }), 'patient-differs'],
    ['fails, 500', status(500), 'ehr-unreachable'],
    ['fails, 503', status(503, { 'retry-after': '3600' }), 'ehr-unreachable'],
    ['does not answer', () => Promise.reject(new TypeError('Failed to fetch')), 'ehr-unreachable'],
  ]
  test.each(cases)('%s', async (_, answer, kind) => {
    const { read } = chart({ Patient: answer })
    expect(await read(OBSERVATIONS, THE_PATIENT)).toEqual({ ok: false, problem: { kind } })
  })

  test('F-19 is of another FHIR version', async () => {
    const { read, sink } = chart({})
    Object.assign(sink, { take: async () => ({ kind: 'refused', reason: 'not-r4' }) })
    expect(await read(THE_PATIENT)).toEqual({ ok: false, problem: { kind: 'not-fhir-r4' } })
  })

  test('is not granted', async () => {
    const { read, seen } = chart({}, { scope: 'patient/Observation.rs' })
    expect(await read(THE_PATIENT, OBSERVATIONS)).toEqual({
      ok: false,
      problem: { kind: 'patient-not-readable' },
    })
    expect(seen.filter((url) => url.includes('/Patient/'))).toEqual([])
  })

  test('is asked for first', async () => {
    const { read, seen } = chart({})
    await read(OBSERVATIONS, CONDITIONS, THE_PATIENT)
    expect(seen[0]).toBe(`${ISS}/Patient/${PATIENT}`)
  })
})

describe('T-11 F-03 a next link that leads out', () => {
  test.each(HOSTILE_LINKS.filter((link) => typeof link === 'string' && link !== ''))('%s', async (next) => {
    const entry = await entryFor(OBSERVATIONS, () => Response.json(bundle(['o-1'], { next: String(next) })))
    expect(entry).toMatchObject({ state: 'partial', reason: 'foreign-link', pages: 1, entries: 1 })
  })
})

describe('F-04 a next link that stays inside', () => {
  test.each([
    `${ISS}?_getpages=1&_getpagesoffset=1`,
    'Observation?page=2',
    '/fhir/Observation?page=2',
    '?_getpages=1',
  ])('%s is followed', async (next) => {
    const seen: string[] = []
    const answer: Answer = (url) => {
      seen.push(url.href)
      return Response.json(seen.length === 1 ? bundle(['o-1'], { next }) : bundle(['o-2']))
    }
    const { read } = chart({ Observation: answer, elsewhere: answer })
    expect(await read(THE_PATIENT, OBSERVATIONS)).toMatchObject({
      value: [{}, { state: 'complete', pages: 2, entries: 2 }],
    })
  })
})

describe('T-13 F-02 pages without end', () => {
  test('a page that leads to itself is read once', async () => {
    const answer: Answer = (url) => Response.json(bundle(['o-1'], { next: url.href }))
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({
      state: 'partial',
      reason: 'paging-loop',
      pages: 1,
    })
  })

  test('two pages that lead to each other are read once', async () => {
    const answer: Answer = (url) =>
      Response.json(
        bundle(['o-1'], { next: `Observation?page=${url.searchParams.get('page') === 'a' ? 'b' : 'a'}` }),
      )
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({
      state: 'partial',
      reason: 'paging-loop',
      pages: 3,
    })
  })

  test('a fragment does not make a page another', async () => {
    let at = 0
    const answer: Answer = (url) => {
      at += 1
      return Response.json(bundle(['o-1'], { next: `${url.href}#${at}` }))
    }
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({ reason: 'paging-loop', pages: 1 })
  })

  test('ever new pages end at 250', async () => {
    expect(await entryFor(OBSERVATIONS, paged(1e9))).toMatchObject({
      state: 'truncated',
      reason: 'page-cap',
      pages: 250,
    })
  })

  test('250 pages are whole', async () => {
    expect(await entryFor(OBSERVATIONS, paged(250))).toMatchObject({
      state: 'complete',
      pages: 250,
      entries: 250,
    })
  })

  test('entries end at 25,000', async () => {
    const many = Array.from({ length: 12_500 }, (_, at) => `o-${at}`)
    const answer: Answer = (url) =>
      Response.json(
        bundle(many, { next: `Observation?page=${Number(url.searchParams.get('page') ?? 1) + 1}` }),
      )
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({
      state: 'truncated',
      reason: 'entry-cap',
      pages: 2,
      entries: 25_000,
    })
  })

  test('bytes end at 64 MB over all pages', async () => {
    const filler = 'x'.repeat(30 * 1024 * 1024)
    const answer: Answer = (url) => {
      const page = Number(url.searchParams.get('page') ?? 1)
      return Response.json({ ...bundle(['o-1'], { next: `Observation?page=${page + 1}` }), filler })
    }
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({
      state: 'truncated',
      reason: 'byte-cap',
      pages: 2,
    })
  })
})

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

describe('a list of codes too long for one address', () => {
  const codes = Array.from({ length: 120 }, (_, at) => `http://snomed.info/sct|${100_000_000 + at}`)
  const long = search('Observation', ['code', codes.join(',')])
  const codesIn = (address: string) => new URL(address).searchParams.get('code')?.split(',') ?? []

  test('is shared out, no code lost or asked twice, no address too long', async () => {
    const { read, seen } = chart({})
    const result = await read(THE_PATIENT, long)
    const asked = seen.filter((url) => url.includes('Observation'))
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.flatMap(codesIn)).toEqual(codes)
    expect(Math.max(...asked.map((url) => url.length))).toBeLessThanOrEqual(1900)
    expect(result).toMatchObject({ value: [{}, { state: 'complete', pages: asked.length }] })
  })

  test('is whole only when every part is, and keeps the parts that came', async () => {
    const { read, seen } = chart({
      Observation: (url) =>
        codesIn(url.href).includes(codes[0]!)
          ? new Response(null, { status: 400 })
          : Response.json(bundle(['o-1'])),
    })
    const result = await read(THE_PATIENT, long)
    const parts = seen.filter((url) => url.includes('Observation')).length
    expect(result).toMatchObject({
      value: [{}, { state: 'partial', reason: 'refused-search', pages: parts - 1, entries: parts - 1 }],
    })
  })

  test('adds up the totals of its parts', async () => {
    const { read } = chart({ Observation: () => Response.json(bundle(['o-1'], { total: 1 })) })
    const result = await read(THE_PATIENT, long)
    const entry = result.ok ? result.value[1] : undefined
    expect(entry?.total).toBe(entry?.pages)
    expect(entry?.state).toBe('complete')
  })
})

describe('N-10 the order of things', () => {
  test('the ledger is in the order of the queries, whatever comes first', async () => {
    const { read } = chart({
      Condition: async () => {
        for (const _ of Array.from({ length: 20 })) await new Promise((resolve) => setImmediate(resolve))
        return Response.json(bundle([]))
      },
    })
    const result = await read(CONDITIONS, OBSERVATIONS, THE_PATIENT)
    expect(result.ok && result.value.map(({ query }) => query)).toEqual([
      'Condition',
      'Observation',
      'Patient',
    ])
  })

  test('progress only grows, and ends at the end', async () => {
    const { read, progress } = chart({ Observation: paged(3) })
    await read(THE_PATIENT, CONDITIONS, OBSERVATIONS)
    expect(progress[0]).toEqual({ queriesDone: 0, queries: 3, entries: 0 })
    expect(progress.at(-1)).toEqual({ queriesDone: 3, queries: 3, entries: 4 })
    for (const field of ['queriesDone', 'entries'] as const) {
      const values = progress.map((now) => now[field])
      expect(values).toEqual([...values].sort((a, b) => a - b))
    }
  })

  test('no query is no reading', async () => {
    expect(await chart({}).read()).toEqual({ ok: true, value: [] })
  })
})

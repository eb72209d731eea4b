import { describe, expect, test } from 'vitest'
import type { ProblemKind } from '../../src/smart/problems.ts'
import { type Answer, CONDITIONS, chart, OBSERVATIONS, paged, status, THE_PATIENT } from './small-chart.ts'
import { bundle, EVIL, ISS, PATIENT } from './small-ehr.ts'

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

describe('HZ-12 somebody else, while other answers are on their way', () => {
  const about = (id: string) => Response.json(bundle(['x-1'], { about: id }))

  /** Reads two types; the first is somebody else's, and the sink says so only when told to. */
  function twoAtOnce(condition: () => Response | Promise<Response>) {
    const { read, sink } = chart({ Observation: () => about('p-2'), Condition: condition })
    const take = sink.take.bind(sink)
    let tell: () => void = () => {}
    const told = new Promise<void>((resolve) => {
      tell = resolve
    })
    Object.assign(sink, {
      take: async (query: string, body: ArrayBuffer) => {
        const report = await take(query, body)
        if (query === 'Observation') await told
        return report
      },
    })
    return { sink, tell, reading: read(THE_PATIENT, OBSERVATIONS, CONDITIONS) }
  }
  const turns = async () => {
    for (const _ of Array.from({ length: 20 })) await new Promise((resolve) => setImmediate(resolve))
  }

  test('one that arrives at the same moment is not handed over', async () => {
    let arrive: () => void = () => {}
    const late = new Promise<Response>((resolve) => {
      arrive = () => resolve(about(PATIENT))
    })
    const { sink, tell, reading } = twoAtOnce(() => late)
    await expect.poll(() => sink.taken.map(({ query }) => query)).toContain('Observation')
    tell()
    arrive()
    expect(await reading).toEqual({ ok: false, problem: { kind: 'somebody-else' } })
    await turns()
    expect(sink.taken.map(({ query }) => query)).not.toContain('Condition')
    expect(sink.finished.map(({ query }) => query)).toEqual(['Patient'])
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
    const { read, sink } = chart({ Patient: answer })
    expect(await read(OBSERVATIONS, THE_PATIENT)).toEqual({ ok: false, problem: { kind } })
    expect(sink.finished.filter(({ query }) => query === 'Patient')).toEqual([])
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

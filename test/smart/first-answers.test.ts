/** First answers asked for together: quicker, and otherwise the same as each asked by itself. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchesOf } from '../../src/smart/first-answers.ts'
import { fakeOutside } from './fake-outside.ts'
import {
  type Answer,
  CONDITIONS,
  chart,
  OBSERVATIONS,
  type Part,
  paged,
  search,
  status,
  THE_PATIENT,
} from './small-chart.ts'
import { bundle, ISS, PATIENT } from './small-ehr.ts'

const PROCEDURES = search('Procedure')
const ALL = [THE_PATIENT, CONDITIONS, OBSERVATIONS, PROCEDURES]

/** What a server says of one part that it has answered. */
async function partOf(response: Response): Promise<object> {
  const text = await response.text()
  return {
    response: { status: String(response.status) },
    ...(response.ok && text !== '' && { resource: JSON.parse(text) }),
  }
}
const answered = async (parts: readonly Part[]): Promise<object[]> => {
  const entries: object[] = []
  for (const { answer } of parts) entries.push(await partOf(await answer()))
  return entries
}
const responseOf = (entry: readonly object[]) =>
  Response.json({ resourceType: 'Bundle', type: 'batch-response', entry })
/** A server that does it well. */
const well = async (parts: readonly Part[]) => responseOf(await answered(parts))

const three: Answer = () => {
  const { entry, ...found } = bundle(['c-1', 'c-2', 'c-3'])
  const conditions = entry.map(({ resource }) => ({ resource: { ...resource, resourceType: 'Condition' } }))
  return Response.json({ ...found, entry: conditions })
}
const stranger: Answer = () => Response.json(bundle(['o-1'], { about: 'p-2' }))

describe('a server that takes batches', () => {
  test('is asked once for all first answers', async () => {
    const { read, seen, sink } = chart({ Condition: three }, { batch: well })
    const result = await read(...ALL)
    expect(seen).toEqual([`POST ${ISS}`])
    expect(result).toMatchObject({ ok: true, value: ALL.map(({ id }) => ({ query: id, state: 'complete' })) })
    expect(sink.finished.find(({ query }) => query === 'Condition')).toMatchObject({ pages: 1, entries: 3 })
  })

  test('is asked by itself for further pages, and for what comes of a search that has to begin anew', async () => {
    const { read, seen } = chart({ Observation: paged(3) }, { batch: well })
    expect(await read(...ALL)).toMatchObject({ ok: true })
    expect(seen).toEqual([`POST ${ISS}`, `${ISS}/Observation?page=2`, `${ISS}/Observation?page=3`])

    let isGone = true
    const gone: Answer = paged(2, (page) => {
      if (page === 1 || !isGone) return undefined
      isGone = false
      return new Response(null, { status: 410 })
    })
    const again = chart({ Observation: gone }, { batch: well })
    expect(await again.read(...ALL)).toMatchObject({ ok: true, value: [{}, {}, { entries: 2 }, {}] })
    expect(again.seen.filter((address) => !address.includes('page=2'))).toHaveLength(2)
  })

  test('is not asked for what the scopes leave out', async () => {
    const asked: string[] = []
    const { read } = chart(
      {},
      {
        scope: 'patient/Patient.r patient/Condition.s',
        batch: (parts) => {
          asked.push(...parts.map(({ address }) => address.pathname))
          return well(parts)
        },
      },
    )
    expect(await read(...ALL)).toMatchObject({
      ok: true,
      value: [{}, {}, { state: 'forbidden' }, { state: 'forbidden' }],
    })
    expect(asked).toEqual([`/fhir/Patient/${PATIENT}`, '/fhir/Condition'])
  })

  test.each([
    ['somebody else in a search', { Observation: stranger }, 'somebody-else'],
    [
      'another Patient',
      { Patient: () => Response.json({ resourceType: 'Patient', id: 'p-2' }) },
      'patient-differs',
    ],
  ])('ends all reading with %s (HZ-12, F-12)', async (_, answers, kind) => {
    const { read, sink } = chart(answers, { batch: well })
    expect(await read(...ALL)).toEqual({ ok: false, problem: { kind } })
    expect(sink.finished).toEqual([])
  })
})

describe('a batch', () => {
  const spoil: Readonly<Record<string, (entries: object[], at: number) => object>> = {
    refused: () => ({ response: { status: '403' } }),
    broken: () => ({ response: { status: '500' } }),
    empty: () => ({ response: { status: '200' } }),
    odd: () => ({ response: { status: '200' }, resource: { resourceType: 'OperationOutcome' } }),
    right: (entries, at) => entries[at] ?? {},
  }
  const answers = { Condition: three, Observation: paged(3), Procedure: status(403) }

  test('never changes what is found, whatever becomes of it', async () => {
    const alone = chart(answers)
    const expected = await alone.read(...ALL)
    const spoilt = fc.array(fc.constantFrom(...Object.keys(spoil)), { minLength: 4, maxLength: 4 })
    const whole = fc.constantFrom('as it is', 'one too few', 'HTML', 404, 405, 429, 500, 503, 'no network')
    await fc.assert(
      fc.asyncProperty(spoilt, whole, async (how, become) => {
        const { read } = chart(answers, {
          batch: async (parts) => {
            if (become === 'no network') throw new TypeError('no network')
            if (typeof become === 'number') return new Response(null, { status: become })
            if (become === 'HTML') return new Response('<html>')
            const entries = await answered(parts)
            const shown = entries.map((_, at) => spoil[how[at] ?? 'right']?.(entries, at) ?? {})
            return responseOf(become === 'one too few' ? shown.slice(1) : shown)
          },
        })
        expect(await read(...ALL)).toEqual(expected)
      }),
      { seed: 5, numRuns: 150 },
    )
  })

  test.each([
    ['is not done (405)', status(405), 1],
    ['comes to nothing', () => responseOf([]), 1],
    ['the browser may not post', () => Promise.reject(new TypeError('no network')), 1],
    ['meets a busy server (429)', status(429, { 'retry-after': '1' }), 2],
  ] as const)('that %s is not sent again where that says that none is any use', async (_, batch, sent) => {
    const { read, seen } = chart({}, { batch: () => batch(new URL(ISS)) })
    await read(...ALL)
    await read(...ALL)
    expect(seen.filter((address) => address.startsWith('POST'))).toHaveLength(sent)
  })

  test('that takes too long is called off, each is asked by itself, and no other is sent', async () => {
    const { read, seen, outside } = chart({}, { batch: () => new Promise<Response>(() => {}) })
    const reading = read(...ALL)
    await new Promise((resolve) => setImmediate(resolve))
    outside.pass(15_000)
    expect(await reading).toMatchObject({ ok: true })
    expect(await read(...ALL)).toMatchObject({ ok: true })
    expect(seen.filter((address) => address.startsWith('POST'))).toHaveLength(1)
    expect(seen).toHaveLength(1 + 2 * ALL.length)
  })
})

describe('whether batches are taken', () => {
  const says = (batch: boolean) => async () => ({ batch })

  test.each([
    ['it says so', says(true), true],
    ['it says nothing of them', says(false), false],
    ['it says nothing at all', async () => undefined, false],
    ['it cannot be asked', () => Promise.reject(new Error('no')), false],
  ])('where %s', async (_, abilities, taken) => {
    const batches = batchesOf(abilities, fakeOutside().clock)
    expect(await batches.areTaken()).toBe(false)
    batches.ask()
    expect(await batches.areTaken()).toBe(taken)
    batches.giveUp()
    expect(await batches.areTaken()).toBe(false)
  })

  test('is waited for two seconds, and asked once', async () => {
    const outside = fakeOutside()
    let asked = 0
    let answer: (said: { batch: boolean }) => void = () => {}
    const batches = batchesOf(() => {
      asked += 1
      return new Promise((resolve) => {
        answer = resolve
      })
    }, outside.clock)
    batches.ask()
    const taken = batches.areTaken()
    outside.pass(2000)
    expect(await taken).toBe(false)
    batches.ask()
    answer({ batch: true })
    expect(await batches.areTaken()).toBe(true)
    expect([asked, outside.deadlines]).toEqual([1, 0])
  })
})

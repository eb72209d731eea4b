import { describe, expect, test } from 'vitest'
import { ok } from '../../src/engine/result.ts'
import { Access } from '../../src/smart/access.ts'
import { guardedFetch } from '../../src/smart/guarded-fetch.ts'
import { checkToken } from '../../src/smart/token-response.ts'
import { type FakeOutside, fakeOutside, NOON } from './fake-outside.ts'
import { EVIL, ISS, TOKEN } from './small-ehr.ts'

type Answer = () => Response | Promise<Response>

const json =
  (body: unknown, init: ResponseInit = {}) =>
  () =>
    new Response(JSON.stringify(body), init)
const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(null, { status: code, headers })
const noAnswer: Answer = () => Promise.reject(new TypeError('Failed to fetch'))

/** An EHR that gives these answers in order, the last one for ever, and the reader for it. */
function ehrAnswering(...answers: readonly Answer[]) {
  const seen: { address: string; init: RequestInit }[] = []
  const times: number[] = []
  const outside: FakeOutside = fakeOutside({
    fetch: async (address, init) => {
      seen.push({ address, init })
      times.push(outside.clock.now() - NOON)
      return (answers[Math.min(seen.length - 1, answers.length - 1)] ?? noAnswer)()
    },
  })
  const token = checkToken(TOKEN)
  if (!token.ok) throw new Error('the token of these tests is not good')
  const grant = { state: () => ({}), response: () => TOKEN, renew: async () => ok(TOKEN) }
  const access = new Access(grant, token.value, NOON + 3600_000, outside, () => {})
  const get = guardedFetch({ base: ISS, origins: [] }, access, outside)
  const stop = new AbortController()
  const read = (link = `${ISS}/Observation`, bytes = 1000, goesOn = false) =>
    get(link, { bytes, signal: stop.signal, goesOn })
  return { read, seen, times, outside, stop }
}

const silence = (problem: string) => ({ ok: false, problem })

describe('a request', () => {
  test('carries the token, and no cookie, cache, referrer or redirect', async () => {
    const { read, seen } = ehrAnswering(json({}))
    await read()
    expect(seen).toMatchObject([
      {
        address: `${ISS}/Observation`,
        init: {
          method: 'GET',
          headers: {
            authorization: 'Bearer token-1',
            accept: 'application/fhir+json, application/json;q=0.9',
          },
          redirect: 'manual',
          cache: 'no-store',
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
        },
      },
    ])
  })

  test('is not made where the link leads out', async () => {
    const { read, seen } = ehrAnswering(json({}))
    expect(await read(`${EVIL}/fhir/Observation`)).toEqual(silence('foreign-link'))
    expect(seen).toEqual([])
  })

  test.each([301, 302, 303, 307, 308])('T-12 does not follow a %i', async (code) => {
    const { read, seen } = ehrAnswering(status(code, { location: `${EVIL}/x` }))
    expect(await read()).toMatchObject({ ok: true, value: { status: code } })
    expect(seen).toHaveLength(1)
  })

  test('T-12 knows a redirect that a browser hides', async () => {
    const { read } = ehrAnswering(() =>
      Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' }),
    )
    expect(await read()).toMatchObject({ ok: true, value: { status: 302 } })
  })

  test('reads a body of 200 only', async () => {
    for (const code of [201, 203, 206, 400, 403, 404, 410, 422, 501]) {
      const { read } = ehrAnswering(json({ secret: 'ZZCANARY' }, { status: code }))
      const answer = await read()
      expect(answer).toMatchObject({ ok: true, value: { status: code } })
      expect(answer.ok && answer.value.body.byteLength).toBe(0)
    }
  })
})

describe('a failure that may pass', () => {
  test.each([408, 425, 429, 500, 502, 503, 504])(
    '%i is tried three times, with growing pauses',
    async (code) => {
      const { read, seen, outside } = ehrAnswering(status(code))
      expect(await read()).toMatchObject({ ok: true, value: { status: code } })
      expect(seen).toHaveLength(3)
      expect(outside.pauses).toEqual([500, 1000])
    },
  )

  test('no answer is tried three times', async () => {
    const { read, seen } = ehrAnswering(noAnswer)
    expect(await read()).toEqual(silence('network'))
    expect(seen).toHaveLength(3)
  })

  test('is forgotten when the next try goes well', async () => {
    const { read, seen } = ehrAnswering(noAnswer, status(503), json({ good: true }))
    expect(await read()).toMatchObject({ ok: true, value: { status: 200 } })
    expect(seen).toHaveLength(3)
  })

  test.each([400, 403, 404, 405, 406, 409, 410, 412, 413, 414, 415, 422, 501, 505])(
    '%i is not tried again',
    async (code) => {
      const { read, seen } = ehrAnswering(status(code))
      await read()
      expect(seen).toHaveLength(1)
    },
  )

  test('spreads its pauses by chance', async () => {
    const { read, outside } = ehrAnswering(status(500))
    Object.assign(outside, { random: () => 0.25 })
    await read()
    expect(outside.pauses).toEqual([125, 250])
  })

  test('N-04 a body that breaks off is asked for again', async () => {
    const breaking: Answer = () =>
      new Response(
        new ReadableStream({
          start: (stream) => stream.enqueue(new TextEncoder().encode('{"res')),
          pull: (stream) => stream.error(new TypeError('reset')),
        }),
      )
    const { read, seen } = ehrAnswering(breaking, json({ good: true }))
    expect(await read()).toMatchObject({ ok: true, value: { status: 200 } })
    expect(seen).toHaveLength(2)
  })
})

describe('H-16 H-17 a server that says when to come back', () => {
  const in2s = new Date(NOON + 2000).toUTCString()
  const cases: readonly (readonly [string, readonly number[]])[] = [
    ['0', [0, 0]],
    ['2', [2000, 2000]],
    ['20', [20_000, 20_000]],
    [in2s, [2000, 1000]], // the second answer repeats a date gone by
    [new Date(NOON - 60_000).toUTCString(), [500, 1000]],
    ['-5', [500, 1000]],
    ['1.5', [500, 1000]],
    ['abc', [500, 1000]],
    ['', [500, 1000]],
    ['2 seconds', [500, 1000]],
    ['2026-11-23T12:00:05Z', [500, 1000]],
    ['Monday, 23-Nov-26 12:00:03 GMT', [3000, 1000]],
    ['Infinity', [500, 1000]],
  ]
  test.each(cases)('Retry-After: %s', async (value, pauses) => {
    const { read, outside, seen } = ehrAnswering(status(429, { 'retry-after': value }))
    expect(await read()).toMatchObject({ ok: true, value: { status: 429 } })
    expect(seen).toHaveLength(3)
    expect(outside.pauses).toEqual(pauses)
  })

  test.each(['21', '86400', '999999999', new Date(NOON + 21_000).toUTCString()])(
    'is not waited for longer than 20 seconds: %s',
    async (value) => {
      const { read, outside, seen } = ehrAnswering(status(503, { 'retry-after': value }))
      expect(await read()).toMatchObject({ ok: true, value: { status: 503 } })
      expect(seen).toHaveLength(1)
      expect(outside.pauses).toEqual([])
    },
  )

  test('is left in peace by every request meanwhile, for as long as it said', async () => {
    const { read, seen, outside } = ehrAnswering(status(429, { 'retry-after': '2' }), json({}))
    const waiting: { milliseconds: number; go: () => void }[] = []
    const pause = (milliseconds: number) => new Promise<void>((go) => waiting.push({ milliseconds, go }))
    Object.assign(outside.clock, { pause })
    const first = read()
    await expect.poll(() => waiting.length).toBe(1)
    const second = read(`${ISS}/Condition`)
    await expect.poll(() => waiting.map(({ milliseconds }) => milliseconds)).toEqual([2000, 2000])
    expect(seen).toHaveLength(1)
    outside.pass(2000)
    for (const { go } of waiting) go()
    expect(await Promise.all([first, second])).toMatchObject([{ ok: true }, { ok: true }])
    expect(seen).toHaveLength(3)
  })
})

describe('no answer after the token ended', () => {
  test('is the end of the session: some servers say 401 in a way that a browser hides', async () => {
    const { read, outside } = ehrAnswering(() => {
      outside.pass(3600_000)
      return Promise.reject(new TypeError('Failed to fetch'))
    })
    expect(await read()).toEqual(silence('session-ended'))
  })
})

describe('an answer that takes too long', () => {
  test('N-06 to begin: is given up after 10 seconds, and asked for again', async () => {
    const never: Answer = () => new Promise(() => {})
    const { read, seen, outside } = ehrAnswering(never, json({}))
    const answer = read()
    await expect.poll(() => seen.length).toBe(1)
    outside.pass(9999)
    expect(seen).toHaveLength(1)
    outside.pass(1)
    expect(await answer).toMatchObject({ ok: true })
    expect(seen[0]?.init.signal?.aborted).toBe(true)
  })

  test('N-07 to end: is given up after 20 seconds, and not asked for again', async () => {
    const dripping: Answer = () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) }))
    const { read, seen, outside } = ehrAnswering(dripping)
    const answer = read()
    await expect.poll(() => outside.deadlines).toBe(1) // only the one for the whole
    outside.pass(19_999)
    outside.pass(1)
    expect(await answer).toEqual(silence('cut-short'))
    expect(seen).toHaveLength(1)
  })

  test('leaves no deadline behind', async () => {
    const { read, outside } = ehrAnswering(status(500), noAnswer, json({}))
    await read()
    expect(outside.deadlines).toBe(0)
  })

  test('is dropped at once when the reading stops', async () => {
    const { read, seen, stop } = ehrAnswering(() => new Promise(() => {}))
    const answer = read()
    await expect.poll(() => seen.length).toBe(1)
    stop.abort()
    expect(await answer).toEqual(silence('stopped'))
    expect(await read()).toEqual(silence('stopped'))
    expect(seen).toHaveLength(1)
  })
})

describe('T-13 an answer that is too big', () => {
  test('is given up as soon as it is', async () => {
    let given = 0
    const endless: Answer = () =>
      new Response(
        new ReadableStream({
          pull: (stream) => {
            given += 100
            stream.enqueue(new Uint8Array(100))
          },
        }),
      )
    const { read, seen } = ehrAnswering(endless)
    expect(await read(undefined, 1000)).toEqual(silence('byte-cap'))
    expect(given).toBeLessThan(1500)
    expect(seen).toHaveLength(1)
  })

  test('may be as big as it may be', async () => {
    const { read } = ehrAnswering(() => new Response(new Uint8Array(1000)))
    const answer = await read(undefined, 1000)
    expect(answer.ok && answer.value.body.byteLength).toBe(1000)
  })
})

describe('N-09 many requests', () => {
  test('go six at a time, and all of them go', async () => {
    let inside = 0
    let most = 0
    const { read } = ehrAnswering(async () => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
      return Response.json({})
    })
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, at) => read(`${ISS}/Observation?page=${at}`)),
    )
    expect(answers.every(({ ok: good }) => good)).toBe(true)
    expect(most).toBe(6)
  })

  test('wait behind one that goes on with what has begun', async () => {
    const { read, seen } = ehrAnswering(json({}))
    const waiting = Array.from({ length: 12 }, (_, at) => read(`${ISS}/Observation?row=${at}`))
    await Promise.all([...waiting, read(`${ISS}/Condition?page=2`, 1000, true)])
    expect(seen.findIndex(({ address }) => address.includes('Condition'))).toBe(6)
  })

  test('do not wait for one that pauses', async () => {
    const { read, seen } = ehrAnswering(status(500), json({}))
    await Promise.all(Array.from({ length: 7 }, () => read()))
    expect(seen).toHaveLength(8)
  })
})

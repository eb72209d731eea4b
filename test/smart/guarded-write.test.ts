import { describe, expect, test } from 'vitest'
import { fail } from '../../src/engine/result.ts'
import { HOSTILE_LINKS } from './hostile-links.ts'
import { bare, deskAt, fhir, hiddenRedirect, noAnswer } from './referral/small-desk.ts'
import { EVIL, ISS } from './small-ehr.ts'

const POST = { method: 'POST', body: { resourceType: 'Task' } } as const
const TASK = `${ISS}/Task`

describe('a write', () => {
  test('carries the token, its kind, its condition, and no cookie, cache, referrer or redirect', async () => {
    const inits: RequestInit[] = []
    const { connection, outside, seen } = deskAt(() => fhir({}, 201))
    const { fetch } = outside
    Object.assign(outside, {
      fetch: (address: string, init: RequestInit) => {
        inits.push(init)
        return fetch(address, init)
      },
    })
    await connection.write(TASK, { ...POST, ifNoneExist: 'identifier=s|k' })
    await connection.write(`${TASK}/1`, { method: 'PUT', body: { id: '1' }, ifVersion: '7' })
    expect(inits[0]).toMatchObject({
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
    expect(seen).toMatchObject([
      {
        method: 'POST',
        path: 'Task',
        headers: {
          authorization: 'Bearer token-1',
          'content-type': 'application/fhir+json',
          prefer: 'return=representation',
          'if-none-exist': 'identifier=s|k',
        },
        body: { resourceType: 'Task' },
      },
      { method: 'PUT', path: 'Task/1', headers: { 'if-match': 'W/"7"' }, body: { id: '1' } },
    ])
    expect(seen[0]?.headers).not.toHaveProperty('if-match')
    expect(seen[1]?.headers).not.toHaveProperty('if-none-exist')
  })

  test.each(HOSTILE_LINKS.filter((link) => typeof link === 'string'))(
    'T-11 is not made where the link leads out: %j',
    async (link) => {
      const { connection, seen } = deskAt(() => fhir({}, 201))
      expect(await connection.write(link, POST)).toEqual(fail('foreign-link'))
      expect(seen).toEqual([])
    },
  )

  test('T-11 does not go to an origin that only serves pages', async () => {
    const { connection, seen } = deskAt(() => fhir({}, 201))
    Object.assign(connection.ehr, { origins: [EVIL] })
    expect(await connection.write(`${EVIL}/fhir/Task`, POST)).toEqual(fail('foreign-link'))
    expect(seen).toEqual([])
  })

  test.each([301, 302, 303, 307, 308])('T-12 does not follow a %i', async (code) => {
    const { connection, seen } = deskAt(() => bare(code, { location: `${EVIL}/x` }))
    expect(await connection.write(TASK, POST)).toMatchObject({ ok: true, value: { status: code } })
    expect(seen).toHaveLength(1)
  })

  test('T-12 knows a redirect that a browser hides', async () => {
    const { connection } = deskAt(hiddenRedirect)
    expect(await connection.write(TASK, POST)).toMatchObject({ ok: true, value: { status: 302 } })
  })

  test.each([400, 403, 408, 409, 412, 422, 425, 429, 500, 502, 503, 504])(
    'is made once, whatever comes back: %i',
    async (code) => {
      const { connection, seen } = deskAt(() => bare(code))
      expect(await connection.write(TASK, POST)).toMatchObject({ ok: true, value: { status: code } })
      expect(seen).toHaveLength(1)
    },
  )

  test('is made once where nothing comes back', async () => {
    const { connection, seen } = deskAt(noAnswer)
    expect(await connection.write(TASK, POST)).toEqual(fail('network'))
    expect(seen).toHaveLength(1)
  })

  test('that nobody answers stays one of which nobody knows, even when the token has ended meanwhile', async () => {
    const { connection, outside } = deskAt(() => {
      outside.pass(3600_000)
      return noAnswer()
    })
    expect(await connection.write(TASK, POST)).toEqual(fail('timed-out'))
  })
})

describe('W-17 a token that is refused', () => {
  test('is renewed once, and the write made again: nothing was done the first time', async () => {
    const { connection, seen } = deskAt(({ headers }) =>
      headers['authorization'] === 'Bearer token-1' ? bare(401) : fhir({}, 201),
    )
    expect(await connection.write(TASK, POST)).toMatchObject({ ok: true, value: { status: 201 } })
    expect(seen.map(({ headers }) => headers['authorization'])).toEqual(['Bearer token-1', 'Bearer token-2'])
  })

  test('twice ends the session', async () => {
    const { connection, seen } = deskAt(() => bare(401))
    expect(await connection.write(TASK, POST)).toEqual(fail('unauthorized'))
    expect(await connection.write(TASK, POST)).toEqual(fail('session-ended'))
    expect(seen).toHaveLength(2)
  })

  test('and cannot be renewed sends nothing more', async () => {
    const { connection, seen } = deskAt(() => bare(401), { renew: async () => fail('refused') })
    expect(await connection.write(TASK, POST)).toEqual(fail('unauthorized'))
    expect(seen).toHaveLength(1)
  })

  test('before it leaves sends nothing', async () => {
    const { connection, seen, outside } = deskAt(() => fhir({}, 201), { renew: async () => fail('refused') })
    outside.pass(3600_000)
    expect(await connection.write(TASK, POST)).toEqual(fail('session-ended'))
    expect(seen).toEqual([])
  })
})

describe('the answer to a write', () => {
  test('is waited for half a minute', async () => {
    const { connection, seen, outside } = deskAt(() => new Promise(() => {}))
    let settled = false
    const answer = connection.write(TASK, POST).finally(() => {
      settled = true
    })
    await expect.poll(() => seen.length).toBe(1)
    outside.pass(29_999)
    await Promise.resolve()
    expect(settled).toBe(false)
    outside.pass(1)
    expect(await answer).toEqual(fail('timed-out'))
    expect(outside.deadlines).toBe(0)
  })

  test.each([200, 201])('has a body, with a %i', async (code) => {
    const { connection } = deskAt(() => fhir({ id: '1' }, code))
    const answer = await connection.write(TASK, POST)
    expect(answer.ok && new TextDecoder().decode(answer.value.body)).toBe('{"id":"1"}')
  })

  test('has no body where it is a refusal: what stands there is not for us', async () => {
    const { connection } = deskAt(() => fhir({ secret: 'ZZCANARY' }, 422))
    const answer = await connection.write(TASK, POST)
    expect(answer.ok && answer.value.body.byteLength).toBe(0)
  })

  const breaking = () =>
    new Response(
      new ReadableStream({
        start: (stream) => stream.enqueue(new TextEncoder().encode('{"res')),
        pull: (stream) => stream.error(new TypeError('reset')),
      }),
      { status: 201 },
    )
  const endless = () =>
    new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1_000_000)) }), {
      status: 201,
    })
  test.each([
    ['breaks off', breaking],
    ['has no end', endless],
  ])('keeps its status where the body %s: the server did say that it was done', async (_, answer) => {
    const { connection, outside } = deskAt(answer)
    expect(await connection.write(TASK, POST)).toMatchObject({
      ok: true,
      value: { status: 201, body: { byteLength: 0 } },
    })
    expect(outside.deadlines).toBe(0)
  })

  test('keeps its status where the body does not end in time', async () => {
    const dripping = () =>
      new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), { status: 201 })
    const { connection, outside } = deskAt(dripping)
    const answer = connection.write(TASK, POST)
    await expect.poll(() => outside.deadlines).toBe(1)
    outside.pass(40_000)
    expect(await answer).toMatchObject({ ok: true, value: { status: 201, body: { byteLength: 0 } } })
  })

  test('that asks for quiet gets it, from the search after it too', async () => {
    const { connection, outside, seen } = deskAt(({ method }) =>
      method === 'POST' ? bare(503, { 'retry-after': '4' }) : fhir({}),
    )
    await connection.write(TASK, POST)
    expect(outside.pauses).toEqual([])
    await connection.read(TASK, { bytes: 1000 })
    expect(outside.pauses).toEqual([4000])
    expect(seen).toHaveLength(2)
  })
})

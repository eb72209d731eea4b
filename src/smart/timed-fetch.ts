import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import type { Outside } from './outside.ts'

/** Time to the headers, and to the last byte. */
const TO_HEADERS = 10_000
const TO_END = 20_000

/** What came back. The body is empty unless the status is 200, or a success of which the body is wanted. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: ArrayBuffer
}

/** Why nothing came back. */
export type Silence =
  | 'network'
  | 'timed-out' // before the headers
  | 'cut-short' // after them: the body did not end in time
  | 'byte-cap'
  | 'stopped' // by ourselves

/** How much may come, and what stops it. */
export interface Limits {
  readonly bytes: number
  readonly signal?: AbortSignal
  /** Milliseconds to the headers, where it is not the usual time. */
  readonly patience?: number
  /**
   * The body is a help and the status is the answer: read with every success, and left empty where it is too big or
   * breaks off.
   */
  readonly statusCounts?: boolean
}

/**
 * One request, with an end to its time and its size. No cookie and no referrer goes with it.
 * Each wait is raced against the deadline, because a stuck body does not always hear an abort.
 */
export async function timedFetch(
  address: string,
  init: RequestInit,
  limits: Limits,
  { fetch, clock }: Pick<Outside, 'fetch' | 'clock'>,
): Promise<Result<Answer, Silence>> {
  if (limits.signal?.aborted) return fail('stopped')
  const abort = new AbortController()
  let reason: Silence = 'network'
  let giveUp: () => void = () => {}
  const over = new Promise<never>((_, reject) => {
    giveUp = () => reject(new Error('over'))
  })
  over.catch(() => {}) // Nobody may be waiting when it comes.
  const stop = (why: Silence) => () => {
    reason = why
    abort.abort()
    giveUp()
  }
  const onStop = stop('stopped')
  limits.signal?.addEventListener('abort', onStop)
  const toHeaders = limits.patience ?? TO_HEADERS
  const callOffEnd = clock.deadline(toHeaders + TO_END - TO_HEADERS, stop('cut-short'))
  const callOffHeaders = clock.deadline(toHeaders, stop('timed-out'))
  try {
    const sent = fetch(address, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      ...init,
      signal: abort.signal,
    })
    const response = await Promise.race([sent, over])
    callOffHeaders()
    const { status, headers } = response
    if (status !== 200 && !(limits.statusCounts && response.ok)) {
      void response.body?.cancel().catch(() => {})
      return ok({
        status: response.type === 'opaqueredirect' ? 302 : status,
        headers,
        body: new ArrayBuffer(0),
      })
    }
    const reading = readBody(response, limits.bytes, over)
    const body = await (limits.statusCounts ? reading.catch(() => undefined) : reading)
    if (body !== undefined) return ok({ status, headers, body })
    abort.abort()
    return limits.statusCounts ? ok({ status, headers, body: new ArrayBuffer(0) }) : fail('byte-cap')
  } catch {
    return fail(reason)
  } finally {
    callOffHeaders()
    callOffEnd()
    limits.signal?.removeEventListener('abort', onStop)
  }
}

/** The body's bytes, or nothing where there are more than may come. */
async function readBody(
  response: Response,
  bytes: number,
  over: Promise<never>,
): Promise<ArrayBuffer | undefined> {
  if (!response.body) return new ArrayBuffer(0)
  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), over])
      if (done) break
      size += value.byteLength
      if (size > bytes) return undefined
      chunks.push(value)
    }
  } finally {
    void reader.cancel().catch(() => {})
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole.buffer
}

/** The JSON of a body, or nothing where it is none. */
export function jsonIn(body: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

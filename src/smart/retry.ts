import type { Result } from '../engine/result.ts'
import type { Outside } from './outside.ts'
import type { Answer, Silence } from './timed-fetch.ts'

/** First try included. */
export const MAX_TRIES = 3

/** The longest that a server may ask us to wait; beyond it the query ends with its reason. */
const LONGEST_WAIT = 20_000

const PAUSES = [500, 1000, 2000]

const PASSING = [408, 425, 429, 500, 502, 503, 504]

/** True for a failure that may be gone a moment later. Only for requests that change nothing. */
export const isWorthRetrying = (answer: Result<Answer, Silence>): boolean =>
  answer.ok
    ? PASSING.includes(answer.value.status)
    : answer.problem === 'network' || answer.problem === 'timed-out'

/**
 * Milliseconds before the next try: what the server asked for, else a random share of half a second, one
 * second, two. Nothing where the server asks for longer than anybody would wait.
 * (RFC 9110, section 10.2.3; a browser shows the header only where the server's CORS rules expose it.)
 */
export function pauseBefore(
  tries: number,
  answer: Result<Answer, Silence>,
  { clock, random }: Pick<Outside, 'clock' | 'random'>,
): number | undefined {
  const asked = answer.ok ? retryAfter(answer.value.headers.get('retry-after'), clock.now()) : undefined
  if (asked !== undefined) return asked <= LONGEST_WAIT ? asked : undefined
  return random() * (PAUSES[tries - 1] ?? LONGEST_WAIT)
}

/** What a `Retry-After` asks for, in milliseconds. A date gone by, or a word of its own, asks for nothing. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000
  if (!/^[A-Z][a-z]+, /.test(header)) return undefined
  const until = Date.parse(header)
  return until > now ? until - now : undefined
}

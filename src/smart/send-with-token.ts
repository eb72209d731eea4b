import type { Result } from '../engine/result.ts'
import { fail } from '../engine/result.ts'
import type { AccessFault, Bearing } from './access.ts'
import type { Outside } from './outside.ts'
import type { Answer, Limits, Silence } from './timed-fetch.ts'
import { timedFetch } from './timed-fetch.ts'

/** A try that was made, with what came of it. */
export interface Try {
  readonly answer: Result<Answer, Silence>
}

/**
 * One try. A token that is refused is renewed once, and the try made again with the new one: a 401 means that nothing
 * was done yet, so that holds for a write too. A failure here is one in which no token was good enough to be used.
 */
export async function sendWithToken(
  address: string,
  request: (token: string) => RequestInit,
  limits: Limits,
  access: Bearing,
  outside: Outside,
): Promise<Try | { readonly ok: false; readonly problem: AccessFault | 'unauthorized' }> {
  const first = await access.token()
  if (!first.ok) return first
  const answer = await timedFetch(address, request(first.value), limits, outside)
  if (!isRefusal(answer)) return { answer }
  const second = await access.tokenAfter(first.value)
  if (!second.ok) return second.problem === 'session-ended' ? fail('unauthorized') : second
  const again = await timedFetch(address, request(second.value), limits, outside)
  if (!isRefusal(again)) return { answer: again }
  access.end()
  return fail('unauthorized')
}

const isRefusal = (answer: Result<Answer, Silence>): boolean => answer.ok && answer.value.status === 401

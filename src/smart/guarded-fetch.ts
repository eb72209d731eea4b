import type { Json } from '../engine/fhir.ts'
import type { Result } from '../engine/result.ts'
import { fail } from '../engine/result.ts'
import type { AccessFault, Bearing } from './access.ts'
import { insideBase } from './fhir-address.ts'
import type { Outside } from './outside.ts'
import { RequestGate } from './request-gate.ts'
import { isWorthRetrying, MAX_TRIES, pauseBefore } from './retry.ts'
import { sendWithToken } from './send-with-token.ts'
import type { Answer, Limits, Silence } from './timed-fetch.ts'

/** Why the EHR gave no answer to read. `unauthorized` is its own word, `session-ended` is our clock's. */
export type ReadFault = 'foreign-link' | 'unauthorized' | AccessFault | Silence

/** Reads an address of the EHR, or says why it could not. Any status but 401 counts as an answer. */
export type GuardedFetch = (link: string, limits: Limits & Place) => Promise<Result<Answer, ReadFault>>

/** Where in the line a request stands, and what it asks besides its address. */
export interface Place {
  /** It goes on with what has begun to be read, and goes before all that has not: so one row is whole before the next. */
  readonly goesOn?: boolean
  /** A batch of reads, to be posted. Sent once: where it fails, its reads are asked by themselves. */
  readonly posts?: Json
}

/** The EHR that may be read. */
export interface EHR {
  readonly base: string
  /** Further origins that may serve its pages. */
  readonly origins: readonly string[]
}

/**
 * The one way to read the EHR. Only inside the FHIR base, and only there with the token. A redirect
 * counts as an answer and is not followed. At most six requests at once, each with an end to its time and
 * size, tried again where that can help, and one renewal of the token where it is refused.
 */
export function guardedFetch(
  ehr: EHR,
  access: Bearing,
  outside: Outside,
  gate: RequestGate = new RequestGate(outside.clock),
): GuardedFetch {
  return async (link, limits) => {
    const address = insideBase(link, ehr.base, ehr.origins)
    if (address === undefined) return fail('foreign-link')
    for (let tries = 1; ; tries += 1) {
      let pause: number | undefined
      const request = async () => {
        const sent = await sendWithToken(address, reading(limits.posts), limits, access, outside)
        if ('problem' in sent || !isWorthRetrying(sent.answer)) return sent
        pause = pauseBefore(tries, sent.answer, outside)
        if (pause !== undefined && asksForQuiet(sent.answer)) gate.beQuiet(pause)
        return sent
      }
      const sent = await gate.run(request, tries > 1 || limits.goesOn === true)
      if ('problem' in sent) return sent
      const { answer } = sent
      if (!isWorthRetrying(answer) || tries === MAX_TRIES || limits.posts)
        return lastWord(answer, access, outside)
      if (pause === undefined) return answer
      await outside.clock.pause(pause)
    }
  }
}

/** True where the server itself says when to come back. */
export const asksForQuiet = (answer: Result<Answer, Silence>): boolean =>
  answer.ok && answer.value.headers.has('retry-after')

/** `manual` follows a redirect as little as `error` does, and lets us say that it was one. */
const reading =
  (posts: Json | undefined) =>
  (token: string): RequestInit => ({
    method: posts ? 'POST' : 'GET',
    headers: {
      // The second form is for servers that know FHIR's JSON only by its older name.
      accept: 'application/fhir+json, application/json;q=0.9',
      authorization: `Bearer ${token}`,
      ...(posts && { 'content-type': 'application/fhir+json' }),
    },
    ...(posts && { body: JSON.stringify(posts) }),
    redirect: 'manual',
    cache: 'no-store',
  })

/** Some servers send a 401 without CORS headers, which a browser shows as no answer at all. */
function lastWord(
  answer: Result<Answer, Silence>,
  access: Bearing,
  { clock }: Outside,
): Result<Answer, ReadFault> {
  const isExpired = access.endsAt <= clock.now()
  return !answer.ok && answer.problem === 'network' && isExpired ? fail('session-ended') : answer
}

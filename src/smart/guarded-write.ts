import type { Json } from '../engine/fhir.ts'
import type { Result } from '../engine/result.ts'
import { fail } from '../engine/result.ts'
import type { Bearing } from './access.ts'
import { insideBase } from './fhir-address.ts'
import { asksForQuiet, type EHR, type ReadFault } from './guarded-fetch.ts'
import type { Outside } from './outside.ts'
import type { RequestGate } from './request-gate.ts'
import { isWorthRetrying, pauseBefore } from './retry.ts'
import { sendWithToken } from './send-with-token.ts'
import type { Answer, Limits } from './timed-fetch.ts'

/** What is to be written, and on which condition (FHIR R4, http, "Conditional create", "Managing Resource Contention"). */
export interface Writing {
  readonly method: 'POST' | 'PUT'
  readonly body: Json
  /** Create only where this search finds nothing: a query without `?`. */
  readonly ifNoneExist?: string
  /** Replace only this version. */
  readonly ifVersion?: string
}

/** Writes to an address of the EHR, or says why there is no answer. Any status but 401 counts as an answer. */
export type GuardedWrite = (link: string, writing: Writing) => Promise<Result<Answer, ReadFault>>

/** True for a fault in which nothing was sent, so that nothing can have been stored. After any other nobody knows. */
export const neverLeft = (fault: ReadFault): boolean =>
  ['foreign-link', 'unauthorized', 'session-ended', 'patient-differs'].includes(fault)

/** A transaction is a lot of work for some servers, and giving up early means not knowing. */
const LIMITS: Limits = { bytes: 4 * 1024 * 1024, patience: 30_000, statusCounts: true }

/**
 * The one way to write to the EHR: inside the FHIR base on its own origin, one try, no redirect. Whether to try again
 * is not decided here, because only a search can tell what became of the first. Shares its gate with the reading, so
 * that a server which asked for quiet gets it from both.
 */
export function guardedWrite(ehr: EHR, access: Bearing, outside: Outside, gate: RequestGate): GuardedWrite {
  return async (link, writing) => {
    const address = insideBase(link, ehr.base)
    if (address === undefined) return fail('foreign-link')
    const request = (token: string) => requestFor(writing, token)
    const sent = await gate.run(async () => {
      const tried = await sendWithToken(address, request, LIMITS, access, outside)
      if ('problem' in tried || !isWorthRetrying(tried.answer) || !asksForQuiet(tried.answer)) return tried
      const pause = pauseBefore(1, tried.answer, outside)
      if (pause !== undefined) gate.beQuiet(pause)
      return tried
    })
    return 'problem' in sent ? sent : sent.answer
  }
}

const requestFor = ({ method, body, ifNoneExist, ifVersion }: Writing, token: string): RequestInit => ({
  method,
  headers: {
    accept: 'application/fhir+json, application/json;q=0.9',
    authorization: `Bearer ${token}`,
    'content-type': 'application/fhir+json',
    // A browser shows `Location` only where the server's CORS rules expose it; the body it shows always.
    prefer: 'return=representation',
    ...(ifNoneExist === undefined ? {} : { 'if-none-exist': ifNoneExist }),
    ...(ifVersion === undefined ? {} : { 'if-match': `W/"${ifVersion}"` }),
  },
  body: JSON.stringify(body),
  redirect: 'manual',
  cache: 'no-store',
})

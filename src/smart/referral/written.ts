import { isObject, type Json } from '../../engine/fhir.ts'
import type { DeskFault } from '../../engine/referral/desk.ts'
import type { Result } from '../../engine/result.ts'
import type { ReadFault } from '../guarded-fetch.ts'
import { neverLeft } from '../guarded-write.ts'
import { type Answer, jsonIn } from '../timed-fetch.ts'
import type { Connection } from './connection.ts'
import { faultOf, isRefusal, waitIn } from './read-json.ts'

/** What became of one write, as far as its answer says. */
export type Written =
  /** The server says that it was done. `body` is what it sent along, where that can be read. */
  | { readonly kind: 'done'; readonly status: number; readonly body: Json; readonly location: string | null }
  | { readonly kind: 'refused'; readonly status: number }
  /** It may have been done or not. `waitMilliseconds`: how long the server asked to be left alone. */
  | { readonly kind: 'unclear'; readonly waitMilliseconds?: number }
  /** It never left. */
  | { readonly kind: 'not-sent'; readonly why: DeskFault }

/**
 * Reads the answer to a write. A 2xx counts as done even where its body cannot be read, because then the server did
 * say so; but a web page with a 200 is what a proxy in between says. So is a redirect, which some give after they did
 * what was asked and some instead of it; a browser does not tell which it was. Both are unclear, and a search decides.
 */
export function readWritten(answer: Result<Answer, ReadFault>, clock: Connection['clock']): Written {
  if (!answer.ok)
    return neverLeft(answer.problem)
      ? { kind: 'not-sent', why: faultOf(answer.problem) }
      : { kind: 'unclear' }
  const { status, headers, body } = answer.value
  if (isRefusal(status)) return { kind: 'refused', status }
  if (status < 200 || status >= 300 || isWebPage(answer.value))
    return { kind: 'unclear', ...waitIn(answer.value, clock) }
  const json = jsonIn(body)
  return { kind: 'done', status, body: isObject(json) ? json : {}, location: headers.get('location') }
}

function isWebPage({ headers, body }: Answer): boolean {
  if (/\bx?html\b/i.test(headers.get('content-type') ?? '')) return true
  return /^\s*<(?:!doctype|html)/i.test(new TextDecoder().decode(body.slice(0, 200)))
}

import { type Resource, resourceOf } from '../../engine/fhir.ts'
import type { DeskFault } from '../../engine/referral/desk.ts'
import { fail, ok, type Result } from '../../engine/result.ts'
import type { ReadFault } from '../guarded-fetch.ts'
import { retryAfter } from '../retry.ts'
import { type Answer, jsonIn } from '../timed-fetch.ts'
import { baseOf, type Connection, isId, isTypeName } from './connection.ts'

/** Why there is nothing to read, and how long the server asked to be left alone. */
export interface Unread {
  /** `gone`: the server answers that it is not there. */
  readonly why: DeskFault | 'gone'
  readonly waitMilliseconds?: number
}

/** A capability statement of a large server has a few megabytes; everything else here is small. */
const MOST_BYTES = 16 * 1024 * 1024

/** Reads the JSON at an address of the EHR. Only a 200 counts; a login page with a 200 is no answer. */
export async function readJson(
  link: string,
  { read, clock }: Pick<Connection, 'read' | 'clock'>,
): Promise<Result<unknown, Unread>> {
  const answer = await read(link, { bytes: MOST_BYTES })
  if (!answer.ok) return fail({ why: faultOf(answer.problem) })
  const { status, body } = answer.value
  if (status !== 200) return fail({ why: faultOfStatus(status), ...waitIn(answer.value, clock) })
  const json = jsonIn(body)
  return json === undefined ? fail({ why: 'unreachable' }) : ok(json)
}

/** Why nobody can say whether it is there. */
export interface Unanswered extends Unread {
  readonly why: DeskFault
}

/** Reads a resource by its id: nothing where the server says that it is not there. */
export async function readResource(
  type: string,
  id: string,
  connection: Pick<Connection, 'ehr' | 'read' | 'clock'>,
): Promise<Result<Resource | undefined, Unanswered>> {
  if (!isTypeName(type) || !isId(id)) return fail({ why: 'unreachable' })
  const json = await readJson(`${baseOf(connection)}/${type}/${id}`, connection)
  if (!json.ok) {
    const { why } = json.problem
    return why === 'gone' ? ok(undefined) : fail({ ...json.problem, why })
  }
  const resource = resourceOf(json.value)
  const isAsked = resource?.resourceType === type && resource.id === id
  return isAsked ? ok(resource) : fail({ why: 'unreachable' })
}

/** What a fault of the way to the EHR means to a referral. A token for somebody else ends the session too. */
export function faultOf(fault: ReadFault): DeskFault {
  const isOver = fault === 'session-ended' || fault === 'unauthorized' || fault === 'patient-differs'
  return isOver ? 'session-ended' : 'unreachable'
}

function faultOfStatus(status: number): DeskFault | 'gone' {
  if (status === 404 || status === 410) return 'gone'
  return isRefusal(status) ? 'forbidden' : 'unreachable'
}

/**
 * True for a status by which a server says no for good: nothing was done, and nothing will be. 501 is the one of the
 * five hundreds that says so (RFC 9110, section 15.6.2).
 */
export const isRefusal = (status: number): boolean =>
  status === 501 || (status >= 400 && status < 500 && ![408, 425, 429].includes(status))

/** How long a server asks to be left alone, where it does and says so in a way that can be read. */
export function waitIn(
  { status, headers }: Answer,
  clock: Connection['clock'],
): { readonly waitMilliseconds?: number } {
  const asked = isRefusal(status) ? undefined : retryAfter(headers.get('retry-after'), clock.now())
  return asked === undefined ? {} : { waitMilliseconds: asked }
}

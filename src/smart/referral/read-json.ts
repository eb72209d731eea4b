import { type Resource, resourceOf } from '../../engine/fhir.ts'
import type { DeskFault } from '../../engine/referral/desk.ts'
import { fail, ok, type Result } from '../../engine/result.ts'
import type { ReadFault } from '../guarded-fetch.ts'
import { type Answer, jsonIn } from '../timed-fetch.ts'
import { baseOf, type Connection, isId, isTypeName } from './connection.ts'

/** Why there is nothing to read. `gone`: the server answers that it is not there. */
export type ReadingFault = DeskFault | 'gone'

/** A capability statement of a large server has a few megabytes; everything else here is small. */
const MOST_BYTES = 16 * 1024 * 1024

/** Reads the JSON at an address of the EHR. Only a 200 counts; a login page with a 200 is no answer. */
export async function readJson(
  link: string,
  { read }: Pick<Connection, 'read'>,
): Promise<Result<unknown, ReadingFault>> {
  const answer = await read(link, { bytes: MOST_BYTES })
  if (!answer.ok) return fail(faultOf(answer.problem))
  const { status, body } = answer.value
  if (status !== 200) return fail(faultOfStatus(answer.value))
  const json = jsonIn(body)
  return json === undefined ? fail('unreachable') : ok(json)
}

/** Reads a resource by its id: nothing where the server says that it is not there. */
export async function readResource(
  type: string,
  id: string,
  connection: Pick<Connection, 'ehr' | 'read'>,
): Promise<Result<Resource | undefined, DeskFault>> {
  if (!isTypeName(type) || !isId(id)) return fail('unreachable')
  const json = await readJson(`${baseOf(connection)}/${type}/${id}`, connection)
  if (!json.ok) return json.problem === 'gone' ? ok(undefined) : fail(json.problem)
  const resource = resourceOf(json.value)
  const isAsked = resource?.resourceType === type && resource.id === id
  return isAsked ? ok(resource) : fail('unreachable')
}

/** What a fault of the way to the EHR means to a referral. A token for somebody else ends the session too. */
export function faultOf(fault: ReadFault): DeskFault {
  const isOver = fault === 'session-ended' || fault === 'unauthorized' || fault === 'patient-differs'
  return isOver ? 'session-ended' : 'unreachable'
}

function faultOfStatus({ status }: Answer): ReadingFault {
  if (status === 404 || status === 410) return 'gone'
  return isRefusal(status) ? 'forbidden' : 'unreachable'
}

/** True for a status by which a server says no for good: nothing was done, and nothing will be. */
export const isRefusal = (status: number): boolean =>
  status >= 400 && status < 500 && ![408, 425, 429].includes(status)

import type { ListFault } from '../../engine/board/patient-list.ts'
import type { Result } from '../../engine/result.ts'
import { fail, ok } from '../../engine/result.ts'
import type { GuardedFetch, ReadFault } from '../guarded-fetch.ts'
import { jsonIn } from '../timed-fetch.ts'

/** A Group of 5,000 has about a megabyte. */
const MOST_BYTES = 16 * 1024 * 1024

/** Asks the EHR for JSON about a list, and says in a list's words why there is none. */
export async function askForJson(
  link: string,
  fetch: GuardedFetch,
  signal: AbortSignal,
): Promise<Result<unknown, ListFault>> {
  const answer = await fetch(link, { bytes: MOST_BYTES, signal })
  if (!answer.ok) return fail(FAULTS[answer.problem])
  const { status, body } = answer.value
  if (status !== 200) return fail(faultOf(status))
  const json = jsonIn(body)
  return json === undefined ? fail('not-understood') : ok(json)
}

const FAULTS: Readonly<Record<ReadFault, ListFault>> = {
  'foreign-link': 'not-understood',
  'byte-cap': 'not-understood',
  network: 'unreachable',
  'timed-out': 'unreachable',
  'cut-short': 'unreachable',
  unauthorized: 'session-ended',
  'session-ended': 'session-ended',
  'patient-differs': 'session-ended',
  stopped: 'session-ended', // the board was closed
}

function faultOf(status: number): ListFault {
  if (status === 403) return 'forbidden'
  if ([404, 405, 410, 501].includes(status)) return 'not-there'
  return status >= 500 || [408, 425, 429].includes(status) ? 'unreachable' : 'not-understood'
}

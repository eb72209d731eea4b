import { codesOf, type Resource, versionOf } from '../../engine/fhir.ts'
import { belongsTo } from '../../engine/record/subject.ts'
import type { DeskFault, RecordNow } from '../../engine/referral/desk.ts'
import type { Cited } from '../../engine/referral/draft.ts'
import type { Connection } from './connection.ts'
import { readResource } from './read-json.ts'

/** So many are read again; a referral that cites more is not held up for the rest. */
export const MOST_CITED = 30

/**
 * Reads again what the referral states something from. Changed is what is gone, entered in error, about somebody else
 * now, or of another version; where the server gives no versions, the last of these cannot be told.
 */
export async function recordNow(cited: readonly Cited[], connection: Connection): Promise<RecordNow> {
  const asked = [...new Map(cited.map((one) => [one.reference, one])).values()].slice(0, MOST_CITED)
  const looks = await Promise.all(asked.map((one) => lookAgain(one, connection)))
  const references = asked.filter((_, at) => looks[at] === 'changed').map(({ reference }) => reference)
  // What has changed is known, whatever else could not be read.
  if (references.length > 0) return { kind: 'changed', references }
  const why = looks.find((look) => look !== 'same' && look !== 'changed')
  return why === undefined ? { kind: 'same' } : { kind: 'failed', why }
}

async function lookAgain(
  { reference, version }: Cited,
  connection: Connection,
): Promise<'same' | 'changed' | DeskFault> {
  const [type = '', id = ''] = reference.split('/')
  const read = await readResource(type, id, connection)
  if (!read.ok) return read.problem.why
  if (read.value === undefined || isWithdrawn(read.value)) return 'changed'
  if (belongsTo(read.value, connection.patientId, new Set()) === 'somebody-else') return 'changed'
  const now = versionOf(read.value)
  return version !== undefined && now !== undefined && version !== now ? 'changed' : 'same'
}

/** A Condition and an AllergyIntolerance say it in their verification status. */
const isWithdrawn = (resource: Resource): boolean =>
  resource['status'] === 'entered-in-error' ||
  codesOf(resource['verificationStatus']).includes('entered-in-error')

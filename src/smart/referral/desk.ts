import { type Resource, versionOf } from '../../engine/fhir.ts'
import type { Abilities, Desk, Posted } from '../../engine/referral/desk.ts'
import type { DraftPart } from '../../engine/referral/draft.ts'
import { onceKnown } from '../once-known.ts'
import { NO_ABILITIES, readAbilities } from './capability.ts'
import { baseOf, type Connection, isId, isTypeName } from './connection.ts'
import { findOurs, isSomebodyElses, searchBy } from './find-ours.ts'
import { objectionIn } from './objection.ts'
import { patientNow } from './patient-now.ts'
import { postSequence } from './post-sequence.ts'
import { postTransaction } from './post-transaction.ts'
import { readResource } from './read-json.ts'
import { recordNow } from './record-now.ts'
import { readWritten } from './written.ts'

/** What the EHR can do, where that is known by now. */
export type KnownAbilities = () => Promise<Abilities | undefined>

/** The EHR as a referral needs it, over one connection. What it can do is asked once; the rest each time anew. */
export function openDesk(
  connection: Connection,
  abilities: KnownAbilities = onceKnown(() => readAbilities(connection)),
): Desk {
  return {
    abilities: async () => (await abilities()) ?? NO_ABILITIES,
    search: searchBy(findOurs(connection)),
    read: async (type, id) => {
      const read = await readResource(type, id, connection)
      if (!read.ok) return { kind: 'failed', ...read.problem }
      return { kind: 'found', resources: read.value ? [read.value] : [] }
    },
    post: async (rung, parts, known) => {
      const sent = parts.filter(({ type }) => (type === 'DocumentReference') === (rung === 'document'))
      if (!isSound(sent, known, connection)) return NEVER_SENT
      const post = rung === 'transaction' ? postTransaction : postSequence
      return post(sent, known, connection)
    },
    update: (resource) => update(resource, connection),
    patientNow: (asRead) => patientNow(asRead, connection),
    recordNow: (cited) => recordNow(cited, connection),
    objection: () => objectionIn(connection),
  }
}

const NEVER_SENT: Posted = { kind: 'not-sent', why: 'forbidden' }

/**
 * The last look before anything leaves, for mistakes of our own: nothing about another patient, and no task that asks
 * for a referral without saying which.
 */
function isSound(
  parts: readonly DraftPart[],
  known: readonly Resource[],
  { patientId }: Connection,
): boolean {
  const types = [...parts.map(({ type }) => type), ...known.map(({ resourceType }) => resourceType)]
  const isWhole = !parts.some(({ type }) => type === 'Task') || types.includes('ServiceRequest')
  return isWhole && parts.every(({ resource }) => !isSomebodyElses(resource, patientId))
}

/** Without a version there is no telling what would be written over, so it is not. */
async function update(resource: Resource, connection: Connection): Promise<boolean> {
  const { resourceType, id } = resource
  const version = versionOf(resource)
  if (!isTypeName(resourceType) || !isId(id) || !isId(version)) return false
  if (isSomebodyElses(resource, connection.patientId)) return false
  const link = `${baseOf(connection)}/${resourceType}/${id}`
  const answer = await connection.write(link, { method: 'PUT', body: resource, ifVersion: version })
  return readWritten(answer, connection.clock).kind === 'done'
}

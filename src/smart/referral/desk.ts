import { type Resource, versionOf } from '../../engine/fhir.ts'
import type { Abilities, Desk, Posted, Searched } from '../../engine/referral/desk.ts'
import type { DraftPart } from '../../engine/referral/draft.ts'
import { NO_ABILITIES, readAbilities } from './capability.ts'
import { baseOf, type Connection, isId, isTypeName } from './connection.ts'
import { findOurs, isSomebodyElses } from './find-ours.ts'
import { objectionIn } from './objection.ts'
import { patientNow } from './patient-now.ts'
import { postSequence } from './post-sequence.ts'
import { postTransaction } from './post-transaction.ts'
import { readResource } from './read-json.ts'
import { recordNow } from './record-now.ts'
import { readWritten } from './written.ts'

/** The EHR as a referral needs it, over one connection. What it can do is asked once; the rest each time anew. */
export function openDesk(connection: Connection): Desk {
  let abilities: Promise<Abilities | undefined> | undefined
  return {
    abilities: async () => {
      abilities ??= readAbilities(connection)
      const read = await abilities
      if (read === undefined) abilities = undefined
      return read ?? NO_ABILITIES
    },
    search: async (types, keys) => {
      const searches = await Promise.all(types.map((type) => findOurs(type, keys, connection)))
      return together(searches)
    },
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

function together(searches: readonly Searched[]): Searched {
  const failed = searches.filter((one) => one.kind === 'failed')
  const [worst] = failed.sort((a, b) => (b.waitMilliseconds ?? 0) - (a.waitMilliseconds ?? 0))
  if (worst) return worst
  return { kind: 'found', resources: searches.flatMap((one) => (one.kind === 'found' ? one.resources : [])) }
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

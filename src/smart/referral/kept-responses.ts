import { isObject, type Json, type Resource, versionOf } from '../../engine/fhir.ts'
import type { DeskFault } from '../../engine/referral/desk.ts'
import type { KeptRead } from '../../engine/referral/door.ts'
import { REFERRAL_SYSTEM } from '../../engine/referral/key.ts'
import { keysOf } from '../../engine/referral/keys-of.ts'
import { isInError } from '../../engine/referral/status-of.ts'
import { baseOf, type Connection, isId } from './connection.ts'
import { type FindOurs, findOurs, firstOf, isSomebodyElses } from './find-ours.ts'
import { idIn } from './location.ts'
import { readResource } from './read-json.ts'
import { readWritten, type Written } from './written.ts'

/** What was kept, or nothing where nothing is. */
export type ReadKept =
  | { readonly kind: 'found'; readonly resource: Resource | undefined }
  | { readonly kind: 'failed'; readonly why: DeskFault }

/** Reads what is kept under an identifier. One that was entered in error counts as none. */
export async function readKept(key: string, search: FindOurs): Promise<ReadKept> {
  const found = await find(key, search)
  if (found.kind === 'failed') return found
  const { resource } = found
  return { kind: 'found', resource: resource && isInError(resource) ? undefined : resource }
}

/** The same in the words of the page, which does not ask why. */
export const toldOf = (read: ReadKept): KeptRead =>
  read.kind === 'failed'
    ? { kind: 'failed' }
    : { kind: 'read', ...(read.resource && { found: read.resource }) }

/**
 * Whether it is kept. `refused`: the server said no. `conflict`: somebody else keeps writing the same. `unguarded`: the
 * server gives no versions, so that writing again might undo somebody else's. `not-kept`: it said yes, and what it
 * holds is not what was written. `unclear`: it may be kept or not.
 */
export type WroteKept =
  | { readonly kind: 'kept'; readonly resource: Resource }
  | {
      readonly kind: 'failed'
      readonly why: DeskFault | 'refused' | 'conflict' | 'unguarded' | 'not-kept' | 'unclear'
    }

/** The one QuestionnaireResponse under an identifier: answers as far as they go, or what came of a conversation. */
export interface KeptResponses {
  readKept(key: string): Promise<ReadKept>
  /** Writes it, over the one that is there. The identifier is put on by this. */
  writeKept(key: string, response: Json): Promise<WroteKept>
}

/** What is kept in the EHR for the next person, over one connection. */
export function keptResponses(connection: Connection): KeptResponses {
  return {
    readKept: (key) => readKept(key, findOurs(connection)),
    writeKept: async (key, response) => {
      if (isSomebodyElses(response, connection.patientId)) return { kind: 'failed', why: 'forbidden' }
      for (let tries = 1; ; tries += 1) {
        const wrote = await writeOnce(key, response, connection)
        if (wrote.kind === 'kept' || wrote.why !== 'conflict' || tries === MAX_TRIES) return wrote
      }
    },
  }
}

/** One that was written meanwhile is read again, and written over once more. */
const MAX_TRIES = 2

const TYPE = 'QuestionnaireResponse'

async function find(key: string, search: FindOurs): Promise<ReadKept> {
  const found = await search(TYPE, [key])
  return found.kind === 'failed' ? found : { kind: 'found', resource: firstOf(found.resources) }
}

/** Looks what is there, writes, and reads back what is there then: a 201 alone says nothing about what is kept. */
async function writeOnce(key: string, response: Json, connection: Connection): Promise<WroteKept> {
  const before = await find(key, findOurs(connection))
  if (before.kind === 'failed') return before
  const there = before.resource
  const version = there && versionOf(there)
  if (there && !isId(version)) return failed('unguarded')
  const type = `${baseOf(connection)}/${TYPE}`
  const content = { ...response, resourceType: TYPE, identifier: { system: REFERRAL_SYSTEM, value: key } }
  const written = readWritten(
    there && version
      ? await connection.write(`${type}/${there.id}`, {
          method: 'PUT',
          body: { ...content, id: there.id },
          ifVersion: version,
        })
      : await connection.write(type, {
          method: 'POST',
          body: content,
          ifNoneExist: `identifier=${REFERRAL_SYSTEM}|${key}`,
        }),
    connection.clock,
  )
  if (written.kind === 'not-sent') return failed(written.why)
  if (written.kind === 'refused') return failed(isConflict(written.status) ? 'conflict' : 'refused')
  if (written.kind === 'unclear') return failed('unclear')
  // A condition that found something: it was there a moment later, and what is in it is not ours.
  if (!there && written.status === 200) return failed('conflict')
  return readBack(there?.id ?? idOf(written, baseOf(connection)), key, content, connection)
}

const failed = (why: Extract<WroteKept, { kind: 'failed' }>['why']): WroteKept => ({ kind: 'failed', why })

/** 409 and 412: another version is there than was read, or another one altogether. */
const isConflict = (status: number): boolean => status === 409 || status === 412

type Done = Extract<Written, { kind: 'done' }>

const idOf = ({ body, location }: Done, base: string): string | undefined =>
  body['resourceType'] === TYPE && isId(body['id']) ? body['id'] : idIn(location, TYPE, base)

async function readBack(
  id: string | undefined,
  key: string,
  content: Json,
  connection: Connection,
): Promise<WroteKept> {
  const after = await (id === undefined ? find(key, findOurs(connection)) : readById(id, connection))
  if (after.kind === 'failed') return failed('unclear')
  const { resource } = after
  const isThere = resource !== undefined && keysOf(resource).includes(key) && holds(resource, content)
  return isThere && !isSomebodyElses(resource, connection.patientId)
    ? { kind: 'kept', resource }
    : failed('not-kept')
}

async function readById(id: string, connection: Connection): Promise<ReadKept> {
  const read = await readResource(TYPE, id, connection)
  return read.ok ? { kind: 'found', resource: read.value } : { kind: 'failed', why: read.problem.why }
}

/** True where everything that was answered is in what is kept. A server may add to it. */
const holds = (kept: Json, written: Json): boolean =>
  includes(kept['status'], written['status']) && includes(kept['item'], written['item'])

function includes(kept: unknown, written: unknown): boolean {
  if (written === undefined) return true
  if (Array.isArray(written))
    return (
      Array.isArray(kept) &&
      kept.length === written.length &&
      written.every((item, at) => includes(kept[at], item))
    )
  if (isObject(written))
    return isObject(kept) && Object.entries(written).every(([name, value]) => includes(kept[name], value))
  return kept === written
}

import type {
  AdditionProblem,
  RefusedAddition,
  ServedDefinition,
  SiteAdditions,
  Unserved,
} from '../engine/trials/site-additions.ts'
import type { WorkerRequest } from './messages.ts'

/** Asks the worker, with an end to the waiting. Rejects with a `TooSlow` when that has come. */
export type Ask = (request: WorkerRequest, milliseconds: number) => Promise<unknown>

/** The worker did not answer in time: what it was asked keeps it busy, perhaps for ever. */
export class TooSlow extends Error {}

/** What reads definitions has to come over the network, once. */
const TO_PREPARE = 10_000

/** One definition takes a few hundredths of a second; one that takes this long takes the engine down. */
export const TO_READ = 2_000

/** A record of ten thousand entries is matched in a tenth of a second; additions may cost this much at most. */
export const TO_MATCH = 5_000

/**
 * Hands a worker what a site adds, one after another, so that the one which keeps it busy has a name.
 * @param refused takes what is refused, so that it is known even when the worker has to be ended
 * @param onNext names what the worker is busy with from now on
 * @throws TooSlow when the worker has to be ended
 */
export async function readAdditions(
  { definitions, overrides }: SiteAdditions,
  today: string,
  ask: Ask,
  refused: RefusedAddition[],
  onNext: (files: readonly string[]) => void,
): Promise<void> {
  await ask({ kind: 'prepare', today }, TO_PREPARE)
  for (const served of definitions) {
    onNext([served.file])
    const problems = 'bytes' in served ? await read(served, ask) : [notServed(served)]
    if (problems.length > 0) refused.push({ what: served.file, problems })
  }
  onNext(['config.json'])
  refused.push(...((await ask({ kind: 'overrides', overrides }, TO_READ)) as readonly RefusedAddition[]))
  onNext(usedOf(definitions, refused))
  await ask({ kind: 'use' }, TO_READ)
}

/** The files that were not refused. */
export const usedOf = (
  definitions: readonly ServedDefinition[],
  refused: readonly RefusedAddition[],
): readonly string[] =>
  definitions.map(({ file }) => file).filter((file) => !refused.some(({ what }) => what === file))

const read = async (served: Extract<ServedDefinition, { bytes: unknown }>, ask: Ask) =>
  (await ask({ kind: 'definition', ...served }, TO_READ)) as readonly AdditionProblem[]

const NOT_SERVED: Record<Unserved, readonly [message: string, hint?: string]> = {
  'not-a-list': ['What stands here is not a list.', 'Write [{ "file": "definitions/trial.yaml" }].'],
  'no-path': [
    'This is not a path within the folder of the app: definitions are served beside it, never from elsewhere.',
    'Write names of folders and a file with letters, digits, “.”, “_” and “-” alone.',
  ],
  'no-sha256': ['The SHA-256 beside this file is none.', 'It has 64 digits, 0 to 9 and a to f.'],
  'listed-twice': ['This file is listed twice. It is read once.'],
  'too-many': ['A site may list 20 definitions. This one is beyond them.'],
  'not-there': ['There is no such file beside the app.'],
  redirected: ['The server sends the request elsewhere; it was not followed.'],
  'server-error': ['The server answered with an error.'],
  'web-page': ['The server gives a web page instead of the file, perhaps for signing in.'],
  'too-large': ['The file is larger than 512 kB, the most that is read.'],
  'no-answer': ['The file did not come.'],
}

function notServed({ file, unserved }: Extract<ServedDefinition, { unserved: unknown }>): AdditionProblem {
  const [message, hint] = NOT_SERVED[unserved]
  return { where: file, code: 'S-NOT-SERVED', message, ...(hint === undefined ? {} : { hint }) }
}

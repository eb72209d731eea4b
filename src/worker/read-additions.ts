import type {
  AdditionProblem,
  AdditionsReport,
  RefusedAddition,
  ServedDefinition,
  SiteAdditions,
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

/**
 * Hands a worker what a site adds, one after another, so that the one which keeps it busy has a name.
 * @throws TooSlow when the worker has to be ended; `onNext` has then named the addition
 */
export async function readAdditions(
  { definitions, overrides }: SiteAdditions,
  today: string,
  ask: Ask,
  onNext: (what: string) => void,
): Promise<AdditionsReport> {
  await ask({ kind: 'prepare', today }, TO_PREPARE)
  const refused: RefusedAddition[] = []
  for (const served of definitions) {
    onNext(served.file)
    const problems = 'bytes' in served ? await read(served, ask) : [notServed(served)]
    if (problems.length > 0) refused.push({ what: served.file, problems })
  }
  onNext('config.json')
  refused.push(...((await ask({ kind: 'overrides', overrides }, TO_READ)) as readonly RefusedAddition[]))
  await ask({ kind: 'use' }, TO_READ)
  return { refused }
}

const read = async (served: Extract<ServedDefinition, { bytes: unknown }>, ask: Ask) =>
  (await ask({ kind: 'definition', ...served }, TO_READ)) as readonly AdditionProblem[]

const NOT_SERVED = {
  'not-there': 'There is no such file beside the app.',
  'too-large': 'The file is larger than 512 kB, the most that is read.',
  'no-answer': 'The file did not come.',
} as const

const notServed = ({
  file,
  unserved,
}: Extract<ServedDefinition, { unserved: unknown }>): AdditionProblem => ({
  where: file,
  code: 'S-NOT-SERVED',
  message: NOT_SERVED[unserved],
})

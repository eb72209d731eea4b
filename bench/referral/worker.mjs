/** The submissions of one server, in a thread of their own: as many threads as servers take as long as one. */
import { parentPort, workerData } from 'node:worker_threads'

const { parts, at, runs, seed, broken } = workerData
const { KINDS, submissions } = await import(parts)
const [, circumstances] = KINDS[at]
parentPort.postMessage(await submissions(runs, seed, circumstances, broken))

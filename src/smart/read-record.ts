import type { LedgerEntry } from '../engine/record/ledger.ts'
import type { Query } from '../engine/record/query.ts'
import type { PageSink } from '../engine/record/reading.ts'
import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import type { EHR, GuardedFetch } from './guarded-fetch.ts'
import type { ProblemKind, SessionProblem } from './problems.ts'
import { problem } from './problems.ts'
import type { Gap, Halt, QueryEnd } from './read-query.ts'
import { readQuery } from './read-query.ts'
import { leaveFor } from './scopes.ts'
import { addressesOf } from './search-address.ts'

/** The chart to read from, and as whom. */
export interface Chart {
  readonly ehr: EHR
  readonly patientId: string
  /** The granted scopes, or absent where they are the ones asked for. */
  readonly scope?: string
  readonly pageSize?: number
  readonly fetch: GuardedFetch
}

/** How far the reading has come. */
export interface Progress {
  readonly queriesDone: number
  readonly queries: number
  readonly entries: number
}

/**
 * Reads queries into the sink, side by side. One that fails leaves a gap in the ledger and stops no other.
 * What ends all of them at once: a resource about somebody else, and a patient who cannot be read.
 */
export async function readRecord(
  chart: Chart,
  queries: readonly Query[],
  sink: PageSink,
  onProgress: (progress: Progress) => void,
  closed: AbortSignal,
): Promise<Result<readonly LedgerEntry[], SessionProblem>> {
  const stop = new AbortController()
  const onClosed = () => stop.abort()
  closed.addEventListener('abort', onClosed)
  if (closed.aborted) stop.abort()
  let queriesDone = 0
  let entries = 0
  const tell = () => onProgress({ queriesDone, queries: queries.length, entries })

  const readOne = async (query: Query): Promise<Result<LedgerEntry, SessionProblem>> => {
    const leave = leaveFor(query, chart.scope)
    const addresses = addressesOf(query, chart.patientId, chart.ehr.base, chart.pageSize)
    const onPage = (taken: number) => {
      entries += taken
      tell()
    }
    const reading = { ehr: chart.ehr, fetch: chart.fetch, sink, signal: stop.signal, onPage }
    const end = leave === 'none' ? ok(notGranted(query)) : await readQuery(query, addresses, reading)
    if (!end.ok) return fail(problemFor(end.problem))
    if (query.kind === 'read' && end.value.gap) return fail(problem(patientProblem(end.value.gap)))
    if (query.kind === 'read' && end.value.entry.entries !== 1) return fail(problem('patient-not-readable'))
    const entry = leave === 'part' ? limited(end.value.entry) : end.value.entry
    if (stop.signal.aborted) return fail(problem('session-ended'))
    await sink.finish(entry)
    queriesDone += 1
    tell()
    return ok(entry)
  }

  try {
    // The patient first: without that answer no other counts.
    const order = [...queries].sort((a, b) => Number(b.kind === 'read') - Number(a.kind === 'read'))
    tell()
    const done = await allOrFirstProblem(order.map(readOne), stop.signal)
    if (!done.ok) return done
    const place = (entry: LedgerEntry) => queries.findIndex(({ id }) => id === entry.query)
    return ok([...done.value].sort((a, b) => place(a) - place(b)))
  } finally {
    stop.abort()
    closed.removeEventListener('abort', onClosed)
  }
}

/** Waits for all; at the first problem, or when the session is closed, without waiting for the rest. */
function allOrFirstProblem<T>(
  steps: readonly Promise<Result<T, SessionProblem>>[],
  closed: AbortSignal,
): Promise<Result<readonly T[], SessionProblem>> {
  return new Promise((resolve, reject) => {
    const values: T[] = []
    if (steps.length === 0) resolve(ok(values))
    closed.addEventListener('abort', () => resolve(fail(problem('session-ended'))))
    for (const step of steps) {
      step.then((result) => {
        if (!result.ok) return resolve(result)
        values.push(result.value)
        if (values.length === steps.length) resolve(ok(values))
      }, reject)
    }
  })
}

const notGranted = ({ id, resource }: Query): QueryEnd => ({
  entry: { query: id, resource, state: 'forbidden', pages: 0, entries: 0, reason: 'not-granted' },
  gap: { reason: 'not-granted' },
})

/** A scope that leaves rows out makes no answer whole, however whole it looks. */
const limited = (entry: LedgerEntry): LedgerEntry =>
  entry.state === 'complete' ? { ...entry, state: 'partial', reason: 'restricted' } : entry

const HALTS: Readonly<Record<Halt['halt'], ProblemKind>> = {
  stranger: 'somebody-else',
  'patient-differs': 'patient-differs',
  stopped: 'session-ended',
}

const problemFor = ({ halt }: Halt): SessionProblem => problem(HALTS[halt])

/** Why there can be no card without the patient's own resource. */
function patientProblem({ reason, status }: Gap): ProblemKind {
  switch (reason) {
    case 'session-ended':
      return status === 401 ? 'patient-not-readable' : 'session-ended'
    case 'not-r4':
      return 'not-fhir-r4'
    case 'network':
    case 'timed-out':
    case 'server-error':
      return 'ehr-unreachable'
    default:
      return 'patient-not-readable'
  }
}

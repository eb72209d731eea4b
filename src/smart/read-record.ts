import type { LedgerEntry } from '../engine/record/ledger.ts'
import type { Query } from '../engine/record/query.ts'
import type { PageSink } from '../engine/record/reading.ts'
import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import { type Batches, type FirstAnswers, firstAnswers } from './first-answers.ts'
import type { EHR, GuardedFetch } from './guarded-fetch.ts'
import { Halt } from './halt.ts'
import type { ProblemKind, SessionProblem } from './problems.ts'
import { problem } from './problems.ts'
import type { Gap, QueryEnd } from './read-query.ts'
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
  /** Where first answers may be asked together. */
  readonly batches?: Batches
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
  if (closed.aborted) return fail(problem('session-ended'))
  const halt = new Halt()
  const onClosed = () => halt.now('session-ended')
  closed.addEventListener('abort', onClosed)
  let queriesDone = 0
  let entries = 0
  const tell = () => onProgress({ queriesDone, queries: queries.length, entries })
  const onPage = (taken: number) => {
    entries += taken
    tell()
  }

  const { ehr, fetch, batches } = chart
  const addresses = (query: Query) => addressesOf(query, chart.patientId, ehr.base, chart.pageSize)
  const mayRead = (query: Query) => leaveFor(query, chart.scope) !== 'none'
  const askTogether = async (): Promise<FirstAnswers> => {
    if (!batches) return new Map()
    const asked = queries
      .filter(mayRead)
      .flatMap((query) => addresses(query).map((address) => [query, address] as const))
    return firstAnswers(asked, { ehr, fetch, sink, halt, batches })
  }

  const readOne = async (query: Query, first: FirstAnswers): Promise<LedgerEntry | undefined> => {
    const leave = leaveFor(query, chart.scope)
    const reading = { ehr, fetch, sink, halt, onPage, first }
    const end = leave === 'none' ? ok(notGranted(query)) : await readQuery(query, addresses(query), reading)
    if (end.ok && query.kind === 'read') haltWithoutPatient(end.value, halt)
    if (!end.ok || halt.problem) return undefined
    const entry = leave === 'part' ? limited(end.value.entry) : end.value.entry
    await sink.finish(entry)
    if (halt.problem) return undefined
    queriesDone += 1
    tell()
    return entry
  }

  try {
    tell()
    // The patient first: without that answer no other counts.
    const order = [...queries].sort((a, b) => Number(b.kind === 'read') - Number(a.kind === 'read'))
    const readAll = async () => {
      const first = await askTogether()
      return Promise.all(order.map((query) => readOne(query, first)))
    }
    const done = await Promise.race([readAll(), halt.happened])
    if (halt.problem) return fail(halt.problem)
    const ended = new Map(done?.map((entry) => [entry?.query, entry]))
    return ok(queries.flatMap(({ id }) => ended.get(id) ?? []))
  } finally {
    halt.now('session-ended')
    closed.removeEventListener('abort', onClosed)
  }
}

const notGranted = ({ id, resource }: Query): QueryEnd => ({
  entry: { query: id, resource, state: 'forbidden', pages: 0, entries: 0, reason: 'not-granted' },
  gap: { reason: 'not-granted' },
})

/** A scope that leaves rows out makes no answer whole, however whole it looks. */
const limited = (entry: LedgerEntry): LedgerEntry =>
  entry.state === 'complete' ? { ...entry, state: 'partial', reason: 'restricted' } : entry

function haltWithoutPatient({ entry, gap }: QueryEnd, halt: Halt): void {
  if (gap) halt.now(patientProblem(gap))
  else if (entry.entries !== 1) halt.now('patient-not-readable')
}

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

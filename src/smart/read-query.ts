import type { GapReason, LedgerEntry, ReadState } from '../engine/record/ledger.ts'
import type { Query } from '../engine/record/query.ts'
import type { PageSink } from '../engine/record/reading.ts'
import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import { insideBase } from './fhir-address.ts'
import type { FirstAnswers, Taken } from './first-answers.ts'
import type { EHR, GuardedFetch, ReadFault } from './guarded-fetch.ts'
import { type Halt, haltAtStrangers } from './halt.ts'
import type { Answer } from './timed-fetch.ts'

/** Where reading one query ends, whole or not. */
export const CAPS = { pages: 250, entries: 25_000, bytes: 64 * 1024 * 1024 }

/** What is needed to read a query. */
export interface Reading {
  readonly ehr: EHR
  readonly fetch: GuardedFetch
  readonly sink: PageSink
  readonly halt: Halt
  readonly onPage: (entries: number) => void
  /** What came already, for a first page. */
  readonly first: FirstAnswers
}

/** Why a query is not whole. The status is the server's, where it gave one. */
export interface Gap {
  readonly reason: GapReason
  readonly status?: number
}

/** A query, how it ended, and what the server said where that was a refusal. */
export interface QueryEnd {
  readonly entry: LedgerEntry
  readonly gap?: Gap
}

/** Reads the answers to a query, page after page, into the sink. */
export async function readQuery(
  query: Query,
  addresses: readonly string[],
  reading: Reading,
): Promise<Result<QueryEnd, 'halted'>> {
  const count: Count = { pages: 0, entries: 0, bytes: 0, total: 0, totals: 0 }
  let gap: Gap | undefined
  for (const address of addresses) {
    const end = await readPages(query, address, reading, count)
    if (!end.ok) return end
    gap ??= end.value
    if (end.value && ENDS_THE_QUERY.includes(end.value.reason)) break
  }
  const entry: LedgerEntry = {
    query: query.id,
    resource: query.resource,
    state: stateFor(gap, count),
    pages: count.pages,
    entries: count.entries,
    ...(addresses.length > 0 && count.totals === addresses.length ? { total: count.total } : {}),
    ...(gap ? { reason: gap.reason } : {}),
  }
  return ok({ entry, ...(gap ? { gap } : {}) })
}

/** What has come in for a query so far. `totals` counts the addresses whose answers gave a total. */
interface Count {
  pages: number
  entries: number
  bytes: number
  total: number
  totals: number
}

/** After these, asking the rest of a shared-out query is no use. */
const ENDS_THE_QUERY: readonly GapReason[] = ['session-ended', 'page-cap', 'entry-cap', 'byte-cap']

/** Follows one address to its last page. Gives the gap, if one is left. */
async function readPages(
  query: Query,
  address: string,
  reading: Reading,
  count: Count,
): Promise<Result<Gap | undefined, 'halted'>> {
  const visited = new Set<string>()
  const { pages, entries } = count
  let isSecondTime = false
  let total: number | undefined
  let isRestricted = false
  let link: string | undefined = address
  while (link !== undefined) {
    if (count.pages >= CAPS.pages) return ok({ reason: 'page-cap' })
    if (count.entries >= CAPS.entries) return ok({ reason: 'entry-cap' })
    const here = insideBase(link, reading.ehr.base, reading.ehr.origins)
    if (here === undefined) return ok({ reason: 'foreign-link' })
    if (visited.has(here)) return ok({ reason: 'paging-loop' })
    visited.add(here)
    const page = firstPage(here, reading, count) ?? (await readPage(query, here, reading, count))
    if (!page.ok) {
      if (page.problem === 'halted') return fail('halted')
      if (page.problem.status !== GONE || visited.size === 1 || isSecondTime) return ok(page.problem)
      // Some servers keep their pages for a while only. What comes twice is taken once by whoever keeps it.
      isSecondTime = true
      visited.clear()
      Object.assign(count, { pages, entries })
      link = address
      continue
    }
    const report: Taken = page.value
    isRestricted ||= report.restricted
    if (report.total !== undefined) total = Math.max(total ?? 0, report.total)
    link = report.next
  }
  if (count.entries > CAPS.entries) return ok({ reason: 'entry-cap' })
  if (total !== undefined) {
    count.total += total
    count.totals += 1
    if (total > count.entries - entries) return ok({ reason: 'total-mismatch' })
  }
  return ok(isRestricted ? { reason: 'restricted' } : undefined)
}

const GONE = 410

/** A page that came already. Once: where a search is begun anew, it is asked anew. */
function firstPage(
  address: string,
  { first, onPage }: Reading,
  count: Count,
): Result<Taken, never> | undefined {
  const report = first.get(address)
  if (!report) return undefined
  first.delete(address)
  count.pages += 1
  count.entries += report.entries
  onPage(report.entries)
  return ok(report)
}

/** Reads one page. A body that was cut off is asked for once more. */
async function readPage(
  query: Query,
  address: string,
  reading: Reading,
  count: Count,
): Promise<Result<Taken, Gap | 'halted'>> {
  for (let tries = 1; ; tries += 1) {
    const limits = {
      bytes: CAPS.bytes - count.bytes,
      signal: reading.halt.signal,
      goesOn: count.pages > 0,
    }
    const answer = await reading.fetch(address, limits)
    if (reading.halt.signal.aborted) return fail('halted')
    if (!answer.ok) {
      if (answer.problem !== 'patient-differs') return fail(GAPS[answer.problem])
      reading.halt.now('patient-differs')
      return fail('halted')
    }
    const gap = gapIn(answer.value)
    if (gap) return fail(gap)
    count.bytes += answer.value.body.byteLength
    const report = await reading.sink.take(query.id, answer.value.body)
    if (reading.halt.signal.aborted) return fail('halted')
    if (report.kind === 'refused') {
      if (report.reason === 'not-json' && tries === 1) continue
      return fail({ reason: report.reason })
    }
    if (haltAtStrangers(query, report, reading.halt)) return fail('halted')
    count.pages += 1
    count.entries += report.entries
    reading.onPage(report.entries)
    return ok(report)
  }
}

const GAPS: Readonly<Record<Exclude<ReadFault, 'patient-differs'>, Gap>> = {
  'foreign-link': { reason: 'foreign-link' },
  unauthorized: { reason: 'session-ended', status: 401 },
  'session-ended': { reason: 'session-ended' },
  network: { reason: 'network' },
  'timed-out': { reason: 'timed-out' },
  'cut-short': { reason: 'timed-out' },
  'byte-cap': { reason: 'byte-cap' },
  stopped: { reason: 'session-ended' },
}

/** The gap that an answer leaves before its body is looked at. Only 200 with a body of text is whole. */
function gapIn({ status, headers, body }: Answer): Gap | undefined {
  if (status === 200) {
    if (body.byteLength === 0) return { reason: 'empty-answer', status }
    // A login page or another format. Anything else is left to the reader, who looks at the bytes.
    const isOther = /^\s*(?:text\/html|[\w.]+\/(?:[\w.-]+\+)?xml)\b/i.test(headers.get('content-type') ?? '')
    return isOther ? { reason: 'not-json', status } : undefined
  }
  return { reason: reasonFor(status), status }
}

function reasonFor(status: number): GapReason {
  if (status < 300 || status === 304) return 'empty-answer'
  if (status < 400) return 'redirected'
  if (status === 403) return 'forbidden'
  if ([404, 405, 501].includes(status)) return 'not-offered'
  if (status >= 500 || [408, 425, 429].includes(status)) return 'server-error'
  return 'refused-search'
}

function stateFor(gap: Gap | undefined, { pages }: Count): ReadState {
  if (!gap) return 'complete'
  if (['page-cap', 'entry-cap', 'byte-cap'].includes(gap.reason)) return 'truncated'
  if (pages > 0 || gap.reason === 'empty-answer') return 'partial'
  return gap.reason === 'forbidden' ? 'forbidden' : 'failed'
}

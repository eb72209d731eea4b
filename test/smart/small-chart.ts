import { expect } from 'vitest'
import { isResourceType, type LedgerEntry } from '../../src/engine/record/ledger.ts'
import type { Query } from '../../src/engine/record/query.ts'
import { ok } from '../../src/engine/result.ts'
import { Access } from '../../src/smart/access.ts'
import { batchesOf } from '../../src/smart/first-answers.ts'
import { guardedFetch } from '../../src/smart/guarded-fetch.ts'
import { type Progress, readRecord } from '../../src/smart/read-record.ts'
import { checkToken } from '../../src/smart/token-response.ts'
import { type FakeOutside, fakeOutside, NOON } from './fake-outside.ts'
import { fakeSink } from './fake-sink.ts'
import { bundle, ISS, PATIENT, TOKEN } from './small-ehr.ts'

/** A search of all there is of a type, or of some of it. */
export const search = (resource: Query['resource'], ...parameters: Query['parameters']): Query => ({
  id: resource,
  kind: 'search',
  resource,
  parameters,
})
export const THE_PATIENT: Query = { id: 'Patient', kind: 'read', resource: 'Patient', parameters: [] }
export const OBSERVATIONS = search('Observation')
export const CONDITIONS = search('Condition')

/** What the EHR of a chart answers to an address. */
export type Answer = (address: URL) => Response | Promise<Response>

/** One read of a batch, and what a server would answer to it alone. */
export interface Part {
  readonly address: URL
  answer(): Promise<Response>
}

/**
 * Answers for each type; the patient is readable unless one of them says otherwise.
 * @param batch answers a batch; absent where the server takes none
 */
export function chart(
  answers: Partial<Record<Query['resource'] | 'elsewhere', Answer>>,
  { scope, batch }: { scope?: string; batch?: (parts: readonly Part[]) => Response | Promise<Response> } = {},
) {
  const seen: string[] = []
  const outside: FakeOutside = fakeOutside({
    fetch: async (address, { method, body }) => {
      seen.push(method === 'POST' ? `POST ${address}` : address)
      if (method === 'POST' && batch) {
        const { entry } = JSON.parse(String(body)) as {
          entry: { request: { method: string; url: string } }[]
        }
        const parts = entry.map(({ request }) => new URL(`${ISS}/${request.url}`))
        return batch(parts.map((url) => ({ address: url, answer: async () => alone(url) })))
      }
      return alone(new URL(address))
    },
  })
  const alone: Answer = (url) => {
    if (url.origin !== new URL(ISS).origin) throw new Error(`a request left for ${url.origin}`)
    const type = url.pathname.split('/')[2]
    const answer = answers[isResourceType(type) ? type : 'elsewhere']
    if (answer) return answer(url)
    return Response.json(type === 'Patient' ? { resourceType: 'Patient', id: PATIENT } : bundle([]))
  }
  const token = checkToken(TOKEN)
  if (!token.ok) throw new Error('the token of these tests is not good')
  const access = new Access(
    { state: () => ({}), response: () => TOKEN, renew: async () => ok(TOKEN) },
    token.value,
    NOON + 3600_000,
    outside,
    () => {},
  )
  const ehr = { base: ISS, origins: [] }
  const fetch = guardedFetch(ehr, access, outside)
  const sink = fakeSink(PATIENT)
  const batches = batchesOf(async () => ({ batch: batch !== undefined }), outside.clock)
  batches.ask()
  const progress: Progress[] = []
  const closed = new AbortController()
  const read = (...queries: readonly Query[]) =>
    readRecord(
      { ehr, patientId: PATIENT, fetch, batches, ...(scope === undefined ? {} : { scope }) },
      queries,
      sink,
      (now) => void progress.push(now),
      closed.signal,
    )
  return { read, sink, seen, progress, outside }
}

/** How one query ends, in a reading that goes on. */
export async function entryFor(query: Query, answer: Answer): Promise<Partial<LedgerEntry>> {
  const { read, sink } = chart({ [query.resource]: answer })
  const result = await read(THE_PATIENT, query)
  if (!result.ok) throw new Error(`stopped: ${result.problem.kind}`)
  const entry = result.value.find((entry) => entry.query === query.id)
  expect(sink.finished).toContainEqual(entry)
  return entry ?? {}
}

/** An answer of a status and nothing else. */
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response(null, { status: code, headers })

/** Pages `first`, `first+1`, … of a search, each with one entry. */
export const paged =
  (pages: number, on: (page: number) => Response | undefined = () => undefined): Answer =>
  (url) => {
    const page = Number(url.searchParams.get('page') ?? 1)
    const next = page < pages ? `${ISS}/Observation?page=${page + 1}` : undefined
    return on(page) ?? Response.json(bundle([`o-${page}`], next === undefined ? {} : { next }))
  }

import type { Query } from '../engine/record/query.ts'
import type { PageReport, PageSink } from '../engine/record/reading.ts'
import { insideBase } from './fhir-address.ts'
import type { EHR, GuardedFetch, ReadFault } from './guarded-fetch.ts'
import { type Halt, haltAtStrangers } from './halt.ts'
import type { Clock } from './outside.ts'
import { CAPS } from './read-query.ts'

/** Whether the EHR takes batches. It has to say so, and is taken at its word until one comes to nothing. */
export interface Batches {
  /** Asks what the EHR says. Until then none is sent. */
  ask(): void
  areTaken(): Promise<boolean>
  /** No other is sent. */
  giveUp(): void
}

/** Nobody waits longer for what an EHR says of itself: some say very much. */
const LONGEST_WAIT = 2000

/** The batches of one session. What the EHR says of itself is asked once for them. */
export function batchesOf(
  abilities: () => Promise<{ readonly batch: boolean } | undefined>,
  clock: Pick<Clock, 'deadline'>,
): Batches {
  let isOver = false
  let said = Promise.resolve(false)
  let isAsked = false
  return {
    ask: () => {
      if (isAsked) return
      isAsked = true
      said = abilities().then(
        (known) => known?.batch === true,
        () => false,
      )
    },
    areTaken: () =>
      new Promise((resolve) => {
        const callOff = clock.deadline(LONGEST_WAIT, () => resolve(false))
        void said.then((isSaid) => {
          callOff()
          resolve(isSaid && !isOver)
        })
      }),
    giveUp: () => {
      isOver = true
    },
  }
}

/** An answer that was taken. */
export type Taken = Extract<PageReport, { kind: 'taken' }>

/** The first answers to addresses, by the address inside the base: each is used once. */
export type FirstAnswers = Map<string, Taken>

/** What is needed to ask together. */
export interface AskingTogether {
  readonly ehr: EHR
  readonly fetch: GuardedFetch
  readonly sink: PageSink
  readonly halt: Halt
  readonly batches: Batches
}

/** Searches take a server longer together than each alone; after this they are asked one by one. */
const PATIENCE = 15_000

/**
 * Asks many queries in one request (FHIR R4, http, "batch"): one round trip, where six at a time take three. It makes
 * reading quicker and decides nothing: what the batch leaves out, refuses or answers oddly is asked by itself
 * afterwards, and further pages always are.
 */
export async function firstAnswers(
  asked: readonly (readonly [query: Query, address: string])[],
  { ehr, fetch, sink, halt, batches }: AskingTogether,
): Promise<FirstAnswers> {
  const first: FirstAnswers = new Map()
  if (asked.length < 2 || !(await batches.areTaken()) || halt.signal.aborted) return first
  const root = `${ehr.base.replace(/\/$/, '')}/`
  const posts = {
    resourceType: 'Bundle',
    type: 'batch',
    entry: asked.map(([, address]) => ({ request: { method: 'GET', url: address.slice(root.length) } })),
  }
  const answer = await fetch(root.slice(0, -1), {
    bytes: CAPS.bytes,
    patience: PATIENCE,
    signal: halt.signal,
    posts,
  })
  if (halt.signal.aborted) return first
  if (!answer.ok && answer.problem === 'patient-differs') halt.now('patient-differs')
  if (!answer.ok || answer.value.status !== 200) {
    if (!isPassing(answer)) batches.giveUp()
    return first
  }
  const reports = await sink.takeBatch(
    asked.map(([{ id }]) => id),
    answer.value.body,
  )
  asked.forEach(([query, address], at) => {
    const report = reports[at]
    const here = insideBase(address, ehr.base, ehr.origins)
    if (report?.kind !== 'taken' || here === undefined || halt.signal.aborted) return
    haltAtStrangers(query, report, halt)
    first.set(here, report)
  })
  if (first.size === 0) batches.giveUp()
  return first
}

/**
 * A server that is busy says nothing about batches, nor does an end of ours. One that takes too long for them does, and so
 * does a request that never got through: the browser may not be allowed to post.
 */
const isPassing = (answer: Awaited<ReturnType<GuardedFetch>>): boolean =>
  answer.ok ? [429, 502, 503].includes(answer.value.status) : PASSING.includes(answer.problem)

const PASSING: readonly ReadFault[] = ['stopped', 'session-ended', 'unauthorized']

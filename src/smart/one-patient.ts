import type { Bearing } from './access.ts'
import type { AnswerStore } from './answer-store.ts'
import type { Batches } from './first-answers.ts'
import { type EHR, type GuardedFetch, guardedFetch } from './guarded-fetch.ts'
import { guardedWrite } from './guarded-write.ts'
import type { Outside } from './outside.ts'
import type { ProblemKind } from './problems.ts'
import { readRecord } from './read-record.ts'
import type { KnownAbilities } from './referral/desk.ts'
import { openReferralDoor } from './referral/referral-door.ts'
import type { RequestGate } from './request-gate.ts'
import type { OpenSession } from './session.ts'
import type { Site } from './site-registry.ts'

/** Where one patient's chart is, and with what right it is read. */
export interface OnePatient {
  readonly patientId: string
  readonly site: Site
  readonly ehr: EHR
  /** The granted scopes, or absent where they are the ones asked for. */
  readonly scope: string | undefined
  readonly access: Bearing
  readonly gate: RequestGate
  readonly outside: Outside
  readonly pending: AnswerStore['pending']
  readonly closed: AbortSignal
  /** What the EHR can do, where it is asked for several patients at once. */
  readonly abilities?: KnownAbilities
  /** Where first answers may be asked together. */
  readonly batches?: Batches
  /** Somebody else came in. */
  stop(): void
}

/** What a page does with one patient's chart, however the page came by it: read it, and refer from it. */
export function onePatient({
  patientId,
  site,
  ehr,
  scope,
  access,
  gate,
  outside,
  pending,
  closed,
  abilities,
  batches,
  stop,
}: OnePatient): Pick<OpenSession, 'patientId' | 'siteName' | 'language' | 'referral' | 'read'> & {
  readonly fetch: GuardedFetch
} {
  const { pageSize, language, referral } = site
  const fetch = guardedFetch(ehr, access, outside, gate)
  const write = guardedWrite(ehr, access, outside, gate)
  const { clock } = outside
  const connection = { ehr, read: fetch, write, patientId, scope, clock }
  return {
    patientId,
    siteName: site.name,
    ...(language === undefined ? {} : { language }),
    ...(referral && {
      referral: openReferralDoor({ connection, site: referral, pending, clock, abilities }),
    }),
    read: async (queries, sink, onProgress) => {
      const chart = {
        ehr,
        patientId,
        fetch,
        ...(scope === undefined ? {} : { scope }),
        ...(pageSize === undefined ? {} : { pageSize }),
        ...(batches && { batches }),
      }
      const read = await readRecord(chart, queries, sink, onProgress, closed)
      if (!read.ok && ABOUT_SOMEBODY_ELSE.includes(read.problem.kind)) stop()
      return read
    },
    fetch,
  }
}

/** After these nothing of the chart may be used again, not even by a reload. */
const ABOUT_SOMEBODY_ELSE: readonly ProblemKind[] = ['patient-differs', 'somebody-else']

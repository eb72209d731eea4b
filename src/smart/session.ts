import type { Language } from '../engine/language.ts'
import type { LedgerEntry } from '../engine/record/ledger.ts'
import type { Query } from '../engine/record/query.ts'
import type { PageSink } from '../engine/record/reading.ts'
import type { ReferralDoor } from '../engine/referral/door.ts'
import type { Requester } from '../engine/referral/draft.ts'
import type { Result } from '../engine/result.ts'
import type { SiteAdditions } from '../engine/trials/site-additions.ts'
import type { AnswerStore } from './answer-store.ts'
import { openArrived } from './arrival.ts'
import type { Outside } from './outside.ts'
import { outside as browser } from './outside.ts'
import type { Page } from './page.ts'
import { thisPage } from './page.ts'
import type { SessionProblem } from './problems.ts'
import type { Progress } from './read-record.ts'

/** A patient's chart, opened by the EHR for this page. */
export interface OpenSession {
  readonly patientId: string
  readonly siteName: string
  /** False only where the launch says that the EHR shows the patient and the site confirms it. */
  readonly showPatient: boolean
  readonly language?: Language
  /** Who sits there, where the EHR says so; asked for a name where the sign-in gave none. */
  user(): Promise<Requester | undefined>
  /** Where answers about this patient outlive the page. */
  readonly answers: AnswerStore
  /** The way to refer. Absent where the site has not turned it on. */
  readonly referral?: ReferralDoor
  /** Gets what the site adds to the built-in trials. Absent where it adds nothing. */
  readonly additions?: () => Promise<SiteAdditions>
  /** Reads the queries into the sink, until all have ended or one problem ends them all. */
  read(
    queries: readonly Query[],
    sink: PageSink,
    onProgress: (progress: Progress) => void,
  ): Promise<Result<readonly LedgerEntry[], SessionProblem>>
  /** Forgets the token and everything stored. */
  close(): void
}

/** Opens the chart that this page was launched for. */
export const openSession = (
  page: Page = thisPage(),
  outside: Outside = browser,
): Promise<Result<OpenSession, SessionProblem>> =>
  openArrived('chart', page, outside, async (arrival) => {
    const { openChart } = await import('./open-chart.ts')
    return openChart(arrival, page, outside)
  })

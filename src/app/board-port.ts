/** What the board's page needs from outside. `board.tsx` fills it with the EHR edge and the worker; a test with its own. */
import type { ListFault, ListSource } from '../engine/board/patient-list.ts'
import type { Language } from '../engine/language.ts'
import type { Requester } from '../engine/referral/draft.ts'
import type { Result } from '../engine/result.ts'
import type { SiteAdditions } from '../engine/trials/site-additions.ts'
import type { BrowserDoings, Engine, EngineUpdate, Moment, OpenSession, SessionProblem } from './ports.ts'

/** A board, opened by the EHR without a patient. */
export interface BoardSession {
  readonly siteName: string
  readonly language?: Language
  user(): Promise<Requester | undefined>
  readonly lists: readonly ListSource[]
  /** Finds a patient by number: ids of all that have it. */
  find(number: string): Promise<Result<readonly string[], ListFault>>
  readonly additions?: () => Promise<SiteAdditions>
  /** Opens one patient's chart, pinned to that patient. Its answers live in memory alone. */
  open(patientId: string): OpenSession
  close(): void
}

/** Everything from outside. */
export interface BoardPorts {
  openBoard(): Promise<Result<BoardSession, SessionProblem>>
  /** Engines to match rows with; each takes one patient after another. */
  startEngine(onUpdate: (update: EngineUpdate) => void): Engine
  now(): Moment
  browserLanguage(): Language
  readonly browser: BrowserDoings
}

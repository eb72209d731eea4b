/** What the board's page needs from outside. `board.tsx` fills it with the EHR edge and the worker; a test with its own. */
import type { Language } from '../engine/language.ts'
import type { Requester } from '../engine/referral/draft.ts'
import type { Result } from '../engine/result.ts'
import type { SiteAdditions } from '../engine/trials/site-additions.ts'
import type { BrowserDoings, Engine, EngineUpdate, Moment, OpenSession, SessionProblem } from './ports.ts'

/** The patients of a meeting, as the EHR's list has them. */
export interface PatientList {
  /** The list's own name; absent where it has none. */
  readonly name?: string
  /** Ids of patients, each once, in the list's order; 200 at most. */
  readonly patients: readonly string[]
  /** How many the list has in all, where that is more. */
  readonly total: number
  /** What was odd about the list, to be said above it. */
  readonly oddities: readonly ListOddity[]
}

/** Something odd about a list. */
export type ListOddity =
  | { readonly kind: 'empty' }
  | { readonly kind: 'twice'; readonly count: number } // named more than once; shown once
  | { readonly kind: 'no-patient'; readonly count: number } // entries that name no patient of this EHR
  | { readonly kind: 'left'; readonly count: number } // entries marked as deleted or inactive
  | { readonly kind: 'more'; readonly total: number } // more than are shown at a time

/** Why a list could not be read. */
export type ListFault = 'forbidden' | 'not-there' | 'not-understood' | 'unreachable' | 'session-ended'

/** A list of the EHR, or none: then patients are added by their number. */
export interface ListSource {
  /** `List/board-1`, `Group/7`. */
  readonly reference: string
  /** Reads 200 patients, from the given place on. */
  read(from: number): Promise<Result<PatientList, ListFault>>
}

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

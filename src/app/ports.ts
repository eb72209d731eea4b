/**
 * What the page needs from outside. `main.tsx` fills these with the EHR edge and the worker; a test fills
 * them with its own. Nothing else in this folder knows SMART, FHIR or the engine's inside.
 */
import type { ReadPatient } from '../engine/board/row.ts'
import type { Card } from '../engine/card/card.ts'
import type { Answer } from '../engine/facts/answers.ts'
import type { Json, Resource } from '../engine/fhir.ts'
import type { Language } from '../engine/language.ts'
import type { LedgerEntry } from '../engine/record/ledger.ts'
import type { Query } from '../engine/record/query.ts'
import type { PageSink } from '../engine/record/reading.ts'
import type { AnswersInChart, AnswersRefusal, AnswersWriting } from '../engine/referral/answers-response.ts'
import type { ReferralDoor } from '../engine/referral/door.ts'
import type { Draft, DraftRequest, Requester } from '../engine/referral/draft.ts'
import type { Result } from '../engine/result.ts'
import type { AdditionsReport, SiteAdditions } from '../engine/trials/site-additions.ts'
import type { Override } from '../engine/verdict/override.ts'
import type { KeptAnswers } from './kept-answers.ts'

/** Each way in which a launch or a session ends without a card. Each has a page of its own. */
export const SESSION_PROBLEMS = [
  'not-launched', // opened by itself: no launch, no session
  'iss-missing',
  'launch-missing',
  'parameter-repeated',
  'iss-unknown',
  'config-unreadable', // the site registry is missing or malformed
  'discovery-failed',
  'discovery-not-json',
  'endpoints-missing',
  'endpoint-not-trusted', // authorize or token endpoint outside the site's origins
  'pkce-not-supported',
  'storage-blocked',
  'access-denied', // the clinician or the EHR said no
  'authorization-failed', // any other OAuth error
  'state-unknown', // callback without, with an unknown, or with a used state
  'token-refused',
  'token-malformed',
  'patient-missing', // the token names no patient
  'patient-not-readable', // Patient/{id}: 401, 403, 404 or gone
  'patient-differs', // Patient/{id} is somebody else, or the token names two
  'somebody-else', // a resource about another patient came in
  'not-fhir-r4',
  'ehr-unreachable',
  'session-ended',
  'engine-failed', // our own fault
] as const

/** Why there is no card. */
export interface SessionProblem {
  readonly kind: (typeof SESSION_PROBLEMS)[number]
}

/** How far the reading has come. */
export interface Progress {
  readonly queriesDone: number
  readonly queries: number
  readonly entries: number
}

/** Where the clinician's answers about one patient outlive the page. It never throws. */
export interface AnswerStore {
  /** What was kept; whoever reads it checks it. Undefined where nothing was. */
  load(): unknown
  save(kept: KeptAnswers): void
  clear(): void
}

/** A patient's chart, opened by the EHR for this page. */
export interface OpenSession {
  readonly patientId: string
  readonly siteName: string
  /** False only where the launch says that the EHR shows the patient and the site confirms it. */
  readonly showPatient: boolean
  readonly language?: Language
  /** Who sits there, where the EHR says so. */
  user?(): Promise<Requester | undefined>
  /** The way to refer. Absent where the site has not turned it on. */
  readonly referral?: ReferralDoor
  /** Absent where nothing may be kept: answers then end with the page. */
  readonly answers?: AnswerStore
  /** Gets what the site adds to the built-in trials. Absent where it adds nothing. */
  readonly additions?: () => Promise<SiteAdditions>
  /**
   * Reads the queries into the sink. Resolves when all have ended, in whatever way; the ledger entries went
   * to the sink. `patient-not-readable` and the like end it early.
   */
  read(
    queries: readonly Query[],
    sink: PageSink,
    onProgress: (progress: Progress) => void,
  ): Promise<Result<readonly LedgerEntry[], SessionProblem>>
  /** Forgets the token and everything stored. */
  close(): void
}

/** What the engine says while the record comes in. */
export type EngineUpdate =
  | { readonly kind: 'cards'; readonly cards: readonly Card[] }
  /** Who it is, where the row of a board is wanted. */
  | { readonly kind: 'patient'; readonly patient: NonNullable<Card['patient']> }
  | { readonly kind: 'additions'; readonly report: AdditionsReport }
  | { readonly kind: 'stopped'; readonly problem: SessionProblem }

/** The engine, in a worker or on the page. */
export interface Engine {
  /** Starts on a patient. Gives the queries that the trials need. */
  open(input: {
    readonly patientId: string
    /** Evaluation date, `YYYY-MM-DD`. */
    readonly asOf: string
    /** Time of reading in words of the clock: `2026-11-23T09:41`. */
    readonly readAt: string
    readonly language: Language
    readonly additions?: SiteAdditions
    /** The row of a board is wanted and no cards: who it is is told by itself, the row when it is asked for. */
    readonly forRow?: boolean
  }): Promise<readonly Query[]>
  readonly sink: PageSink
  setLanguage(language: Language): void
  /** All that the clinician answered and overrode. Once a patient is open. */
  setClinician(answers: readonly Answer[], overrides: readonly Override[]): void
  /** What goes out with a referral: made where the record is. Rejects where there is no card of that trial. */
  draft(request: DraftRequest): Promise<Draft>
  /** The answers that were told, as the chart keeps them. Rejects where no patient has been read. */
  writeAnswers(writing: AnswersWriting): Promise<Json>
  /** Answers that the chart kept, each held against its question. They count once they are told. */
  readAnswers(resource: Resource): Promise<Result<AnswersInChart, AnswersRefusal>>
  /** The patient as a board keeps it, from what has been read by now. Nothing where it is not known who it is. */
  row(): Promise<ReadPatient | undefined>
  /** Where the matching runs, for "About this card". */
  readonly place: 'worker' | 'page'
  close(): void
}

/** A moment, in words of the clock. */
export interface Moment {
  /** `2026-11-23`. */
  readonly date: string
  /** `2026-11-23T09:41`. */
  readonly minute: string
  /** With its distance from UTC: `2026-11-23T09:41:07+01:00`. */
  readonly instant: string
}

/** What of the browser a referral uses: its clipboard, its printer, and reading the chart anew. */
export interface BrowserDoings {
  /** False where the browser does not let it. */
  copy(text: string): Promise<boolean>
  print(): void
  reload(): void
}

/** Everything from outside. */
export interface Ports {
  openSession(): Promise<Result<OpenSession, SessionProblem>>
  startEngine(onUpdate: (update: EngineUpdate) => void): Engine
  /** Now, in the browser's zone: the one place where the page reads a clock. */
  now(): Moment
  /** The browser's language, where the site names none. */
  browserLanguage(): Language
  readonly browser: BrowserDoings
}

/** What the board's views are given, and what they may ask for. Plain data in, calls out. */
import type { ReadonlySignal } from '@preact/signals'
import type { Change, Decision, DecisionKind, NotSuitableReason } from '../engine/board/decision.ts'
import type { MissingItem } from '../engine/board/missing.ts'
import type { ListFault, ListOddity } from '../engine/board/patient-list.ts'
import type { Card } from '../engine/card/card.ts'
import type { Language } from '../engine/language.ts'
import type { EarlierReferral } from '../engine/referral/earlier.ts'
import type { AdditionsReport } from '../engine/trials/site-additions.ts'
import type { Model } from './model.ts'
import type { Moment, SessionProblem } from './ports.ts'

/** One trial of one row: what a board needs of the card. */
export interface RowTrial {
  readonly id: string
  readonly acronym: string
  readonly verdict: Card['verdict']
  /** Present where somebody cannot be referred. */
  readonly standing: Card['trial']['standing']
  readonly referral?: EarlierReferral
  /** What was decided, now or at an earlier meeting. */
  readonly decision?: Decision
  /** Where the decision stands: still to be written, in the chart, or only here. */
  readonly decisionKept?: 'pending' | 'in-chart' | 'session'
  /** What changed since the last meeting; absent where there was none. */
  readonly changes?: readonly Change[]
  /** True where earlier referrals or decisions could not be read. */
  readonly isBesideUnread?: true
}

/** One patient of the meeting. */
export interface BoardRow {
  readonly patientId: string
  /** `stopped`: the reader ended the reading. */
  readonly state: 'waiting' | 'reading' | 'done' | 'failed' | 'stopped'
  /** Why it failed. */
  readonly problem?: SessionProblem['kind']
  /** Present once the patient has been read: nothing of a row is shown without it. */
  readonly patient?: NonNullable<Card['patient']>
  /** The record is marked as invented. */
  readonly isTestData?: true
  readonly trials: readonly RowTrial[]
  readonly missing: readonly MissingItem[]
  /** What could not be read of the record, in words. */
  readonly gaps: readonly string[]
  /** `2026-11-23T09:41`. */
  readonly readAt?: string
}

/** What was decided at this meeting of a patient whose row is gone or not read: no more than that is left. */
export interface DecidedPatient {
  readonly patientId: string
  readonly state: 'done'
  readonly patient: Pick<NonNullable<Card['patient']>, 'name' | 'birthDate' | 'identifier'>
  readonly isTestData?: true
  readonly trials: readonly (Pick<RowTrial, 'id' | 'acronym'> &
    Required<Pick<RowTrial, 'decision' | 'decisionKept'>>)[]
}

/** How far the reading of all rows has come. */
export interface BoardProgress {
  readonly done: number
  readonly failed: number
  readonly of: number
  readonly isStopped: boolean
}

/** What came of adding a patient by number. */
export type Adding = 'idle' | 'looking' | 'not-found' | 'several' | 'already-there' | ListFault

/** Where the board is. Only `open` holds anything of patients. */
export type BoardState =
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'open'
      readonly siteName: string
      readonly listName?: string
      readonly oddities: readonly ListOddity[]
      /** Why the list could not be read. */
      readonly listFault?: ListFault
      /** Where the next page of the list begins, and how many there are. */
      readonly more?: { readonly from: number; readonly total: number }
      /** Where the page before this one begins, and where it ends. */
      readonly before?: { readonly from: number; readonly to: number }
    }
  | { readonly kind: 'stopped'; readonly problem: SessionProblem }
  | { readonly kind: 'closed'; readonly why: 'idle' | 'left' }

/** What the board says of a decision. */
export interface Deciding {
  readonly kind: DecisionKind
  readonly reason?: NotSuitableReason
  readonly note?: string
}

/** The board: its rows, the card that is open, and what may be done. */
export interface Board {
  readonly state: ReadonlySignal<BoardState>
  readonly rows: ReadonlySignal<readonly BoardRow[]>
  /** Decided at this meeting, and on no row: of another page of the list, taken off it, or not read now. */
  readonly elsewhere: ReadonlySignal<readonly DecidedPatient[]>
  /** What the site adds and is not used. */
  readonly additions: ReadonlySignal<AdditionsReport | undefined>
  readonly progress: ReadonlySignal<BoardProgress>
  readonly language: ReadonlySignal<Language>
  /** The row whose card is open, and the page of that patient: the same as in the chart. */
  readonly opened: ReadonlySignal<{ readonly patientId: string; readonly model: Model } | undefined>
  /** Patients whose referral is walked through, in order, and where that is. */
  readonly walk: ReadonlySignal<
    | {
        readonly steps: readonly { readonly patientId: string; readonly trial: string }[]
        readonly at: number
      }
    | undefined
  >
  readonly adding: ReadonlySignal<Adding>
  readonly participants: ReadonlySignal<string>
  open(): Promise<void>
  /** Ends the reading of rows that are not read yet. */
  stopReading(): void
  goOn(): void
  retry(patientId: string): void
  /** Reads the next page of the list in place of this one. What was decided stays. */
  nextPage(): void
  /** Goes back to the page before. */
  previousPage(): void
  add(number: string): void
  /** Takes a patient off the list of this meeting. */
  remove(patientId: string): void
  openRow(patientId: string): void
  closeRow(): void
  decide(patientId: string, trial: string, said: Deciding): void
  setParticipants(names: string): void
  /** Walks through the confirm step of everybody of whom "refer" was decided, one at a time. */
  startWalk(): void
  /** The next one; this one is skipped where it was not sent. */
  nextInWalk(): void
  endWalk(): void
  /** On the clipboard. False where the browser does not let it. */
  copy(text: string): Promise<boolean>
  print(): void
  /** For the time on a paper. */
  now(): Moment
  setLanguage(language: Language): void
  touch(): void
  mayLeave(): boolean
  leave(): void
  fail(): void
}

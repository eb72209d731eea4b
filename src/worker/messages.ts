/** What page and worker say to each other. Bytes and ledger go in; reports and cards come out. */
import type { Card } from '../engine/card/card.ts'
import type { Answer } from '../engine/facts/answers.ts'
import type { Resource } from '../engine/fhir.ts'
import type { Language } from '../engine/language.ts'
import type { LedgerEntry } from '../engine/record/ledger.ts'
import type { AnswersWriting } from '../engine/referral/answers-response.ts'
import type { DraftRequest } from '../engine/referral/draft.ts'
import type { Override } from '../engine/verdict/override.ts'
import type { Opening } from './engine-host.ts'

/** What is asked of the engine, wherever it runs. */
export type HostRequest =
  | { readonly kind: 'open'; readonly opening: Opening }
  | { readonly kind: 'take'; readonly query: string; readonly body: ArrayBuffer }
  | { readonly kind: 'take-batch'; readonly queries: readonly string[]; readonly body: ArrayBuffer }
  | { readonly kind: 'finish'; readonly entry: LedgerEntry }
  | { readonly kind: 'language'; readonly language: Language }
  /** All of the clinician's part, in place of what was told before. */
  | {
      readonly kind: 'clinician'
      readonly answers: readonly Answer[]
      readonly overrides: readonly Override[]
    }
  /** What goes out with a referral, made from all that is known now. */
  | { readonly kind: 'draft'; readonly request: DraftRequest }
  /** The answers so far as the chart keeps them, and such answers read out of it. */
  | { readonly kind: 'write-answers'; readonly writing: AnswersWriting }
  | { readonly kind: 'read-answers'; readonly resource: Resource }
  /** The patient as a board keeps it. */
  | { readonly kind: 'row' }

/** What is asked of a worker alone: to add what a site serves beside the app, and whether that keeps it busy. */
export type AdditionRequest =
  /** Loads what reads definitions. */
  | { readonly kind: 'prepare'; readonly today: string }
  | {
      readonly kind: 'definition'
      readonly file: string
      readonly bytes: ArrayBuffer
      readonly sha256?: string
    }
  | { readonly kind: 'overrides'; readonly overrides: unknown }
  /** Matches with all of it from now on. */
  | { readonly kind: 'use' }
  /** Asks for a sign of life, after whatever the worker has to do first. */
  | { readonly kind: 'still' }

/** A request as the caller writes it. */
export type WorkerRequest = HostRequest | AdditionRequest

/** True for what only a worker is asked. */
export const isAddition = (request: WorkerRequest): request is AdditionRequest =>
  ['prepare', 'definition', 'overrides', 'use', 'still'].includes(request.kind)

/** A request of the page; `call` numbers it, and its answer carries the same number. */
export type Request = { readonly call: number; readonly request: WorkerRequest }

/** What the worker answers, or tells by itself. */
export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly call: number; readonly value: unknown }
  /** An addition could not be made; the engine is as it was. */
  | { readonly kind: 'failed'; readonly call: number }
  | { readonly kind: 'cards'; readonly cards: readonly Card[] }
  | { readonly kind: 'patient'; readonly patient: NonNullable<Card['patient']> }
  | { readonly kind: 'fault' }

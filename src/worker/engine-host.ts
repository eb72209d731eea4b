import type { ReadPatient } from '../engine/board/row.ts'
import type { Making } from '../engine/card/about.ts'
import type { Card } from '../engine/card/card.ts'
import { patientOf } from '../engine/card/patient.ts'
import { wordsOf } from '../engine/card/words/words-of.ts'
import type { Answer } from '../engine/facts/answers.ts'
import { dataNeeds } from '../engine/facts/data-needs.ts'
import type { Json, Resource } from '../engine/fhir.ts'
import type { Catalog, Match } from '../engine/index.ts'
import { dayOfIso, Matcher } from '../engine/index.ts'
import type { Language } from '../engine/language.ts'
import { answersInBatch } from '../engine/record/batch-response.ts'
import { Intake } from '../engine/record/intake.ts'
import type { LedgerEntry } from '../engine/record/ledger.ts'
import type { Query } from '../engine/record/query.ts'
import type { PageReport } from '../engine/record/reading.ts'
import { isTestData } from '../engine/record/test-data.ts'
import {
  type AnswersInChart,
  type AnswersRefusal,
  type AnswersWriting,
  answersInChart,
  answersResponse,
} from '../engine/referral/answers-response.ts'
import type { Draft, DraftRequest } from '../engine/referral/draft.ts'
import { toDraft } from '../engine/referral/to-draft.ts'
import { assertNever, fail, type Result } from '../engine/result.ts'
import type { Override } from '../engine/verdict/override.ts'
import type { HostRequest } from './messages.ts'

/** A patient to match, and when. */
export interface Opening {
  readonly patientId: string
  readonly asOf: string
  readonly readAt: string
  readonly language: Language
  /** The row of a board is wanted, once, and no cards: who it is is told by itself, the row when it is asked for. */
  readonly forRow?: boolean
}

/** What the host says by itself. */
export interface Told {
  cards(cards: readonly Card[]): void
  /** Who it is, as soon as that is known, where no cards are wanted. */
  patient(patient: NonNullable<Card['patient']>): void
}

/**
 * Holds one patient's record and matches it as it comes in. The same code in the worker and, where none is
 * allowed, on the page. Bodies come in as bytes and are parsed here; only reports and cards go out.
 */
export class EngineHost {
  readonly #matcher: Matcher
  readonly #queries: readonly Query[]
  #opening: (Opening & { readonly today: number }) | undefined
  #intake: Intake | undefined
  #match: Match | undefined
  #answers: readonly Answer[] = []
  #overrides: readonly Override[] = []
  #ended = new Set<string>()
  #waiting = false

  constructor(
    private readonly catalog: Catalog,
    private readonly version: string,
    private readonly place: 'worker' | 'page',
    private readonly told: Told,
    /** Runs something soon, after what is already waiting. */
    private readonly soon: (run: () => void) => void,
  ) {
    this.#matcher = new Matcher(catalog)
    this.#queries = dataNeeds(catalog)
  }

  /** Starts on a patient and gives the queries that the trials need. */
  open(opening: Opening): readonly Query[] {
    const today = dayOfIso(opening.asOf)
    if (today === undefined) throw new Error(`no such day: ${opening.asOf}`)
    this.#opening = { ...opening, today }
    this.#intake = new Intake(opening.patientId, { bundles: ['searchset'] })
    this.#match = undefined
    this.#ended.clear()
    // What was said of one patient says nothing of another.
    this.#answers = []
    this.#overrides = []
    this.#rematch()
    return this.#queries
  }

  /** Takes the body of one answer. */
  take(_query: string, body: ArrayBuffer): PageReport {
    if (!this.#intake) throw new Error('a page before a patient')
    if (body.byteLength === 0) return { kind: 'refused', reason: 'empty-answer' }
    const answer = jsonIn(body)
    return answer === undefined ? { kind: 'refused', reason: 'not-json' } : this.#intake.take(answer)
  }

  /** Takes the response to a batch. What of it cannot be taken is asked by itself, which then says why. */
  takeBatch(queries: readonly string[], body: ArrayBuffer): readonly (PageReport | undefined)[] {
    const intake = this.#intake
    if (!intake) throw new Error('a batch before a patient')
    const types = queries.map((id) => {
      const query = this.#queries.find((one) => one.id === id)
      if (!query) throw new Error(`no such query: ${id}`)
      return query.resource
    })
    return answersInBatch(jsonIn(body), types).map((answer) => {
      const report = answer === undefined ? undefined : intake.take(answer)
      return report?.kind === 'taken' ? report : undefined
    })
  }

  /** Says how a query ended, and shows what is known now. */
  finish(entry: LedgerEntry): void {
    this.#intake?.finish(entry)
    this.#ended.add(entry.query)
    if (this.#opening?.forRow && entry.resource === 'Patient') this.#tellWho(this.#opening)
    // Queries often end together: one match then serves them all.
    if (this.#waiting || this.#opening?.forRow) return
    this.#waiting = true
    this.soon(() => {
      this.#waiting = false
      this.#rematch()
    })
  }

  #tellWho({ today, language }: Opening & { readonly today: number }): void {
    const patient = this.#intake?.record().patient
    if (patient) this.told.patient(patientOf(patient, today, wordsOf(language)))
  }

  /** The patient as a board keeps it, from what has been read and answered by now. Nothing where it is not known who it is. */
  row(): ReadPatient | undefined {
    if (!this.#intake || !this.#opening) throw new Error('a row before a patient')
    const { making, pending } = this.#state(this.#opening)
    const match = this.#matched(this.#intake, this.#opening.today)
    return this.#matcher.row(match, making, pending, this.#overrides)
  }

  /** Says the same in another language. */
  setLanguage(language: Language): void {
    if (this.#opening) this.#opening = { ...this.#opening, language }
    this.#say()
  }

  /** Matches with the clinician's answers from now on, and shows what was overridden. */
  setClinician(answers: readonly Answer[], overrides: readonly Override[]): void {
    if (!this.#opening) throw new Error('an answer before a patient')
    this.#answers = answers
    this.#overrides = overrides
    this.#rematch()
  }

  /** What goes out with a referral, made from what the cards on screen were made from. Nothing before there are any. */
  draft(request: DraftRequest): Draft | undefined {
    if (!this.#match || !this.#opening) return undefined
    const { pending, making } = this.#state(this.#opening)
    return toDraft(this.#matcher, this.#match, request, { making, pending, overrides: this.#overrides })
  }

  /** The answers so far, as the chart keeps them for the next person. Nothing before the patient has been read. */
  writeAnswers(writing: AnswersWriting): Json | undefined {
    const { patient, patientId = '' } = this.#match?.record ?? {}
    if (!patient) return undefined
    const about = { patientId, isTestData: isTestData(patient) }
    return answersResponse(this.#answers, about, writing, this.catalog)
  }

  /** Answers that the chart kept: none of them counts before it is told back as the clinician's. */
  readAnswers(resource: Resource): Result<AnswersInChart, AnswersRefusal> {
    const { patientId } = this.#opening ?? {}
    return patientId === undefined
      ? fail('another-patient')
      : answersInChart(resource, patientId, this.catalog)
  }

  #rematch(): void {
    if (!this.#intake || !this.#opening || this.#opening.forRow) return
    this.#match = this.#matched(this.#intake, this.#opening.today)
    this.#say()
  }

  #matched(intake: Intake, today: number): Match {
    return this.#matcher.match(intake.record(), this.catalog.trials, today, this.#answers)
  }

  #say(): void {
    if (this.#match && this.#opening) this.told.cards(this.#cards(this.#match, this.#opening))
  }

  #cards(match: Match, opening: Opening): readonly Card[] {
    const { making, pending } = this.#state(opening)
    return this.#matcher.cards(match, opening.language, making, pending, undefined, this.#overrides)
  }

  /** Where and when, and what is still being read. */
  #state({ asOf, readAt }: Opening) {
    const making: Making = { software: this.version, asOf, readAt, place: this.place }
    return { making, pending: this.#queries.filter(({ id }) => !this.#ended.has(id)) }
  }
}

/** The JSON of a body, or nothing where it is none: JSON itself has no such value. */
function jsonIn(body: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

/** Does what a request asks, in the worker and on the page alike. */
export function answer(host: EngineHost, request: HostRequest): unknown {
  switch (request.kind) {
    case 'open':
      return host.open(request.opening)
    case 'take':
      return host.take(request.query, request.body)
    case 'take-batch':
      return host.takeBatch(request.queries, request.body)
    case 'finish':
      return host.finish(request.entry)
    case 'language':
      return host.setLanguage(request.language)
    case 'clinician':
      return host.setClinician(request.answers, request.overrides)
    case 'draft':
      return host.draft(request.request)
    case 'write-answers':
      return host.writeAnswers(request.writing)
    case 'read-answers':
      return host.readAnswers(request.resource)
    case 'row':
      return host.row()
    default:
      return assertNever(request)
  }
}

import { type ReadonlySignal, signal } from '@preact/signals'
import type { Answer } from '../engine/facts/answers.ts'
import type { Override, OverrideReason } from '../engine/verdict/override.ts'
import { readKept, toKeep } from './kept-answers.ts'
import type { AnswerStore } from './ports.ts'

/** How long the answers last: as long as this page, the session in this tab, or in the chart. */
export type Keeping = 'page' | 'session' | 'chart'

/** What a clinician may do on the card. Each counts at once. */
export interface Clinician {
  readonly keeping: ReadonlySignal<Keeping>
  /** Answers a question, in place of an answer that was given before. */
  answer(question: string, answer: string | number): void
  withdraw(question: string): void
  /** Overrides a criterion, in place of an earlier override of it. */
  override(trial: string, criterion: string, reason: OverrideReason, note?: string): void
  removeOverride(trial: string, criterion: string): void
}

/** The clinician's part of one patient's page, as the page itself handles it. */
export interface ClinicianPart extends Clinician {
  /** What was answered and overridden, free text included. */
  readonly answers: ReadonlySignal<readonly Answer[]>
  readonly overrides: ReadonlySignal<readonly Override[]>
  /** Takes up what was kept for this patient, and keeps everything from now on. */
  keepIn(store: AnswerStore): void
  /** Takes over answers that stand in the chart; one's own to the same question stays. */
  inherit(answers: readonly Answer[]): void
  /** Says whether the chart has them. */
  keptInChart(isKept: boolean): void
  /** The engine has the patient open: it is told what there is, and every change from now on. */
  begin(): void
  /** Lets go of everything, for good. What was kept is left to whoever keeps it. */
  forget(): void
}

/** What the clinician's part needs from the page around it. */
export interface ClinicianSurroundings {
  /** `2026-11-23T09:41`. */
  now(): string
  /** Who sits there, by name, where the EHR said so. */
  user(): string | undefined
  /** Tells the engine all of it. */
  tell(answers: readonly Answer[], overrides: readonly Override[]): void
}

const LONGEST_NOTE = 500

/** Nobody has answered anything yet. */
export function createClinician({ now, user, tell }: ClinicianSurroundings): ClinicianPart {
  const answers = signal<readonly Answer[]>([])
  const overrides = signal<readonly Override[]>([])
  const keeping = signal<Keeping>('page')
  let store: AnswerStore | undefined
  let hasBegun = false
  let isOver = false

  const said = () => {
    if (hasBegun) tell(answers.peek(), overrides.peek())
  }
  /** The clinician changed something: it counts at once, and is kept. */
  const change = (given: readonly Answer[], overridden: readonly Override[]) => {
    if (isOver) return
    answers.value = given
    overrides.value = overridden
    store?.save(toKeep(given, overridden))
    said()
  }
  const signature = () => {
    const by = user()
    return { ...(by === undefined ? {} : { by }), at: now() }
  }
  const without = (question: string) => answers.peek().filter((one) => one.question !== question)
  const standing = (trial: string, criterion: string) =>
    overrides.peek().filter((one) => one.trial !== trial || one.criterion !== criterion)

  return {
    answers,
    overrides,
    keeping,
    answer(question, answer) {
      // A second tap on the same answer is no other answer, given later.
      const isGiven = answers.peek().some((one) => one.question === question && one.answer === answer)
      if (!isGiven) change([...without(question), { question, answer, ...signature() }], overrides.peek())
    },
    withdraw(question) {
      const left = without(question)
      if (left.length < answers.peek().length) change(left, overrides.peek())
    },
    override(trial, criterion, reason, note = '') {
      const words = note.trim().slice(0, LONGEST_NOTE)
      const own = { trial, criterion, reason, ...(words && { note: words }), ...signature() }
      change(answers.peek(), [...standing(trial, criterion), own])
    },
    removeOverride(trial, criterion) {
      const left = standing(trial, criterion)
      if (left.length < overrides.peek().length) change(answers.peek(), left)
    },
    keepIn(where) {
      store = where
      keeping.value = 'session'
      const kept = readKept(where.load())
      answers.value = kept.answers
      overrides.value = kept.overrides
      said()
    },
    inherit(others) {
      const isOwn = (question: string) => answers.peek().some((one) => one.question === question)
      const added = others.filter(({ question }) => !isOwn(question))
      if (isOver || added.length === 0) return
      answers.value = [...answers.peek(), ...added]
      said()
    },
    keptInChart(isKept) {
      keeping.value = isKept ? 'chart' : store ? 'session' : 'page'
    },
    begin() {
      hasBegun = true
      if (answers.peek().length > 0 || overrides.peek().length > 0) said()
    },
    forget() {
      isOver = true
      store = undefined
      answers.value = []
      overrides.value = []
    },
  }
}

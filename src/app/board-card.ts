import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Card } from '../engine/card/card.ts'
import type { Language } from '../engine/language.ts'
import { fail, ok } from '../engine/result.ts'
import type { BoardPorts } from './board-port.ts'
import { createModel, type Model, type Timers } from './model.ts'
import type { OpenSession, SessionProblem } from './ports.ts'

/** The card of one patient, open in the meeting: the same page as in the chart. */
export interface OpenCards {
  readonly opened: ReadonlySignal<{ readonly patientId: string; readonly model: Model } | undefined>
  open(patientId: string): void
  /** Closes it. One whose referral is under way goes on unseen, and is the same one when it is opened again. */
  close(): void
  /** Lets go of a patient for good. */
  drop(patientId: string): void
  /** Lets go of everybody. */
  closeAll(): void
  setLanguage(language: Language): void
  touch(): void
  /** True while it is not known what became of a referral. */
  isUnderWay(): boolean
}

/** What a card is opened with, and whom it tells. */
export interface OpenCardsParts {
  readonly ports: BoardPorts
  readonly timers: Timers
  readonly language: ReadonlySignal<Language>
  session(patientId: string): OpenSession
  /** Everything of the patient has been read, or something of it changed. */
  onCards(patientId: string, cards: readonly Card[]): void
  /** The chart is not this patient's. */
  onStop(patientId: string, problem: SessionProblem['kind']): void
  onSent(patientId: string, trial: string): void
  /** It was closed; true where a referral was looked at, so that the row's own may be old. */
  onClosed(patientId: string, hasReferred: boolean): void
}

interface OpenCard {
  readonly patientId: string
  readonly model: Model
  hasReferred: boolean
  release(): void
}

/** What was answered last is still being written when a card is closed: its session ends this much later. */
const LINGER_SECONDS = 30

/** No card is open. */
export function createOpenCards(parts: OpenCardsParts): OpenCards {
  const { ports, timers, language } = parts
  const opened = signal<OpenCard | undefined>(undefined)
  /** Closed while a referral was under way. */
  const held = new Map<string, OpenCard>()

  const make = (patientId: string): OpenCard => {
    const chart = parts.session(patientId)
    let session: OpenSession | undefined = {
      ...chart,
      // A board has several patients: whose card it is has to stand on it.
      showPatient: true,
      language: language.peek(),
    }
    const model = createModel(
      {
        openSession: async () => (session ? ok(session) : fail({ kind: 'session-ended' })),
        startEngine: ports.startEngine,
        now: ports.now,
        browserLanguage: () => language.peek(),
        browser: { ...ports.browser, reload: () => reopen(patientId) },
      },
      timers,
    )
    const card: OpenCard = {
      patientId,
      model,
      hasReferred: false,
      release: () => {
        endWatch()
        model.leave()
        session = undefined
        const close = () => quietly(() => chart.close())
        timers.after(LINGER_SECONDS * 1000, close)
      },
    }
    const endWatch = watch(card, parts)
    return card
  }

  const release = (card: OpenCard) => {
    held.delete(card.patientId)
    card.release()
    parts.onClosed(card.patientId, card.hasReferred)
  }
  const close = () => {
    const card = opened.peek()
    opened.value = undefined
    if (card) held.set(card.patientId, card)
    for (const one of [...held.values()]) if (one.model.mayLeave()) release(one)
  }
  const open = (patientId: string) => {
    if (opened.peek()?.patientId === patientId) return
    close()
    const known = held.get(patientId)
    held.delete(patientId)
    const card = known ?? make(patientId)
    opened.value = card
    if (!known) void card.model.open()
  }
  const all = () => {
    const seen = opened.peek()
    return seen ? [...held.values(), seen] : [...held.values()]
  }
  const drop = (patientId: string) => {
    const own = all().filter((one) => one.patientId === patientId)
    if (opened.peek()?.patientId === patientId) opened.value = undefined
    for (const card of own) release(card)
  }
  /** Asked for where the record was read too long ago to refer by. */
  const reopen = (patientId: string) => {
    if (opened.peek()?.patientId !== patientId) return
    drop(patientId)
    open(patientId)
  }

  return {
    opened,
    open,
    close,
    drop,
    closeAll: () => {
      for (const { patientId } of all()) drop(patientId)
    },
    setLanguage: (wanted) => {
      for (const { model } of all()) model.setLanguage(wanted)
    },
    touch: () => {
      for (const { model } of all()) model.touch()
    },
    isUnderWay: () => all().some(({ model }) => !model.mayLeave()),
  }
}

/** Tells what becomes of an open card. */
function watch(card: OpenCard, { onCards, onStop, onSent }: OpenCardsParts): () => void {
  const { patientId, model } = card
  const sent = new Set<string>()
  const ends = [
    effect(() => {
      const now = model.state.value
      if (now.kind === 'ready') onCards(patientId, now.chart.cards)
      if (now.kind === 'stopped') onStop(patientId, now.problem.kind)
    }),
    effect(() => {
      for (const [trial, { shown }] of model.referrals.value) {
        const { kind } = shown.value.state
        if (kind !== 'idle') card.hasReferred = true
        if (kind !== 'sent' || sent.has(trial)) continue
        sent.add(trial)
        onSent(patientId, trial)
      }
    }),
  ]
  return () => {
    for (const end of ends) end()
  }
}

function quietly(run: () => void): void {
  try {
    run()
  } catch {
    // It is over either way.
  }
}

import type { ReadPatient } from '../engine/board/row.ts'
import type { Card } from '../engine/card/card.ts'
import type { Language } from '../engine/language.ts'
import { fail, ok, type Result } from '../engine/result.ts'
import type { AdditionsReport, SiteAdditions } from '../engine/trials/site-additions.ts'
import { sinkOf, type Turn, tellAnswers } from './board-turn.ts'
import { SETTLE_SECONDS, type Timers } from './model.ts'
import type { Engine, EngineUpdate, Moment, OpenSession, SessionProblem } from './ports.ts'
import { readablePatient, toText } from './readable-card.ts'
import { readableRows } from './readable-row.ts'
import { wordsOf } from './words/words-of.ts'

/** One patient to read. */
export interface ReadingOrder {
  readonly session: OpenSession
  readonly language: Language
  readonly additions: SiteAdditions | undefined
  /** The patient is known; everything else is still being read. */
  onPatient(patient: NonNullable<Card['patient']>): void
}

/** A patient as read; or why not. */
export type ReadingEnd = Result<ReadPatient, SessionProblem['kind']>

/** A reading under way. */
export interface Reading {
  /** Settles once, unless the reading was ended from outside; never rejects. */
  readonly done: Promise<ReadingEnd>
  /** Ends it: nothing of it is heard of again. */
  end(): void
}

/** An engine that takes one patient after another. */
export interface Reader {
  /** Starts the engine, so that its code is there when the first patient comes. */
  warmUp(): void
  /** Reads a patient. A reading that is still under way is ended. */
  read(order: ReadingOrder): Reading
  close(): void
}

interface Surroundings {
  startEngine(onUpdate: (update: EngineUpdate) => void): Engine
  now(): Moment
  readonly timers: Timers
  /** What came of the site's own trials: told with every patient. */
  onAdditions?(report: AdditionsReport): void
}

interface Running {
  readonly engine: Engine
  /** It gave up what the site adds: it may be told all of the last patient again, at any time. */
  hasGivenUp: boolean
}

/** A reader without an engine yet. */
export function createReader({ startEngine, now, timers, onAdditions }: Surroundings): Reader {
  let running: Running | undefined
  let turn: Turn | undefined
  /** What the site adds kept an engine from coming to an end. */
  let goesWithout = false

  const start = (): Running => {
    const own: { current?: Running } = {}
    const engine = startEngine((update) => {
      if (own.current && own.current === running) heard(update)
    })
    own.current = { engine, hasGivenUp: false }
    running = own.current
    return running
  }
  /** The engine is of no use for the next patient. */
  const discard = () => {
    const { engine } = running ?? {}
    running = undefined
    try {
      engine?.close()
    } catch {
      // It is being thrown away.
    }
  }
  const heard = (update: EngineUpdate) => {
    const now = turn
    if (update.kind === 'additions') onAdditions?.(update.report)
    if (running && update.kind === 'additions' && update.report.notRead) running.hasGivenUp = true
    if (update.kind === 'stopped' || (running?.hasGivenUp && now?.isOver)) discard()
    if (now && !now.isOver) now.take(update)
  }
  const endTurn = () => {
    if (!turn || turn.isOver) return
    turn.isOver = true
    if (!turn.hasOpened || running?.hasGivenUp) discard()
  }

  const read = (order: ReadingOrder): Reading => {
    endTurn()
    let settle: (end: ReadingEnd) => void = () => {}
    const done = new Promise<ReadingEnd>((resolve) => {
      settle = resolve
    })
    let cancelSettle = () => {}
    const own: Turn = { isOver: false, hasOpened: false, take: () => {} }
    turn = own
    const end = (result: ReadingEnd) => {
      if (own.isOver) return
      if (!result.ok && result.problem === 'engine-failed') discard()
      endTurn()
      cancelSettle()
      settle(result)
    }
    const failed = () => end(fail('engine-failed'))
    void readOne(order, own, end, (cancel) => {
      cancelSettle = cancel
    }).catch(failed)
    return {
      done,
      end: () => {
        if (own.isOver) return
        endTurn()
        cancelSettle()
      },
    }
  }

  const readOne = async (
    order: ReadingOrder,
    own: Turn,
    end: (result: ReadingEnd) => void,
    untilSettled: (cancel: () => void) => void,
  ): Promise<void> => {
    const { session, language, onPatient } = order
    const additions = goesWithout ? undefined : order.additions
    const { engine } = running ?? start()
    const failed = () => end(fail('engine-failed'))
    own.take = (update) => {
      if (update.kind === 'stopped') return failed()
      if (update.kind === 'additions' && update.report.notRead && own.hasOpened) {
        // Another engine is told everything anew, and may speak of anybody meanwhile. The next one goes without.
        goesWithout = true
        return failed()
      }
      // What an engine says before it has opened this patient is of the patient before.
      if (update.kind !== 'patient' || !own.hasOpened) return
      try {
        onPatient(readablePatient(update.patient, (value) => toText(value, wordsOf(language).unreadable)))
      } catch {
        failed()
      }
    }

    const { date, minute } = now()
    const queries = await engine.open({
      patientId: session.patientId,
      asOf: date,
      readAt: minute,
      language,
      forRow: true,
      ...(additions && { additions }),
    })
    if (own.isOver) return
    own.hasOpened = true
    const answersTold = tellAnswers(session, engine, own)
    const sink = sinkOf(engine.sink, own, () => end(fail('somebody-else')))
    const record = await session.read(queries, sink, () => {})
    if (own.isOver) return
    if (!record.ok) return end(fail(record.problem.kind))
    await answersTold
    if (own.isOver) return
    untilSettled(timers.after(SETTLE_SECONDS * 1000, failed))
    const patient = await engine.row()
    end(patient ? ok(readableRows(patient)) : fail('patient-not-readable'))
  }

  return {
    warmUp: () => void (running ?? start()),
    read,
    close: () => {
      endTurn()
      discard()
    },
  }
}

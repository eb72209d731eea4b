import type { PageReport, PageSink } from '../engine/record/reading.ts'
import { readKept } from './kept-answers.ts'
import type { Engine, EngineUpdate, OpenSession } from './ports.ts'

/** One patient's turn. What comes after its end, or before the engine has opened the patient, is not its own. */
export interface Turn {
  isOver: boolean
  hasOpened: boolean
  take(update: EngineUpdate): void
}

/** Tells the engine what was answered at this meeting, and what the chart has besides: as the card does. */
export async function tellAnswers(session: OpenSession, engine: Engine, turn: Turn): Promise<void> {
  const own = readKept(session.answers?.load())
  const found = await answersInChart(session, engine).catch(() => [])
  const isOwn = (question: string) => own.answers.some((one) => one.question === question)
  const all = [...own.answers, ...found.filter(({ question }) => !isOwn(question))]
  if (turn.isOver || (all.length === 0 && own.overrides.length === 0)) return
  engine.setClinician(all, own.overrides)
}

async function answersInChart({ referral }: OpenSession, engine: Engine) {
  const read = await referral?.answers?.read()
  if (read?.kind !== 'read' || !read.found) return []
  const answers = await engine.readAnswers(read.found)
  return answers.ok ? answers.value.answers : []
}

/**
 * The engine's sink for one turn alone: what an ended reading still brings goes nowhere, for the engine may have another
 * patient open by then.
 */
export const sinkOf = (sink: PageSink, turn: Turn, onStranger: () => void): PageSink => ({
  take: async (query, body) => {
    if (turn.isOver) return { kind: 'refused', reason: 'empty-answer' }
    const report = await sink.take(query, body)
    if (hasStrangers(report)) onStranger()
    return report
  },
  takeBatch: async (queries, body) => {
    if (turn.isOver) return []
    const reports = await sink.takeBatch(queries, body)
    if (reports.some(hasStrangers)) onStranger()
    return reports
  },
  finish: async (entry) => {
    if (!turn.isOver) await sink.finish(entry)
  },
})

const hasStrangers = (report: PageReport | undefined): boolean =>
  report?.kind === 'taken' && report.strangers > 0

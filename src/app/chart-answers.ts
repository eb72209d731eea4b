import { effect } from '@preact/signals'
import type { AnswersWriting } from '../engine/referral/answers-response.ts'
import type { ClinicianPart } from './clinician.ts'
import type { Engine } from './ports.ts'
import type { KeptResponse } from './referral-port.ts'

/** What keeps the clinicians' answers in the chart. */
export interface ChartAnswersParts {
  readonly kept: KeptResponse
  readonly engine: Pick<Engine, 'readAnswers' | 'writeAnswers'>
  readonly clinician: ClinicianPart
  /** Resolves when the patient has been read: nothing is written before it is known about whom. */
  readonly whenRead: Promise<void>
  /** Who writes, in which language and when. */
  writing(): Omit<AnswersWriting, 'key'>
}

/**
 * Takes over the answers that the chart has, and keeps every change there for the next person. One write at a time, the
 * last answers winning; while the chart does not have them, the page says so.
 * @returns what ends it
 */
export function keepInChart({ kept, engine, clinician, whenRead, writing }: ChartAnswersParts): () => void {
  let isOver = false
  let isWriting = false
  let isBehind = false
  const inherited = new Set<string>()

  const write = async () => {
    isBehind = true
    if (isWriting) return
    isWriting = true
    await whenRead
    while (isBehind && !isOver) {
      isBehind = false
      const isKept = await kept.write((key) => engine.writeAnswers({ ...writing(), key })).catch(() => false)
      if (!isOver) clinician.keptInChart(isKept && !isBehind)
    }
    isWriting = false
  }

  const read = async () => {
    const found = await kept.read()
    if (isOver || found.kind === 'failed' || !found.found) return
    const answers = await engine.readAnswers(found.found)
    if (isOver || !answers.ok) return
    for (const { question } of answers.value.answers) inherited.add(question)
    clinician.inherit(answers.value.answers)
  }

  const begin = () => {
    if (isOver) return () => {}
    let known = clinician.answers.peek()
    return effect(() => {
      const now = clinician.answers.value
      if (now === known) return
      known = now
      void write()
    })
  }

  let stop = () => {}
  const own = clinician.answers.peek()
  void read()
    .catch(() => {}) // What the chart has could not be read; what is answered here counts as it does anyway.
    .then(() => {
      if (isOver) return
      stop = begin()
      // What was answered in this tab before the chart was asked is not there yet.
      if (own.length > 0 || clinician.answers.peek().some(({ question }) => !inherited.has(question)))
        void write()
      else if (inherited.size > 0) clinician.keptInChart(true)
    })
  return () => {
    isOver = true
    stop()
  }
}

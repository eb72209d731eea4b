import { effect } from '@preact/signals'
import type { Answer } from '../engine/facts/answers.ts'
import type { AnswersWriting } from '../engine/referral/answers-response.ts'
import type { KeptResponse } from '../engine/referral/door.ts'
import type { ClinicianPart } from './clinician.ts'
import type { Engine } from './ports.ts'

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
 * last answers winning; while the chart does not have them, the page says so. Where the chart’s own could not be read
 * or understood whole, they are left as they are.
 * @returns what ends it
 */
export function keepInChart({ kept, engine, clinician, whenRead, writing }: ChartAnswersParts): () => void {
  let isOver = false
  let isWriting = false
  let isBehind = false
  let inChart: readonly Answer[] = []

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

  /** False where it is not known what the chart has: then nothing is written over it. */
  const read = async (): Promise<boolean> => {
    const found = await kept.read()
    if (found.kind === 'failed') return false
    if (!found.found) return true
    const answers = await engine.readAnswers(found.found)
    if (!answers.ok) return false
    inChart = answers.value.answers
    if (!isOver) clinician.inherit(inChart)
    return answers.value.notUnderstood.length === 0
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
  void read()
    .catch(() => false) // What is answered here counts as it does anyway, in this session.
    .then((isKnown) => {
      if (isOver || !isKnown) return
      stop = begin()
      const now = clinician.answers.peek()
      // What was answered in this tab before the chart was asked may not be there yet.
      if (!now.every((answer) => inChart.some((one) => isSame(one, answer)))) void write()
      else if (now.length > 0) clinician.keptInChart(true)
    })
  return () => {
    isOver = true
    stop()
  }
}

const isSame = (one: Answer, other: Answer): boolean =>
  one.question === other.question && one.answer === other.answer

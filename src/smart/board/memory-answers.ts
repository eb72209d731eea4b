import type { AnswerStore } from '../answer-store.ts'
import type { Clock } from '../outside.ts'

/** Answers about one patient of a board, and the referrals on their way: in memory, and gone with the board. */
export function memoryAnswers(
  clock: Pick<Clock, 'now'>,
  /** Of the whole board: an EHR that loses one patient's identifiers loses another's. */
  loss: { hasLost: boolean },
): AnswerStore {
  let kept: object | undefined
  const pending = new Map<string, number>()
  return {
    load: () => kept,
    save: (codes) => {
      kept = codes
    },
    clear: () => {
      kept = undefined
      pending.clear()
    },
    pending: {
      mark: (key) => void pending.set(key, clock.now()),
      clear: (key) => void pending.delete(key),
      since: (key) => pending.get(key),
      losesIdentifiers: () => loss.hasLost,
      noteLoss: () => {
        loss.hasLost = true
      },
    },
  }
}

import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Draft, Letter } from '../engine/referral/draft.ts'

/** A letter that is there to be read, copied and printed. */
export interface LetterOnScreen {
  /** Undefined before anybody asked for it. */
  readonly letter: ReadonlySignal<Letter | 'failed' | undefined>
  /** Has it written, unless it is there. */
  show(): void
  /** Writes it anew. Nothing where that failed. */
  write(): Promise<Draft | undefined>
  /** The letter once all that was begun is written: never the one before. */
  written(): Promise<Letter | undefined>
  close(): void
}

/**
 * Keeps a letter true: from the first time that it is asked for it is written anew with everything that it says. The
 * last writing counts, whichever ends last.
 * @param content changes whenever the letter would say something else
 */
export function keepLetter(content: ReadonlySignal<unknown>, draft: () => Promise<Draft>): LetterOnScreen {
  const letter = signal<Letter | 'failed' | undefined>(undefined)
  let last: Promise<Draft | undefined> | undefined
  let writings = 0
  let isClosed = false

  const write = (): Promise<Draft | undefined> => {
    writings += 1
    const own = writings
    const writing = async () => {
      const written = await orNothing(draft)
      if (own === writings && !isClosed) letter.value = written ? written.letter : 'failed'
      return written
    }
    last = writing()
    return last
  }

  const endWatch = effect(() => {
    content.value
    if (last) void write()
  })

  return {
    letter,
    show: () => {
      if (!last || letter.peek() === 'failed') void write()
    },
    write,
    written: async () => {
      let awaited: typeof last
      do {
        awaited = last
        await awaited
      } while (awaited !== last)
      const now = letter.peek()
      return now === 'failed' ? undefined : now
    },
    close: () => {
      isClosed = true
      endWatch()
    },
  }
}

const orNothing = async (draft: () => Promise<Draft>): Promise<Draft | undefined> => {
  try {
    return await draft()
  } catch {
    return undefined
  }
}

import type { Clock } from '../../../src/smart/outside.ts'

/** Time that passes only when nothing else is left to do. */
export interface VirtualClock extends Clock {
  /** Runs a story to its end, as fast as it can be told. Throws where it waits for something that never comes. */
  tell<T>(story: Promise<T>): Promise<T>
}

/** Noon on an autumn day. */
export const NOON = Date.UTC(2026, 10, 23, 12)

/** A clock of its own for each story: several can be told side by side. */
export function virtualClock(): VirtualClock {
  let now = NOON
  let count = 0
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>()

  const deadline = (milliseconds: number, run: () => void) => {
    count += 1
    const id = count
    timers.set(id, { at: now + milliseconds, run })
    return () => void timers.delete(id)
  }

  /** The timer that is due next; of several, the one that was set first. */
  const next = () => {
    let due: [number, { readonly at: number; readonly run: () => void }] | undefined
    for (const one of timers) if (!due || one[1].at < due[1].at) due = one
    return due
  }

  return {
    now: () => now,
    pause: (milliseconds) => new Promise((resolve) => deadline(milliseconds, resolve)),
    deadline,
    tell: async (story) => {
      let isOver = false
      const end = () => {
        isOver = true
      }
      story.then(end, end)
      for (;;) {
        await everythingElse()
        if (isOver) return story
        const due = next()
        if (!due) throw new Error('the story waits for something that never comes')
        const [id, { at, run }] = due
        timers.delete(id)
        now = Math.max(now, at)
        run()
      }
    },
  }
}

/** Comes after all promises that are settled have been heard of. */
const everythingElse = () => new Promise((resolve) => setImmediate(resolve))

import { IDLE_MINUTES, type Timers } from './model.ts'

/** Watches for the end of use. */
export interface IdleWatch {
  /** Somebody did something. Starts the time anew, unless it had already run out. */
  touch(): void
  end(): void
}

/** Runs once nobody has done anything for so long. */
export function watchIdle(timers: Timers, onIdle: () => void): IdleWatch {
  const limit = IDLE_MINUTES * 60_000
  let lastTouch = timers.milliseconds()
  let isOver = false
  let cancel = () => {}
  const idleFor = () => timers.milliseconds() - lastTouch
  const wait = () => {
    cancel = timers.after(Math.max(limit - idleFor(), 0), () => {
      if (idleFor() >= limit) onIdle()
      else if (!isOver) wait()
    })
  }
  wait()
  return {
    touch: () => {
      if (isOver) return
      // A computer that slept runs no timers: what was due meanwhile happens now.
      if (idleFor() >= limit) onIdle()
      else lastTouch = timers.milliseconds()
    },
    end: () => {
      isOver = true
      cancel()
    },
  }
}

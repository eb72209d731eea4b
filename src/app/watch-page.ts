import type { Model, Timers } from './model.ts'

/** The browser's own timers. */
export const browserTimers: Timers = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
  milliseconds: () => Date.now(),
}

const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll', 'touchstart'] as const

/**
 * Tells the model what happens to the page: use, coming back, leaving. A page that the browser kept alive
 * after leaving starts afresh, for its session is gone.
 */
export function watchPage(
  model: Pick<Model, 'touch' | 'mayLeave' | 'leave'>,
  page: Window,
  reload: () => void,
): void {
  for (const sign of SIGNS_OF_LIFE) {
    page.addEventListener(sign, model.touch, { passive: true, capture: true })
  }
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'visible') model.touch()
  })
  page.addEventListener('beforeunload', (event) => {
    if (model.mayLeave()) return
    event.preventDefault()
    event.returnValue = true // Chromium before 119 asks only then.
  })
  page.addEventListener('pagehide', model.leave)
  page.addEventListener('pageshow', (event) => {
    if (event.persisted) reload()
  })
}

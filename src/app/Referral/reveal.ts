import { type ReadonlySignal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** Ignores whatever is pressed within this time of coming into sight: it was aimed at something else (T-10). */
export const REVEAL_MILLISECONDS = 500

/** What tells whether something has been in sight long enough to be meant. Given from outside, as timers are. */
export interface Reveal {
  /** Runs once after so many milliseconds, unless the function that it returns is called first. */
  after(milliseconds: number, run: () => void): () => void
  /** Says whether the element can be seen: at once or soon, and at each change. Gives what ends it. */
  watch(element: Element, onChange: (isSeen: boolean) => void): () => void
}

/** True once the element has been in sight for long enough without a break. */
export function useRevealed(element: RefObject<Element | null>, reveal: Reveal): ReadonlySignal<boolean> {
  const isRevealed = useSignal(false)
  useEffect(() => {
    if (!element.current) return
    let stopWaiting = () => {}
    const stopWatching = reveal.watch(element.current, (isSeen) => {
      stopWaiting()
      isRevealed.value = false
      stopWaiting = isSeen
        ? reveal.after(REVEAL_MILLISECONDS, () => {
            isRevealed.value = true
          })
        : () => {}
    })
    return () => {
      stopWatching()
      stopWaiting()
    }
  }, [reveal])
  return isRevealed
}

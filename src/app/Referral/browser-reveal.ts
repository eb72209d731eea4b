import type { Reveal } from './reveal.ts'

/** The options of version 2 of the standard, which Chromium has and TypeScript's own list has not. */
interface Watching extends IntersectionObserverInit {
  trackVisibility: boolean
  delay: number
}

/**
 * What the browser knows: the element is inside the window, through every frame, and, where it can tell, nothing
 * covers it. An EHR that scales its frame makes that last answer "no" for ever (by the standard), so only an element
 * that was seen uncovered once counts as covered afterwards.
 */
export function browserReveal(after: Reveal['after']): Reveal {
  return {
    after,
    watch(element, onChange) {
      let wasUncovered = false
      const options: Watching = { threshold: [0, 0.5, 1], trackVisibility: true, delay: 100 }
      const observer = new IntersectionObserver((entries) => {
        const entry = entries.at(-1)
        if (!entry) return
        const isUncovered = 'isVisible' in entry && entry.isVisible === true
        wasUncovered ||= isUncovered
        onChange(entry.intersectionRatio >= 0.5 && (isUncovered || !wasUncovered))
      }, options)
      observer.observe(element)
      return () => observer.disconnect()
    },
  }
}

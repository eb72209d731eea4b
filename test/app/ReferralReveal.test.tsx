// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { browserReveal } from '../../src/app/Referral/browser-reveal.ts'

/** What the browser says of an element: how much of it is in the window, and whether anything covers it. */
type Said = { intersectionRatio: number; isVisible?: boolean }

/** Watches an element in a browser that says what the test makes it say. */
function watch() {
  let say: (said: Said[]) => void = () => {}
  let isOver = false
  const options: unknown[] = []
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(onChange: (said: Said[]) => void, given: unknown) {
        say = onChange
        options.push(given)
      }
      observe() {}
      disconnect() {
        isOver = true
      }
    },
  )
  const seen: boolean[] = []
  const end = browserReveal(() => () => {}).watch(document.body, (isSeen) => seen.push(isSeen))
  return { seen, end, options, isOver: () => isOver, say: (...said: Said[]) => say(said) }
}

const CLEAR: Said = { intersectionRatio: 1, isVisible: true }
const COVERED: Said = { intersectionRatio: 1, isVisible: false }
const AWAY: Said = { intersectionRatio: 0, isVisible: false }

afterEach(() => void vi.unstubAllGlobals())

describe('T-10: what the browser says is in sight', () => {
  it('counts as seen in the window, and as unseen outside of it', () => {
    const { seen, say } = watch()
    say(CLEAR)
    say(AWAY)
    say(CLEAR)
    expect(seen).toEqual([true, false, true])
  })

  it('counts as unseen once something covers it', () => {
    const { seen, say } = watch()
    say(CLEAR)
    say(COVERED)
    expect(seen).toEqual([true, false])
  })

  it('begins anew when what covered it from the start goes', () => {
    const { seen, say } = watch()
    say(COVERED)
    say(CLEAR)
    // Each word of it starts the half second: see `useRevealed`.
    expect(seen).toEqual([true, true])
  })

  it('goes by the window alone where the browser cannot tell what covers it, as in a scaled frame', () => {
    const { seen, say } = watch()
    say({ intersectionRatio: 1 })
    say({ intersectionRatio: 0.2 })
    expect(seen).toEqual([true, false])
  })

  it('is said by the last of several words', () => {
    const { seen, say } = watch()
    say(CLEAR, AWAY)
    expect(seen).toEqual([false])
  })

  it('asks the browser to look for what covers it, and to stop when it is no longer of use', () => {
    const { options, end, isOver } = watch()
    expect(options).toMatchObject([{ trackVisibility: true, delay: 100 }])
    end()
    expect(isOver()).toBe(true)
  })
})

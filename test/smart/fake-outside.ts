import type { Outside } from '../../src/smart/outside.ts'

/** Time that passes only when something pauses, or when a test says so. */
export interface FakeOutside extends Outside {
  /** Every pause so far, in milliseconds. */
  readonly pauses: readonly number[]
  /** Moves the clock and runs every deadline that this passes. */
  pass(milliseconds: number): void
  /** Deadlines that are set and not called off. */
  readonly deadlines: number
}

/** Noon on an autumn day. */
export const NOON = Date.UTC(2026, 10, 23, 12)

/** Time and chance under a test's hand. The network is whatever `fetch` is, msw's as a rule. */
export function fakeOutside(
  overrides: Partial<Pick<Outside, 'fetch' | 'random' | 'secret'>> = {},
): FakeOutside {
  let now = NOON
  let secrets = 0
  const pauses: number[] = []
  const set = new Map<symbol, { readonly at: number; readonly run: () => void }>()
  const pass = (milliseconds: number) => {
    now += milliseconds
    for (const [key, { at, run }] of [...set]) {
      if (at > now) continue
      set.delete(key)
      run()
    }
  }
  return {
    fetch: (address, init) => fetch(address, init),
    random: () => 1,
    secret: () => {
      secrets += 1
      return `secret-${secrets}`
    },
    ...overrides,
    clock: {
      now: () => now,
      pause: async (milliseconds) => {
        pauses.push(milliseconds)
        pass(milliseconds)
      },
      deadline: (milliseconds, run) => {
        const key = Symbol('deadline')
        set.set(key, { at: now + milliseconds, run })
        return () => set.delete(key)
      },
    },
    pauses,
    pass,
    get deadlines() {
      return set.size
    },
  }
}

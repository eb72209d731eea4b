/** Chance that is the same for the same seed (mulberry32). */
export interface Chance {
  /** At least 0, below 1. */
  (): number
  /** True with this probability. */
  happens(probability: number): boolean
  /** A number between two. */
  between(from: number, to: number): number
  /** One of several. */
  oneOf<T>(all: readonly [T, ...T[]]): T
}

/** Chance by a seed. */
export function seeded(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return Object.assign(next, {
    happens: (probability: number) => next() < probability,
    between: (from: number, to: number) => from + next() * (to - from),
    oneOf: <T>(all: readonly [T, ...T[]]): T => all[Math.floor(next() * all.length)] ?? all[0],
  })
}

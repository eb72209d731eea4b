import type { Clock } from './outside.ts'

/** An EHR answers many; this app asks at most so much of it at once. */
export const AT_ONCE = 6

/**
 * Lets at most six requests through at a time, over the whole session, first come first served, and none
 * while the server asked for quiet.
 */
export class RequestGate {
  readonly #clock: Clock
  readonly #waiting: (() => void)[] = []
  #inside = 0
  #quietUntil = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Runs a request when its turn comes. */
  async run<T>(request: () => Promise<T>): Promise<T> {
    await this.#enter()
    try {
      return await request()
    } finally {
      this.#inside -= 1
      this.#waiting.shift()?.()
    }
  }

  /** No request starts for so long. */
  beQuiet(milliseconds: number): void {
    this.#quietUntil = Math.max(this.#quietUntil, this.#clock.now() + milliseconds)
  }

  async #enter(): Promise<void> {
    for (;;) {
      const quiet = this.#quietUntil - this.#clock.now()
      if (quiet > 0) await this.#clock.pause(quiet)
      else if (this.#inside >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve))
      else break
    }
    this.#inside += 1
  }
}

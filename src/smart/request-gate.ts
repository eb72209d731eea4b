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

  /** Runs a request when its turn comes. One that is tried again had its turn, and goes before all who had none. */
  async run<T>(request: () => Promise<T>, isAgain = false): Promise<T> {
    await this.#enter(isAgain)
    try {
      return await request()
    } finally {
      this.#inside -= 1
      this.#waiting.shift()?.()
    }
  }

  /** No request starts for so long. Said by a request that is still inside: once it is out, the next one goes. */
  beQuiet(milliseconds: number): void {
    this.#quietUntil = Math.max(this.#quietUntil, this.#clock.now() + milliseconds)
  }

  async #enter(hadItsTurn: boolean): Promise<void> {
    let isNext = hadItsTurn
    for (;;) {
      const quiet = this.#quietUntil - this.#clock.now()
      if (quiet > 0) await this.#clock.pause(quiet)
      else if (this.#inside < AT_ONCE) break
      else {
        await new Promise<void>((resolve) => {
          if (isNext) this.#waiting.unshift(resolve)
          else this.#waiting.push(resolve)
        })
        isNext = true
      }
    }
    this.#inside += 1
  }
}

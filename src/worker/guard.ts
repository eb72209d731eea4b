import { Journal } from './journal.ts'
import type { HostRequest } from './messages.ts'

/** Why a worker with additions in it was given up. */
type GivenUp = 'too-slow' | 'failed'

/** What guards a worker. */
interface Watch {
  /** Whether another worker shall be able to go on from where this one was. */
  readonly keepsBodies: boolean
  send(request: HostRequest): Promise<unknown>
  /** Resolves with a sign of life; rejects when none came in time. */
  isAlive(): Promise<unknown>
  /** The worker is of no use any more; the journal has what it was asked. */
  giveUp(why: GivenUp, journal: Journal): void
}

/**
 * Stands between the page and a worker that has a site's additions in it: a definition that was let in may still be
 * one that never ends on some record. After each request the worker has to show a sign of life.
 */
export class Guard {
  readonly #journal: Journal
  #isOver = false
  #isWaiting = false
  #hasAsked = false

  constructor(private readonly watch: Watch) {
    this.#journal = new Journal(watch.keepsBodies)
  }

  /** Asks the worker, or whoever takes its place. */
  ask(request: HostRequest): Promise<unknown> {
    const answer = this.#journal.ask(request, this.watch.send)
    this.#hasAsked = true
    this.#look()
    return answer
  }

  /** The worker is of no use any more. The first word counts. */
  giveUp(why: GivenUp): void {
    if (this.#isOver) return
    this.#isOver = true
    this.watch.giveUp(why, this.#journal)
  }

  /** Nobody waits any more. */
  end(): void {
    this.#isOver = true
    this.#journal.clear()
  }

  /** One question at a time; another after it where more was asked meanwhile. */
  #look(): void {
    if (this.#isWaiting || this.#isOver) return
    this.#isWaiting = true
    this.#hasAsked = false
    this.watch.isAlive().then(
      () => {
        this.#isWaiting = false
        if (this.#hasAsked) this.#look()
      },
      () => this.giveUp('too-slow'),
    )
  }
}

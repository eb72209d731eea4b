import type { HostRequest } from './messages.ts'

interface Entry {
  readonly request: HostRequest
  readonly answered: (value: unknown) => void
  readonly failed: (why: unknown) => void
}

/**
 * What a worker with a site's additions was asked, so that another worker, without them, can be brought to the same
 * point. Kept only while additions are used: the bytes of each answer stand here a second time.
 */
export class Journal {
  #entries: Entry[] = []

  /**
   * Sends a request and keeps it.
   * @returns the answer of whichever worker gives one first
   */
  ask(request: HostRequest, send: (request: HostRequest) => Promise<unknown>): Promise<unknown> {
    return new Promise((answered, failed) => {
      this.#entries.push({ request: copyOf(request), answered, failed })
      // A worker that is ended answers nothing; one that cannot go on is replaced, and the other answers.
      send(request).then(answered, () => {})
    })
  }

  /** Asks another worker all of it again, in order. Nothing is kept after that. */
  replay(send: (request: HostRequest) => Promise<unknown>): void {
    const entries = this.#entries
    this.#entries = []
    for (const { request, answered, failed } of entries) send(request).then(answered, failed)
  }

  /** Forgets all of it. */
  clear(): void {
    this.#entries = []
  }
}

/** Bytes that go to a worker are gone here. */
const copyOf = (request: HostRequest): HostRequest =>
  'body' in request ? { ...request, body: request.body.slice(0) } : request

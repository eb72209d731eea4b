import type { HostRequest } from './messages.ts'

interface Entry {
  readonly request: HostRequest
  readonly answered: (value: unknown) => void
  readonly failed: (why: unknown) => void
}

/**
 * What a worker with a site's additions was asked, so that another worker, without them, can be brought to the same
 * point. Kept only while additions are used: the bytes of each answer stand here a second time. Of a board's row they do
 * not: two hundred records copied cost more than the one row that is read anew.
 */
export class Journal {
  #entries: Entry[] = []
  #hasLetGo = false

  constructor(private readonly keepsBodies: boolean) {}

  /**
   * Sends a request and keeps it.
   * @returns the answer of whichever worker gives one first
   */
  ask(request: HostRequest, send: (request: HostRequest) => Promise<unknown>): Promise<unknown> {
    return new Promise((answered, failed) => {
      const isKept = this.keepsBodies || !('body' in request)
      this.#hasLetGo ||= !isKept
      this.#entries.push({ request: isKept ? copyOf(request) : request, answered, failed })
      // A worker that is ended answers nothing; one that cannot go on is replaced, and the other answers.
      send(request).then(answered, () => {})
    })
  }

  /**
   * Asks another worker all of it again, in order. Where a part of it was let go of, nobody is answered from half a
   * record: all that is still waited for fails. Nothing is kept after that.
   */
  replay(send: (request: HostRequest) => Promise<unknown>): void {
    const entries = this.#entries
    this.#entries = []
    for (const { request, answered, failed } of entries)
      if (this.#hasLetGo) failed(new Error('it was let go of'))
      else send(request).then(answered, failed)
  }

  /** Forgets all of it. */
  clear(): void {
    this.#entries = []
  }
}

/** Bytes that go to a worker are gone here. */
const copyOf = (request: HostRequest): HostRequest =>
  'body' in request ? { ...request, body: request.body.slice(0) } : request

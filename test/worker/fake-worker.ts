import type { HostRequest, Reply, Request, WorkerRequest } from '../../src/worker/messages.ts'

/** What a fake worker does with a request: answers it, fails at it, breaks, or keeps silent for ever. */
export type Deed =
  | { readonly answers: unknown }
  | { readonly fails: true }
  | { readonly faults: true }
  | 'silent'

/** A worker whose deeds a test decides. Its messages come later, as real ones do, but by no clock. */
export class FakeWorker {
  onmessage: ((event: { data: Reply }) => void) | null = null
  onerror: (() => void) | null = null
  onmessageerror: (() => void) | null = null
  readonly asked: WorkerRequest[] = []
  isEnded = false
  #isStuck = false

  constructor(private readonly does: (request: WorkerRequest) => Deed) {
    this.#say({ kind: 'ready' })
  }

  postMessage({ call, request }: Request, transfer: readonly ArrayBuffer[] = []): void {
    // What is transferred is gone on the other side, as in a browser.
    const received = structuredClone(request, { transfer: [...transfer] })
    this.asked.push(received)
    if (this.#isStuck) return
    const deed = this.does(received)
    if (deed === 'silent') this.#isStuck = true
    else if ('answers' in deed) this.#say({ kind: 'done', call, value: deed.answers })
    else this.#say('fails' in deed ? { kind: 'failed', call } : { kind: 'fault' })
  }

  terminate(): void {
    this.isEnded = true
  }

  /** Says something by itself. */
  tells(reply: Reply): void {
    this.#say(reply)
  }

  /** The host's requests, without the bytes of their bodies. */
  get hostRequests(): readonly string[] {
    const names: Record<string, (request: never) => string> = {
      open: () => 'open',
      take: ({ body }: Extract<HostRequest, { kind: 'take' }>) => `take ${new TextDecoder().decode(body)}`,
      finish: () => 'finish',
      language: ({ language }: Extract<HostRequest, { kind: 'language' }>) => `language ${language}`,
      clinician: ({ answers }: Extract<HostRequest, { kind: 'clinician' }>) =>
        `clinician ${answers.map(({ question, answer }) => `${question} ${answer}`).join(', ')}`,
    }
    return this.asked.flatMap((request) => names[request.kind]?.(request as never) ?? [])
  }

  #say(reply: Reply): void {
    queueMicrotask(() => this.onmessage?.({ data: reply }))
  }
}

import type { Query } from '../engine/record/query.ts'
import type { ProblemKind, SessionProblem } from './problems.ts'
import { problem } from './problems.ts'

/**
 * Ends the reading of every query, here and now: whatever else is on its way is not handed over. The first
 * reason counts.
 */
export class Halt {
  readonly #abort = new AbortController()
  #problem: SessionProblem | undefined
  /** Resolves when it comes to it. */
  readonly happened = new Promise<void>((resolve) => {
    this.#abort.signal.addEventListener('abort', () => resolve())
  })

  /** Ends it. */
  now(kind: ProblemKind): void {
    this.#problem ??= problem(kind)
    this.#abort.abort()
  }

  /** Why it ended; nothing while it goes on. */
  get problem(): SessionProblem | undefined {
    return this.#problem
  }

  /** Aborted when it comes to it. */
  get signal(): AbortSignal {
    return this.#abort.signal
  }
}

/** A resource about somebody else ends all reading. True where there was one. */
export function haltAtStrangers(
  { kind }: Pick<Query, 'kind'>,
  { strangers }: { readonly strangers: number },
  halt: Halt,
): boolean {
  if (strangers > 0) halt.now(kind === 'read' ? 'patient-differs' : 'somebody-else')
  return strangers > 0
}

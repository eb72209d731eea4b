import type { StoredResource } from './medplum.ts'

/** A result that is being paged through: fixed at the time of the search, whatever is written meanwhile. */
export interface Result {
  readonly type: string
  readonly self: string
  readonly resources: readonly StoredResource[]
  readonly size: number
  /** Whose search it was: nobody else may turn its pages. */
  readonly owner: string
  /** Adds what `_include` asks for to one page. */
  include(page: readonly StoredResource[]): Promise<readonly StoredResource[]>
}

/** Results kept for their further pages. */
const KEPT = 200

/**
 * Results under opaque names. Next links carry such a name and an offset, nothing of the search, as in many
 * EHRs: a client has to follow links, it cannot build them.
 */
export class Pages {
  readonly #results = new Map<string, Result>()

  /** Keeps a result and gives its name; the oldest is forgotten when there are too many. */
  keep(result: Result): string {
    const name = crypto.randomUUID().replaceAll('-', '')
    this.#results.set(name, result)
    const oldest = this.#results.keys().next().value
    if (this.#results.size > KEPT && oldest !== undefined) this.#results.delete(oldest)
    return name
  }

  /** A result kept earlier, for its owner. */
  find(name: string, owner: string): Result | undefined {
    const result = this.#results.get(name)
    return result?.owner === owner ? result : undefined
  }
}

/** A page's place in a result: `name.offset`, encoded. */
export const pageToken = (name: string, offset: number): string =>
  btoa(`${name}.${offset}`).replaceAll('=', '')

/** The place that a token stands for. */
export function placeOf(token: string): { readonly name: string; readonly offset: number } | undefined {
  try {
    const [name, offset] = atob(token).split('.')
    return name && /^\d+$/.test(offset ?? '') ? { name, offset: Number(offset) } : undefined
  } catch {
    return undefined
  }
}

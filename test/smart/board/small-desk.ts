import { ok } from '../../../src/engine/result.ts'
import type { ListDesk } from '../../../src/smart/board/list-source.ts'
import type { GuardedFetch } from '../../../src/smart/guarded-fetch.ts'
import { ISS } from '../small-ehr.ts'

/** An EHR that answers every address by one function, asked past gate and token. */
export function deskAnswering(answer: (address: URL) => Response, { scope }: { scope?: string } = {}) {
  const asked: string[] = []
  const fetch: GuardedFetch = async (link) => {
    asked.push(link)
    const response = answer(new URL(link))
    return ok({
      status: response.status,
      headers: response.headers,
      body: await response.arrayBuffer(),
    })
  }
  const closed = new AbortController()
  const desk: ListDesk = {
    ehr: { base: ISS, origins: [] },
    fetch,
    scope,
    closed: closed.signal,
  }
  return { desk, asked, closed }
}

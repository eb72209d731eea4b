import type { Result } from '../engine/result.ts'
import { assertNever, fail, ok } from '../engine/result.ts'
import type { AuthorizationResponse } from './authorization-response.ts'
import { readAuthorizationResponse } from './authorization-response.ts'
import { loadFhirclient } from './load-fhirclient.ts'
import type { Outside } from './outside.ts'
import type { Page } from './page.ts'
import type { SessionProblem } from './problems.ts'
import { problem, problemIn } from './problems.ts'
import type { Opens } from './scopes.ts'
import type { StoredSession } from './session-store.ts'
import { keyIn, SessionStore } from './session-store.ts'

/** A launch that was answered with a code, or a session from before a reload. */
export interface Arrival {
  readonly key: string
  readonly session: StoredSession
  readonly code?: string
}

/**
 * Opens what this page was launched for: by the authorization server's answer in the address, or by the session that
 * this frame had before it was reloaded. What comes then is loaded only then, so that a page without a launch stays
 * small and a page with one can paint first.
 */
export async function openArrived<T>(
  opens: Opens,
  page: Page,
  outside: Outside,
  open: (arrival: Arrival) => Promise<Result<T, SessionProblem>>,
): Promise<Result<T, SessionProblem>> {
  const { address } = page
  const response = readAuthorizationResponse(address)
  const note = response.kind === 'none' ? page.note() : null
  // Before anything else is fetched: a code must not stand in an address that others may see.
  page.rewrite(address.replace(/\?[^#]*/, ''), note)
  const arrival = arrive(opens, page, response, keyIn(note), outside.clock.now())
  if (!arrival.ok) return arrival
  try {
    loadFhirclient().catch(() => {}) // Whoever waits for it hears of it.
    return await open(arrival.value)
  } catch {
    new SessionStore(page).forget(arrival.value.key)
    return fail(problem('engine-failed'))
  }
}

/** Finds what there is to go on with. An answer uses its launch up here, before its code is spent. */
function arrive(
  opens: Opens,
  page: Page,
  response: AuthorizationResponse,
  noted: string | undefined,
  now: number,
): Result<Arrival, SessionProblem> {
  const told = problemIn(new URL(page.address).hash)
  if (told) return fail(told)
  const store = new SessionStore(page)
  switch (response.kind) {
    case 'none': {
      if (noted === undefined) return fail(problem('not-launched'))
      if (!store.isOpen()) return fail(problem('storage-blocked'))
      const session = store.read(noted)
      if (page.reloaded && session?.phase === 'open' && session.opens === opens)
        return ok({ key: noted, session })
      // Come back to by the history, or in a copy of the tab: another patient may be in the chart by now.
      store.forget(noted)
      return fail(problem('not-launched'))
    }
    case 'repeated':
      return fail(problem('parameter-repeated'))
    case 'incomplete':
      return fail(problem('state-unknown'))
    case 'error': {
      if (response.state !== undefined && !store.awaiting(response.state, opens, now))
        return fail(problem('state-unknown'))
      if (response.state !== undefined) store.forget(response.state)
      return fail(problem(response.error === 'access_denied' ? 'access-denied' : 'authorization-failed'))
    }
    case 'code': {
      if (!store.isOpen()) return fail(problem('storage-blocked'))
      const session = store.awaiting(response.state, opens, now)
      if (!session) return fail(problem('state-unknown'))
      store.write(response.state, { ...session, phase: 'answered' })
      if (isFromIssuer(response.issuer, session)) {
        return ok({ key: response.state, session, code: response.code })
      }
      store.forget(response.state)
      return fail(problem('authorization-failed'))
    }
    default:
      return assertNever(response)
  }
}

/** True where the answer comes from the server that was asked, as far as it says (RFC 9207, section 2.4). */
function isFromIssuer(issuer: string | undefined, { discovery, iss }: StoredSession): boolean {
  if (issuer === undefined) return !discovery.namesItself
  return issuer === (discovery.issuer ?? iss)
}

import { bearerOf } from '../authorization/guard.ts'
import type { Launches } from '../authorization/launches.ts'
import type { Session, Sessions } from '../authorization/sessions.ts'
import type { Tokens } from '../authorization/tokens.ts'
import { readFault } from './catalogue.ts'
import type { NamedFault } from './fault.ts'

/** The faults that hold for one request, and whose session it is. */
export interface Holding {
  readonly faults: readonly NamedFault[]
  readonly session: Session | undefined
}

/** Which faults hold now: those for everybody, and those that a launch brought along. */
export interface CurrentFaults {
  setForAll(names: readonly string[]): void
  holdingFor(request: Request): Promise<Holding>
}

/**
 * Finds a launch's faults again on every later request: by the launch id, then the code, then the token.
 * Discovery names none of them, so there, and at `/metadata` without a token, the faults of the last launch count.
 */
export function currentFaults(sources: {
  readonly launches: Launches
  readonly sessions: Sessions
  readonly tokens: Tokens
  readonly names: readonly string[]
}): CurrentFaults {
  const { launches, sessions, tokens } = sources
  let forAll = sources.names.flatMap(readFault)

  const sessionOf = async (request: Request): Promise<Session | undefined> => {
    const bearer = bearerOf(request)
    if (bearer !== undefined) return (await tokens.check(bearer))?.session
    if (request.method !== 'POST' || new URL(request.url).pathname !== '/token') return undefined
    const form = new URLSearchParams(await request.clone().text())
    return sessions.behind(form.get('code') ?? form.get('refresh_token') ?? '')
  }

  return {
    setForAll: (names) => {
      forAll = names.flatMap(readFault)
    },
    holdingFor: async (request) => {
      const { pathname, searchParams } = new URL(request.url)
      const describes = pathname.startsWith('/fhir/.well-known/') || pathname === '/fhir/metadata'
      const session = await sessionOf(request)
      const named = describes ? launches.last : launches.look(searchParams.get('launch') ?? '')
      const launch = session?.launch ?? named
      return { faults: [...forAll, ...(launch?.faults ?? []).flatMap(readFault)], session }
    },
  }
}

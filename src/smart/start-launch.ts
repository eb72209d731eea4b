import type { Query } from '../engine/record/query.ts'
import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import { discover } from './discovery.ts'
import { authorize } from './fhirclient.ts'
import { readLaunchParameters } from './launch-parameters.ts'
import { loadFhirclient } from './load-fhirclient.ts'
import type { Outside } from './outside.ts'
import type { Page } from './page.ts'
import type { SessionProblem } from './problems.ts'
import { problem, problemFragment } from './problems.ts'
import { type Opens, scopesFor } from './scopes.ts'
import { SessionStore } from './session-store.ts'
import { fetchRegistry, siteOf } from './site-registry.ts'

/** The page that a launch comes back to, beside the one it starts on. */
const OPENED_ON: Readonly<Record<Opens, string>> = { chart: 'index.html', board: 'board.html' }

/**
 * Takes a launch from the EHR to its authorization server, or to the page that says why not. Leaves this
 * page either way.
 */
export async function startLaunch(
  page: Page,
  queries: readonly Query[],
  outside: Outside,
  opens: Opens = 'chart',
): Promise<void> {
  const target = new URL(OPENED_ON[opens], page.address)
  target.search = ''
  target.hash = ''
  const address = await authorizationAddress(page, target.href, queries, outside, opens).catch(() =>
    fail(problem('engine-failed')),
  )
  page.leave(address.ok ? address.value : target.href + problemFragment(address.problem.kind))
}

async function authorizationAddress(
  page: Page,
  redirectUri: string,
  queries: readonly Query[],
  outside: Outside,
  opens: Opens,
): Promise<Result<string, SessionProblem>> {
  const parameters = readLaunchParameters(page.address)
  page.rewrite(page.address.replace(/[?#].*$/s, ''), null)
  if (!parameters.ok) return parameters

  const sites = await fetchRegistry(page.address, outside)
  if (!sites.ok) return sites
  const site = siteOf(sites.value, parameters.value.iss)
  if (!site.ok) return site
  const store = new SessionStore(page)
  if (!store.isOpen()) return fail(problem('storage-blocked'))
  store.forgetEarlier(outside.clock.now())
  const key = outside.secret()

  // Only now, with nothing left in the address that it could read.
  loadFhirclient().catch(() => {}) // Whoever waits for it hears of it.
  const discovery = await discover(site.value, outside)
  if (!discovery.ok) return discovery
  const { iss, clientId } = site.value
  const { launch } = parameters.value
  const scope = scopesFor(queries, {
    opens,
    standalone: launch === undefined,
    speaksOnlyV1: discovery.value.speaksOnlyV1,
    refers: site.value.referral !== undefined,
  })
  const request = await authorize(
    { clientId, iss, scope, redirectUri, key, ...(launch === undefined ? {} : { launch }) },
    discovery.value,
  )
  const isStored = store.write(key, {
    opens,
    phase: 'launching',
    startedAt: outside.clock.now(),
    place: page.place,
    iss,
    redirectUri,
    discovery: discovery.value,
    client: request.state,
  })
  return isStored ? ok(request.address) : fail(problem('storage-blocked'))
}

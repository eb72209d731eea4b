import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import { isSecure } from './fhir-base.ts'
import { fieldsOf } from './fields.ts'
import type { Outside } from './outside.ts'
import type { SessionProblem } from './problems.ts'
import { problem } from './problems.ts'
import { isWorthRetrying, MAX_TRIES, pauseBefore } from './retry.ts'
import type { Site } from './site-registry.ts'
import { trustsOrigin } from './site-registry.ts'
import { jsonIn, timedFetch } from './timed-fetch.ts'
import { urlOf } from './url-of.ts'

/** What a launch needs of the EHR's SMART configuration, checked against the site. */
export interface Discovery {
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  readonly revocationEndpoint?: string
  /** Who signs the authorization response (RFC 9207), where the configuration says. */
  readonly issuer?: string
  /** The server promises to name itself in every authorization response (RFC 9207, section 2.3). */
  readonly namesItself: boolean
  /** The server knows only the scopes of SMART 1: `.read`, not `.rs`. */
  readonly speaksOnlyV1: boolean
}

/**
 * Gets `/.well-known/smart-configuration` and nothing else: a server without one is not launched into.
 * The older way through `/metadata` can end in an app without any authorization.
 */
export async function discover(site: Site, outside: Outside): Promise<Result<Discovery, SessionProblem>> {
  const address = `${site.iss.replace(/\/$/, '')}/.well-known/smart-configuration`
  const init: RequestInit = { redirect: 'error', cache: 'no-store', headers: { accept: 'application/json' } }
  for (let tries = 1; ; tries += 1) {
    const answer = await timedFetch(address, init, { bytes: 1_000_000 }, outside)
    if (answer.ok && answer.value.status === 200) return checkDiscovery(jsonIn(answer.value.body), site)
    if (!answer.ok && answer.problem === 'byte-cap') return fail(problem('discovery-not-json'))
    const pause = isWorthRetrying(answer) ? pauseBefore(tries, answer, outside) : undefined
    if (tries === MAX_TRIES || pause === undefined) return fail(problem('discovery-failed'))
    await outside.clock.pause(pause)
  }
}

/** Checks a SMART configuration: both endpoints, on origins that the site lists, and PKCE with S256. */
export function checkDiscovery(json: unknown, site: Site): Result<Discovery, SessionProblem> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return fail(problem('discovery-not-json'))
  const found = fieldsOf(json)
  const text = (name: string) => {
    const value = found.get(name)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const lists = (name: string, word: string) => {
    const value = found.get(name)
    return Array.isArray(value) && value.includes(word)
  }
  const authorizationEndpoint = text('authorization_endpoint')
  const tokenEndpoint = text('token_endpoint')
  if (!authorizationEndpoint || !tokenEndpoint) return fail(problem('endpoints-missing'))
  if (!isTrusted(authorizationEndpoint, site) || !isTrusted(tokenEndpoint, site)) {
    return fail(problem('endpoint-not-trusted'))
  }
  if (!lists('code_challenge_methods_supported', 'S256')) return fail(problem('pkce-not-supported'))
  const revocationEndpoint = text('revocation_endpoint')
  const issuer = text('issuer')
  return ok({
    authorizationEndpoint,
    tokenEndpoint,
    ...(revocationEndpoint && isTrusted(revocationEndpoint, site) ? { revocationEndpoint } : {}),
    ...(issuer ? { issuer } : {}),
    namesItself: found.get('authorization_response_iss_parameter_supported') === true,
    speaksOnlyV1: lists('capabilities', 'permission-v1') && !lists('capabilities', 'permission-v2'),
  })
}

function isTrusted(endpoint: string, site: Site): boolean {
  const url = urlOf(endpoint)
  return (
    url !== undefined &&
    isSecure(url) &&
    !url.username &&
    !url.password &&
    !endpoint.includes('#') &&
    trustsOrigin(site, url)
  )
}

import type { Hono } from 'hono'
import { admit } from './authorization/guard.ts'
import type { Tokens } from './authorization/tokens.ts'
import type { Clock } from './clock.ts'
import { capabilityStatement } from './fhir/capability.ts'
import { fhirJson } from './fhir/outcome.ts'
import type { FhirServer } from './fhir/server.ts'
import { fhirBase, type Handler, type Origins } from './origins.ts'

/** The FHIR server and the authorization server behind one origin. */
export function gateway(options: {
  readonly origins: Origins
  readonly authorization: Hono
  readonly tokens: Tokens
  readonly fhir: FhirServer
  readonly clock: Clock
}): Handler {
  const { origins, authorization, tokens, fhir, clock } = options
  const base = fhirBase(origins)
  return async (request) => {
    const { pathname } = new URL(request.url)
    if (!/^\/fhir(\/|$)/.test(pathname) || pathname.startsWith('/fhir/.well-known/'))
      return authorization.fetch(request)
    if (pathname === '/fhir/metadata')
      return fhirJson(200, capabilityStatement(base, origins.fhir, clock().toISOString()))
    const admission = await admit(request, tokens)
    if (admission.kind === 'refused') return admission.response
    admission.session.calls += 1
    return fhir.answer(request, admission.access)
  }
}

const open = /^\/fhir\/(metadata$|\.well-known\/)/

/**
 * Lets a browser read answers: the app's origin everywhere, any origin what describes the server.
 * https://hl7.org/fhir/smart-app-launch/app-launch.html#considerations-for-cross-origin-resource-sharing-cors-support
 */
export const withCors =
  (origins: Origins, handler: Handler): Handler =>
  async (request) => {
    const { pathname } = new URL(request.url)
    const from = request.headers.get('origin')
    const allowed = open.test(pathname) ? '*' : from === origins.app ? origins.app : undefined
    const preflight = request.method === 'OPTIONS'
    const response = preflight ? new Response(null, { status: 204 }) : await handler(request)
    if (response.type === 'error') return response // a connection that was cut has no headers
    const headers = new Headers(response.headers)
    headers.append('vary', 'Origin')
    if (allowed !== undefined) {
      headers.set('access-control-allow-origin', allowed)
      headers.set(
        'access-control-expose-headers',
        'content-location, etag, last-modified, location, retry-after',
      )
      if (preflight) {
        headers.set('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
        headers.set(
          'access-control-allow-headers',
          'accept, authorization, content-type, if-match, if-none-exist, prefer',
        )
        headers.set('access-control-max-age', '600')
      }
    }
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
  }

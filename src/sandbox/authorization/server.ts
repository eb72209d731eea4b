import { Hono } from 'hono'
import type { Records } from '../fhir/records.ts'
import type { Language } from '../language.ts'
import type { Origins } from '../origins.ts'
import { pageHeaders } from '../page/headers.ts'
import { STYLE } from '../page/style.ts'
import { type AuthorizeRequest, answerTo, readAuthorizeRequest } from './authorize-request.ts'
import { consentPage, problemPage } from './consent-page.ts'
import { discovery } from './discovery.ts'
import type { Keys } from './keys.ts'
import type { Launch, Launches } from './launches.ts'
import { readDataScope, withoutPatient } from './scopes.ts'
import type { Sessions } from './sessions.ts'
import { tokenRoutes } from './token-routes.ts'
import type { Tokens } from './tokens.ts'

/** What the authorization server is made of. */
export interface AuthorizationOptions {
  readonly origins: Origins
  readonly launches: Launches
  readonly sessions: Sessions
  readonly tokens: Tokens
  readonly keys: Keys
  readonly records: Records
  readonly language: Language
}

/** A SMART 2.2 authorization server: EHR launch, standalone launch, PKCE required. */
export function authorizationServer(options: AuthorizationOptions): Hono {
  const { origins, launches, sessions, keys, records, language } = options
  const app = new Hono()
  /** Requests that wait for the user's decision, by the name that the consent page sends back. */
  const waiting = new Map<
    string,
    { readonly request: AuthorizeRequest; readonly launch: Launch | undefined }
  >()
  const headers = pageHeaders({ frameAncestors: origins.chart, formAction: `'self' ${origins.app}` })

  const grant = (request: AuthorizeRequest, launch: Launch): Response => {
    const { client, redirectUri, challenge, state } = request
    const scopes = launch.patient === undefined ? withoutPatient(request.scopes) : request.scopes
    if (launch.patient === undefined && !scopes.some((scope) => readDataScope(scope) !== undefined)) {
      const error = {
        error: 'invalid_scope',
        error_description: 'nothing of what was asked can be granted',
        state,
      }
      return Response.redirect(answerTo(redirectUri, error), 303)
    }
    const code = sessions.open({ client, redirectUri, scopes, challenge, launch })
    return Response.redirect(answerTo(redirectUri, { code, state }), 303)
  }

  app.get('/fhir/.well-known/smart-configuration', (context) => context.json(discovery(origins)))
  app.get('/fhir/.well-known/openid-configuration', (context) => context.json(discovery(origins)))
  app.get('/jwks', (context) => context.json(keys.jwks))
  app.get('/style.css', (context) => context.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }))

  app.get('/authorize', async (context) => {
    const read = readAuthorizeRequest(new URL(context.req.url).searchParams, origins)
    if (read.kind === 'page') return context.html(problemPage(read.problem, language), 400, headers)
    if (read.kind === 'redirect') return context.redirect(read.to, 303)
    const { request } = read
    const launch = request.launch === undefined ? undefined : launches.take(request.launch)
    if (request.launch !== undefined && !launch) {
      const error = {
        error: 'invalid_request',
        error_description: 'unknown or used launch',
        state: request.state,
      }
      return context.redirect(answerTo(request.redirectUri, error), 303)
    }
    if (launch && !launch.ask) return grant(request, launch)
    const name = crypto.randomUUID()
    waiting.set(name, { request, launch })
    const own = launch ? [launch.patient ?? []].flat() : undefined
    const ids = own ?? (picksPatient(request) ? records.patientIds : [])
    const patients = (await Promise.all(ids.map((id) => records.patient(id)))).flatMap((it) => it ?? [])
    return context.html(consentPage({ name, patients, scopes: request.scopes, language }), 200, headers)
  })

  app.post('/authorize', async (context) => {
    const form = await context.req.formData()
    const name = String(form.get('request'))
    const asked = waiting.get(name)
    waiting.delete(name)
    if (!asked) return context.html(problemPage('This request is no longer open.', language), 400, headers)
    const { request, launch } = asked
    if (form.get('decision') !== 'allow') {
      const error = { error: 'access_denied', error_description: 'the user said no', state: request.state }
      return context.redirect(answerTo(request.redirectUri, error), 303)
    }
    const refused = new Set(form.getAll('refuse').map(String))
    const scopes = request.scopes.filter((scope) => !refused.has(readDataScope(scope)?.type ?? ''))
    const patient = picksPatient(request) ? String(form.get('patient')) : undefined
    if (!launch && patient !== undefined && !records.of(patient))
      return context.html(problemPage('No patient was chosen.', language), 400, headers)
    const standalone = {
      patient,
      encounter: undefined,
      needPatientBanner: true,
      ask: true,
      faults: [],
      fhirContext: [],
    }
    return grant({ ...request, scopes }, launch ?? standalone)
  })

  return app.route('/', tokenRoutes(options))
}

/** Whether a standalone launch has the user pick a patient; the board's has not. */
const picksPatient = ({ scopes }: AuthorizeRequest): boolean => scopes.includes('launch/patient')

import { withoutType } from '../authorization/scopes.ts'
import { OFFERED_TYPES } from '../fhir/offered-types.ts'
import { refuse } from '../fhir/outcome.ts'
import { at, editJson } from './edit-answer.ts'
import { ELSEWHERE, type Fault } from './fault.ts'

const CALLS_BEFORE_EXPIRY = 3

/** Sends the user back to the app with an OAuth error, as the real server does when it says no. */
function backWith(request: Request, error: string): Response {
  const { searchParams } = new URL(request.url)
  const back = new URL(searchParams.get('redirect_uri') ?? '')
  back.searchParams.set('error', error)
  back.searchParams.set('state', searchParams.get('state') ?? '')
  return Response.redirect(back.href, 303)
}

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

const calls = (argument: string) => Number(argument || CALLS_BEFORE_EXPIRY)

const expired = () =>
  refuse(401, 'expired', 'The access token has expired', {
    'www-authenticate': 'Bearer error="invalid_token"',
  })

/** Faults on the way to a session, and in its course. */
export const SESSION_FAULTS: readonly Fault[] = [
  {
    name: 'discovery-fails',
    stage: 'discovery',
    takes: 'nothing',
    meaning: { en: 'the SMART configuration fails (500)', nl: 'de SMART-configuratie mislukt (500)' },
    answer: async () => json(500, { problem: 'Something broke' }),
  },
  {
    name: 'discovery-html',
    stage: 'discovery',
    takes: 'nothing',
    meaning: { en: 'the SMART configuration is a web page', nl: 'de SMART-configuratie is een webpagina' },
    answer: async () =>
      new Response('<!doctype html><title>Welcome</title>', { headers: { 'content-type': 'text/html' } }),
  },
  {
    name: 'no-endpoints',
    stage: 'discovery',
    takes: 'nothing',
    meaning: {
      en: 'the SMART configuration names no endpoints',
      nl: 'de SMART-configuratie noemt geen adressen',
    },
    answer: async ({ request }, next) =>
      editJson<Record<string, unknown>>(await next(request), (configuration) => {
        const { authorization_endpoint: _authorize, token_endpoint: _token, ...rest } = configuration
        return rest
      }),
  },
  {
    name: 'foreign-endpoints',
    stage: 'discovery',
    takes: 'nothing',
    meaning: { en: 'authorization is on another host', nl: 'de autorisatie staat op een andere host' },
    answer: async ({ request }, next) =>
      editJson<object>(await next(request), (configuration) => ({
        ...configuration,
        authorization_endpoint: `${ELSEWHERE}/authorize`,
        token_endpoint: `${ELSEWHERE}/token`,
      })),
  },
  {
    name: 'no-pkce',
    stage: 'discovery',
    takes: 'nothing',
    meaning: { en: 'PKCE is not offered', nl: 'PKCE wordt niet aangeboden' },
    answer: async ({ request }, next) =>
      editJson<Record<string, unknown>>(await next(request), (configuration) => {
        const { code_challenge_methods_supported: _methods, ...rest } = configuration
        return rest
      }),
  },
  {
    name: 'denied',
    stage: 'authorize',
    takes: 'nothing',
    meaning: { en: 'access is denied', nl: 'toegang wordt geweigerd' },
    answer: async ({ request }) => backWith(request, 'access_denied'),
  },
  {
    name: 'authorization-error',
    stage: 'authorize',
    takes: 'nothing',
    meaning: { en: 'authorization ends in an error', nl: 'de autorisatie eindigt in een fout' },
    answer: async ({ request }) => backWith(request, 'server_error'),
  },
  {
    name: 'wrong-state',
    stage: 'authorize',
    takes: 'nothing',
    meaning: { en: 'the answer carries a state nobody sent', nl: 'het antwoord draagt een onbekende state' },
    answer: async ({ request }, next) => {
      const url = new URL(request.url)
      url.searchParams.set('state', 'nobody-sent-this')
      return next(at(request, url))
    },
  },
  {
    name: 'narrow-scope',
    stage: 'authorize',
    takes: 'type',
    example: 'Procedure',
    meaning: { en: 'one type is not granted', nl: 'één soort wordt niet toegekend' },
    answer: async ({ request, argument }, next) => {
      const url = new URL(request.url)
      const scopes = (url.searchParams.get('scope') ?? '').split(/\s+/)
      url.searchParams.set('scope', withoutType(scopes, argument, OFFERED_TYPES).join(' '))
      return next(at(request, url))
    },
  },
  {
    name: 'token-refused',
    stage: 'token',
    takes: 'nothing',
    meaning: { en: 'the code is not accepted', nl: 'de code wordt niet aangenomen' },
    answer: async () => json(400, { error: 'invalid_grant', error_description: 'the code is not accepted' }),
  },
  {
    name: 'token-malformed',
    stage: 'token',
    takes: 'nothing',
    meaning: { en: 'the answer holds no access token', nl: 'het antwoord bevat geen access token' },
    answer: async ({ request }, next) =>
      editJson<Record<string, unknown>>(await next(request), ({ access_token: _token, ...rest }) => rest),
  },
  {
    name: 'no-patient',
    stage: 'token',
    takes: 'nothing',
    meaning: { en: 'the session names no patient', nl: 'de sessie noemt geen patiënt' },
    answer: async ({ request }, next) =>
      editJson<Record<string, unknown>>(await next(request), ({ patient: _patient, ...rest }) => rest),
  },
  {
    name: 'two-patients',
    stage: 'token',
    takes: 'nothing',
    meaning: { en: 'the session names two patients', nl: 'de sessie noemt twee patiënten' },
    answer: async ({ request }, next) =>
      editJson<Record<string, unknown>>(await next(request), ({ patient, ...rest }) => ({
        ...rest,
        patient: [patient, 'somebody-else'],
      })),
  },
  {
    name: 'token-expired',
    stage: 'fhir',
    takes: 'number',
    meaning: {
      en: 'the token expires after three calls (401), a refresh helps',
      nl: 'het token verloopt na drie aanvragen (401), verversen helpt',
    },
    answer: async ({ request, session, argument }, next) =>
      session && !session.refreshed && session.calls >= calls(argument) ? expired() : next(request),
  },
  {
    name: 'session-ended',
    stage: 'fhir',
    takes: 'number',
    meaning: {
      en: 'the session ends after three calls (401)',
      nl: 'de sessie eindigt na drie aanvragen (401)',
    },
    answer: async ({ request, session, argument }, next) =>
      session && session.calls >= calls(argument) ? expired() : next(request),
  },
  {
    name: 'session-ended',
    stage: 'token',
    takes: 'number',
    meaning: { en: 'nothing is refreshed', nl: 'er wordt niets ververst' },
    answer: async ({ request }, next) =>
      (await request.clone().text()).includes('grant_type=refresh_token')
        ? json(400, { error: 'invalid_grant', error_description: 'the session has ended' })
        : next(request),
  },
]

import { CLIENT_ID, fhirBase, type Origins, redirectUris } from '../origins.ts'
import { readDataScope, understoodScopes } from './scopes.ts'

/** A request for authorization that may go on. */
export interface AuthorizeRequest {
  readonly client: string
  readonly redirectUri: string
  readonly state: string
  readonly challenge: string
  readonly scopes: readonly string[]
  readonly launch: string | undefined
}

/** What comes of reading one: it goes on, or is sent back, or is shown to the user because there is no way back. */
export type ReadRequest =
  | { readonly kind: 'valid'; readonly request: AuthorizeRequest }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'page'; readonly problem: string }

/** The client's address with an answer in it. */
export function answerTo(redirectUri: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

/** Reads the parameters of `/authorize`. An unregistered client or address is never redirected to. */
export function readAuthorizeRequest(parameters: URLSearchParams, origins: Origins): ReadRequest {
  const one = (name: string) => parameters.get(name) ?? ''
  const redirectUri = one('redirect_uri')
  if (one('client_id') !== CLIENT_ID) return { kind: 'page', problem: 'This client is not registered.' }
  if (!redirectUris(origins).includes(redirectUri))
    return { kind: 'page', problem: 'This redirect address is not registered for the client.' }
  const repeated = [...parameters.keys()].find((name) => parameters.getAll(name).length > 1)
  const scopes = understoodScopes(one('scope'))
  const launch = parameters.get('launch') ?? undefined
  const faults: readonly (readonly [broken: boolean, error: string, description: string])[] = [
    [repeated !== undefined, 'invalid_request', `${repeated} is given more than once`],
    [one('response_type') !== 'code', 'unsupported_response_type', 'response_type must be code'],
    [one('state') === '', 'invalid_request', 'state is missing'],
    [one('aud') !== fhirBase(origins), 'invalid_request', 'aud is not the address of this FHIR server'],
    [one('code_challenge') === '', 'invalid_request', 'code_challenge is missing'],
    [one('code_challenge_method') !== 'S256', 'invalid_request', 'code_challenge_method must be S256'],
    [!/^[\w-]{43}$/.test(one('code_challenge')), 'invalid_request', 'code_challenge is not a SHA-256'],
    [scopes.length === 0, 'invalid_scope', 'no scope was understood'],
    [launch !== undefined && !scopes.includes('launch'), 'invalid_scope', 'a launch needs the scope launch'],
    [
      launch === undefined && !scopes.includes('launch/patient') && scopes.some(isAboutPatient),
      'invalid_scope',
      'patient scopes need launch/patient here',
    ],
  ]
  const first = faults.find(([broken]) => broken)
  if (first) {
    const [, error, error_description] = first
    return { kind: 'redirect', to: answerTo(redirectUri, { error, error_description, state: one('state') }) }
  }
  return {
    kind: 'valid',
    request: {
      client: CLIENT_ID,
      redirectUri,
      state: one('state'),
      challenge: one('code_challenge'),
      scopes,
      launch,
    },
  }
}

const isAboutPatient = (scope: string) => readDataScope(scope)?.context === 'patient'

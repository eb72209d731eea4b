/**
 * What fhirclient does here: make the authorization request, trade the code for a token, and refresh the
 * token. It reaches the browser through an adapter of ours, so that it sees only the address we checked,
 * keeps nothing in storage, and finds on the network only the errand it was sent on. The README says which
 * of its defects each part counters.
 */
import type Client from 'fhirclient/lib/Client'
import type { fhirclient } from 'fhirclient/lib/types'
import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import type { Discovery } from './discovery.ts'
import { adapter } from './fhirclient-adapter.ts'
import { errand, loadFhirclient } from './load-fhirclient.ts'
import type { Outside } from './outside.ts'
import type { Answer, Silence } from './timed-fetch.ts'
import { timedFetch } from './timed-fetch.ts'

/** Why an errand to the token endpoint came to nothing. The last two may pass. */
export type TokenFault = 'refused' | 'malformed' | 'failing' | 'unreachable'

/** An authorization request that is ready to be made. */
export interface AuthorizationRequest {
  readonly clientId: string
  readonly iss: string
  readonly launch?: string
  readonly scope: string
  readonly redirectUri: string
  /** The `state`, and the key of the session to be. */
  readonly key: string
}

/** A token as fhirclient holds it. */
export interface Grant {
  /** What fhirclient must be given again after a reload. */
  readonly state: () => object
  /** The token endpoint's answer, unchecked. */
  readonly response: () => unknown
  /** Asks for a new token. Fails `refused` where the refresh token is good no more. */
  readonly renew: () => Promise<Result<unknown, TokenFault>>
}

/** Builds the authorization request: the address to go to, and the state to come back with. */
export async function authorize(
  request: AuthorizationRequest,
  discovery: Discovery,
): Promise<{ readonly address: string; readonly state: object }> {
  const smart = await loadFhirclient()
  const { iss, launch, key, ...rest } = request
  const address = new URL(request.redirectUri)
  address.searchParams.set('iss', iss)
  if (launch) address.searchParams.set('launch', launch)
  const shelf = new Map<string, unknown>()
  const { authorizationEndpoint, tokenEndpoint } = discovery
  const wellKnown = `${iss.replace(/\/*$/, '/')}.well-known/smart-configuration`
  const built = await errand(
    wellKnown,
    () => checkedConfiguration(discovery),
    () =>
      smart.authorize(adapter(address, shelf, smart.generatePKCEChallenge), [
        {
          ...rest,
          issMatch: (asked) => asked === iss,
          stateKey: key,
          pkceMode: 'required',
          completeInTarget: true,
          noRedirect: true,
        },
      ]),
  )
  const state = shelf.get(key)
  const start = `${authorizationEndpoint}?`
  if (
    !built?.startsWith(start) ||
    !isState(state) ||
    state.tokenUri !== tokenEndpoint ||
    !state.codeVerifier
  ) {
    throw new Error('fhirclient built another request than the one asked for')
  }
  const query = built.slice(start.length)
  return {
    address: `${authorizationEndpoint}${authorizationEndpoint.includes('?') ? '&' : '?'}${query}`,
    state,
  }
}

/** Trades the code of an authorization response for a token. A code is good once, so this is never retried. */
export async function trade(
  answer: {
    readonly code: string
    readonly key: string
    readonly redirectUri: string
    readonly state: object
  },
  outside: Outside,
): Promise<Result<Grant, TokenFault>> {
  const address = new URL(answer.redirectUri)
  address.searchParams.set('state', answer.key)
  // fhirclient puts the code into a form as it finds it, so it finds it escaped.
  address.searchParams.set('code', encodeURIComponent(answer.code))
  return ready(address, answer, outside)
}

/** Takes up a token that was traded before this page was reloaded. Asks nobody. */
export const resume = (
  session: { readonly key: string; readonly redirectUri: string; readonly state: object },
  outside: Outside,
): Promise<Result<Grant, TokenFault>> => ready(new URL(session.redirectUri), session, outside)

async function ready(
  address: URL,
  { key, state }: { readonly key: string; readonly state: object },
  outside: Outside,
): Promise<Result<Grant, TokenFault>> {
  const smart = await loadFhirclient()
  const shelf = new Map<string, unknown>([[key, state]])
  const run = () => smart.ready(adapter(address, shelf, smart.generatePKCEChallenge), { stateKey: key })
  const client = await atTokenEndpoint(state, run, outside)
  return client.ok ? ok(grantOf(client.value, outside)) : client
}

function grantOf(client: Client, outside: Outside): Grant {
  const { state } = client
  return {
    state: () => {
      const { codeVerifier: _verifier, codeChallenge: _challenge, ...kept } = state
      const { id_token: _identity, ...token } = state.tokenResponse ?? {}
      return { ...kept, tokenResponse: token }
    },
    response: () => state.tokenResponse,
    renew: async () => {
      const { refresh_token: before, scope } = state.tokenResponse ?? {}
      if (!before) return fail('refused')
      // fhirclient refreshes only where the granted scope says so, which some servers leave out.
      const lent = `${scope ?? ''} online_access`
      state.tokenResponse = { ...state.tokenResponse, scope: lent }
      const renewed = await atTokenEndpoint(state, () => client.refresh(), outside)
      const { refresh_token: after, scope: granted, ...token } = state.tokenResponse ?? {}
      // It throws the refresh token away at any failure, also at one that passes.
      const isOver = !renewed.ok && (renewed.problem === 'refused' || renewed.problem === 'malformed')
      const kept = after ?? (isOver ? undefined : before)
      const now = granted === lent ? scope : granted
      state.tokenResponse = {
        ...token,
        ...(kept === undefined ? {} : { refresh_token: kept }),
        ...(now === undefined ? {} : { scope: now }),
      }
      return renewed.ok ? ok(state.tokenResponse) : renewed
    },
  }
}

/** Runs one of fhirclient's steps with the way to the token endpoint open, and to nowhere else. */
async function atTokenEndpoint<T>(
  state: object,
  step: () => Promise<T>,
  outside: Outside,
): Promise<Result<T, TokenFault>> {
  const endpoint = isState(state) ? state.tokenUri : undefined
  if (!endpoint) throw new Error('a session without a token endpoint')
  let fault: TokenFault | undefined
  const post = async (init: RequestInit | undefined) => {
    const guarded: RequestInit = { ...init, redirect: 'error', cache: 'no-store', credentials: 'omit' }
    const answer = await timedFetch(endpoint, guarded, { bytes: 1_000_000 }, outside)
    fault = faultOf(answer)
    if (!answer.ok || fault !== 'malformed') throw new TypeError('the token endpoint gave no token')
    return new Response(answer.value.body, { headers: answer.value.headers })
  }
  try {
    return ok(await errand(endpoint, post, step))
  } catch (error) {
    if (fault === undefined) throw error // It never got as far as asking: a bug of ours.
    return fail(fault)
  }
}

/** What is wrong if no token comes of an answer. */
function faultOf(answer: Result<Answer, Silence>): TokenFault {
  if (!answer.ok) return answer.problem === 'byte-cap' ? 'malformed' : 'unreachable'
  const { status } = answer.value
  if (status === 200) return 'malformed'
  return status >= 500 || status === 408 || status === 429 ? 'failing' : 'refused'
}

/** The configuration that was fetched and checked already: fhirclient never asks for one of its own. */
const checkedConfiguration = async ({
  authorizationEndpoint,
  tokenEndpoint,
}: Discovery): Promise<Response> => {
  const configuration = {
    authorization_endpoint: authorizationEndpoint,
    token_endpoint: tokenEndpoint,
    code_challenge_methods_supported: ['S256'],
  }
  return new Response(JSON.stringify(configuration), { headers: { 'content-type': 'application/json' } })
}

const isState = (value: unknown): value is fhirclient.ClientState =>
  typeof value === 'object' && value !== null && 'serverUrl' in value

import type { Bundle, FhirResource } from 'fhir/r4'
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts'

/** A sandbox whose clock stands still until it is moved. */
export async function stillSandbox(options: Partial<SandboxOptions> = {}) {
  let now = new Date('2026-11-23T09:00:00Z')
  const waited: number[] = []
  const sandbox = await createSandbox({
    clock: () => now,
    wait: async (milliseconds) => {
      waited.push(milliseconds)
    },
    ...options,
  })
  return {
    sandbox,
    waited,
    move: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000)
    },
  }
}

export const VERIFIER = 'a-code-verifier-that-is-long-enough-for-the-rule-of-43'

export async function challengeOf(verifier: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return Buffer.from(hash).toString('base64url')
}

/** The parameters of a proper request for authorization; a test changes one and sees what happens. */
export async function authorizeParameters(
  sandbox: Sandbox,
  changes: Record<string, string | undefined> = {},
): Promise<URLSearchParams> {
  const proper = {
    response_type: 'code',
    client_id: 'trialside',
    redirect_uri: `${sandbox.origins.app}/index.html`,
    scope: 'launch openid fhirUser patient/*.rs',
    state: 'a-state',
    aud: sandbox.iss,
    code_challenge: await challengeOf(VERIFIER),
    code_challenge_method: 'S256',
    ...changes,
  }
  return new URLSearchParams(
    Object.entries(proper).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

export const authorize = async (sandbox: Sandbox, changes: Record<string, string | undefined>) =>
  sandbox.fhir(
    new Request(`${sandbox.origins.fhir}/authorize?${await authorizeParameters(sandbox, changes)}`),
  )

/** The parameters with which a redirect comes back to the app. */
export const answerOf = (response: Response): URLSearchParams =>
  new URL(response.headers.get('location') ?? 'http://nowhere/').searchParams

export interface TokenAnswer {
  readonly access_token: string
  readonly refresh_token?: string
  readonly id_token?: string
  readonly scope: string
  readonly patient?: unknown
  readonly need_patient_banner?: boolean
  readonly error?: string
}

export const askToken = (sandbox: Sandbox, form: Record<string, string>) =>
  sandbox.fhir(
    new Request(`${sandbox.origins.fhir}/token`, { method: 'POST', body: new URLSearchParams(form) }),
  )

export const redeem = (sandbox: Sandbox, code: string, changes: Record<string, string> = {}) =>
  askToken(sandbox, {
    grant_type: 'authorization_code',
    code,
    client_id: 'trialside',
    redirect_uri: `${sandbox.origins.app}/index.html`,
    code_verifier: VERIFIER,
    ...changes,
  })

/** An EHR launch from the chart to a token. */
export async function signIn(
  sandbox: Sandbox,
  patient: string,
  options: { scope?: string; faults?: readonly string[] } = {},
): Promise<TokenAnswer> {
  const launch = sandbox.launches.mint(patient, { faults: options.faults ?? [] })
  const scope = options.scope ?? 'launch openid fhirUser patient/*.rs'
  const code = answerOf(await authorize(sandbox, { launch, scope })).get('code') ?? ''
  return (await (await redeem(sandbox, code)).json()) as TokenAnswer
}

/** Sends a FHIR request with a token. The path may be a whole address, such as a next link. */
export const send = (
  sandbox: Sandbox,
  token: { readonly access_token: string },
  path: string,
  init: RequestInit & { headers?: Record<string, string> } = {},
) =>
  sandbox.fhir(
    new Request(path.startsWith('http') ? path : `${sandbox.iss}/${path}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${token.access_token}` },
    }),
  )

/** A search's Bundle. */
export const search = async (sandbox: Sandbox, token: { readonly access_token: string }, path: string) =>
  (await (await send(sandbox, token, path)).json()) as Bundle<FhirResource>

export const nextOf = (bundle: Bundle<FhirResource>): string | undefined =>
  bundle.link?.find((link) => link.relation === 'next')?.url

import { Hono } from 'hono'
import type { Sessions } from './sessions.ts'
import { type Session, TOKEN_SECONDS } from './sessions.ts'
import type { Tokens } from './tokens.ts'

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache' },
  })

const refused = (error: string, error_description: string) => json(400, { error, error_description })

/** Base64url of the SHA-256, as PKCE wants it. https://www.rfc-editor.org/rfc/rfc7636#section-4.6 */
async function challengeOf(verifier: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return Buffer.from(hash).toString('base64url')
}

/** `/token`, `/revoke` and `/introspect`. */
export function tokenRoutes({ sessions, tokens }: { sessions: Sessions; tokens: Tokens }): Hono {
  const app = new Hono()

  app.post('/token', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    const client = form.get('client_id')
    const grant = form.get('grant_type')
    if (grant === 'refresh_token') {
      const session = sessions.useRefreshToken(form.get('refresh_token') ?? '')
      if (!session || session.client !== client)
        return refused('invalid_grant', 'unknown or used refresh token')
      return json(200, await tokenResponse(session))
    }
    if (grant !== 'authorization_code') return refused('unsupported_grant_type', `${grant} is not offered`)
    const session = sessions.redeem(form.get('code') ?? '')
    if (!session) return refused('invalid_grant', 'unknown, used or expired code')
    if (session.client !== client) return refused('invalid_client', 'the code is for another client')
    if (session.redirectUri !== form.get('redirect_uri'))
      return refused('invalid_grant', 'redirect_uri differs from the one the code was sent to')
    if ((await challengeOf(form.get('code_verifier') ?? '')) !== session.challenge)
      return refused('invalid_grant', 'code_verifier does not fit the code_challenge')
    return json(200, await tokenResponse(session))
  })

  app.post('/revoke', async (context) => {
    const token = new URLSearchParams(await context.req.text()).get('token') ?? ''
    const session = (await tokens.check(token))?.session ?? sessions.useRefreshToken(token)
    if (session) session.revoked = true
    return json(200, {}) // also for a token that is unknown: RFC 7009, section 2.2
  })

  app.post('/introspect', async (context) => {
    const checked = await tokens.check(new URLSearchParams(await context.req.text()).get('token') ?? '')
    if (!checked) return json(200, { active: false })
    const { session, expires } = checked
    const { launch, scopes, client } = session
    return json(200, {
      active: true,
      scope: scopes.join(' '),
      client_id: client,
      exp: expires,
      patient: launch.patient,
    })
  })

  const tokenResponse = async (session: Session) => {
    const { launch, scopes } = session
    const lasting = scopes.includes('online_access') || scopes.includes('offline_access')
    const wantsPatient = scopes.includes('launch') || scopes.includes('launch/patient')
    const hasPatient = wantsPatient && launch.patient !== undefined
    return {
      access_token: await tokens.access(session),
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      scope: scopes.join(' '),
      ...(hasPatient ? { patient: launch.patient, need_patient_banner: launch.needPatientBanner } : {}),
      ...(launch.encounter === undefined ? {} : { encounter: launch.encounter }),
      ...(launch.fhirContext.length > 0 ? { fhirContext: launch.fhirContext } : {}),
      ...(scopes.includes('openid') ? { id_token: await tokens.identity(session) } : {}),
      ...(lasting ? { refresh_token: sessions.refreshToken(session) } : {}),
    }
  }

  return app
}

import type { Discovery } from './discovery.ts'
import { fieldsOf } from './fields.ts'
import type { Outside } from './outside.ts'

/**
 * Tells the EHR that a token is used no more (RFC 7009). Nobody waits for it, and nothing hangs on it: a
 * token that cannot be revoked ends by itself.
 */
export function revoke(
  { revocationEndpoint }: Discovery,
  clientId: string,
  response: unknown,
  { fetch }: Pick<Outside, 'fetch'>,
): void {
  if (revocationEndpoint === undefined) return
  const tokens = fieldsOf(response)
  // Revoking a refresh token ends its access tokens too (RFC 7009, section 2.1).
  for (const hint of ['refresh_token', 'access_token']) {
    const token = tokens.get(hint)
    if (typeof token !== 'string') continue
    fetch(revocationEndpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token, token_type_hint: hint, client_id: clientId }).toString(),
      redirect: 'error',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      keepalive: true,
    }).catch(() => {})
    return
  }
}

/** What the authorization server sent the browser back with (RFC 6749, section 4.1.2). */
export type AuthorizationResponse =
  | { readonly kind: 'none' }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'error'; readonly error: string; readonly state?: string }
  | { readonly kind: 'code'; readonly code: string; readonly state: string; readonly issuer?: string }
  /** A code, a state or an issuer without the rest. */
  | { readonly kind: 'incomplete' }

/** Reads an authorization response. No parameter may stand twice, and no description is ever read. */
export function readAuthorizationResponse(address: string): AuthorizationResponse {
  const given = new URL(address).searchParams
  const names = ['code', 'state', 'error', 'iss']
  if (names.some((name) => given.getAll(name).length > 1)) return { kind: 'repeated' }
  const [code, state, error, issuer] = names.map((name) => given.get(name) ?? undefined)
  if (error !== undefined) return { kind: 'error', error, ...(state ? { state } : {}) }
  if (code && state) return { kind: 'code', code, state, ...(issuer === undefined ? {} : { issuer }) }
  return code === undefined && state === undefined ? { kind: 'none' } : { kind: 'incomplete' }
}

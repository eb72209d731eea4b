import type { Access } from '../fhir/access.ts'
import { refuse } from '../fhir/outcome.ts'
import { readDataScope, scopesAllow } from './scopes.ts'
import type { Session } from './sessions.ts'
import type { Tokens } from './tokens.ts'

/** Who is asking: a session with its access, or the answer that refuses it. */
export type Admission =
  | { readonly kind: 'admitted'; readonly session: Session; readonly access: Access }
  | { readonly kind: 'refused'; readonly response: Response }

const unauthorized = (text: string) =>
  refuse(401, 'login', text, { 'www-authenticate': 'Bearer error="invalid_token"' })

/** The bearer token of a request. */
export const bearerOf = (request: Request): string | undefined =>
  /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]

/** Checks the token of a FHIR call and works out what it allows. */
export async function admit(request: Request, tokens: Tokens): Promise<Admission> {
  const token = bearerOf(request)
  if (token === undefined) return { kind: 'refused', response: unauthorized('An access token is needed') }
  const checked = await tokens.check(token)
  if (!checked)
    return { kind: 'refused', response: unauthorized('The access token is unknown, expired or revoked') }
  return { kind: 'admitted', session: checked.session, access: accessOf(checked.session) }
}

/** An id that no patient can have: FHIR allows no space. */
const NOBODY = 'no patient'

/**
 * What a session may do. With any user scope the user's own rights count, for the types it names, and every
 * patient may be seen; otherwise only the patient in context, and nobody where there is none.
 */
export function accessOf(session: Session): Access {
  const wide = session.scopes.some((text) => readDataScope(text)?.context === 'user')
  return {
    session: session.id,
    patient: wide ? undefined : (session.launch.patient ?? NOBODY),
    allows: (interaction, type) => scopesAllow(session.scopes, interaction, type),
  }
}

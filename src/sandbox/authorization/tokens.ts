import { jwtVerify, SignJWT } from 'jose'
import { type Clock, secondsOf } from '../clock.ts'
import { CLINICIAN } from '../staff.ts'
import type { Keys } from './keys.ts'
import { type Session, type Sessions, TOKEN_SECONDS } from './sessions.ts'

/** Makes and checks tokens. */
export class Tokens {
  readonly #issuer: string
  readonly #keys: Keys
  readonly #sessions: Sessions
  readonly #clock: Clock

  constructor(issuer: string, keys: Keys, sessions: Sessions, clock: Clock) {
    this.#issuer = issuer
    this.#keys = keys
    this.#sessions = sessions
    this.#clock = clock
  }

  /** An access token: names the session, carries the scopes, good for an hour. */
  access(session: Session): Promise<string> {
    const claims = { sid: session.id, scope: session.scopes.join(' '), client_id: session.client }
    return this.#signed(claims, this.#issuer)
  }

  /** An id_token; with `fhirUser` and the name where the scopes granted say that the app may know who it is. */
  identity(session: Session): Promise<string> {
    const tells = session.scopes.includes('fhirUser') || session.scopes.includes('profile')
    const { reference, name } = CLINICIAN
    const claims = tells ? { fhirUser: `${this.#issuer}/${reference}`, name } : {}
    return this.#signed(claims, session.client)
  }

  #signed(claims: Record<string, unknown>, audience: string): Promise<string> {
    const now = secondsOf(this.#clock)
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: this.#keys.id, typ: 'JWT' })
      .setIssuer(this.#issuer)
      .setAudience(audience)
      .setSubject(CLINICIAN.reference)
      .setIssuedAt(now)
      .setExpirationTime(now + TOKEN_SECONDS)
      .setJti(crypto.randomUUID())
      .sign(this.#keys.sign)
  }

  /** The session of an access token that is genuine, not expired and not revoked. */
  async check(token: string): Promise<{ readonly session: Session; readonly expires: number } | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#keys.verify, {
        issuer: this.#issuer,
        audience: this.#issuer,
        currentDate: this.#clock(),
      })
      const session = this.#sessions.find(String(payload['sid']))
      return session && payload.exp !== undefined ? { session, expires: payload.exp } : undefined
    } catch {
      return undefined
    }
  }
}

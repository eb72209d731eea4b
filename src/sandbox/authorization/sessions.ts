import { type Clock, secondsOf } from '../clock.ts'
import type { Launch } from './launches.ts'

/** Life of a code, as SMART recommends at most. */
export const CODE_SECONDS = 60
/** Life of an access token. */
export const TOKEN_SECONDS = 3600

/** What a user agreed to: the ground on which codes and tokens stand. */
export interface Session {
  readonly id: string
  readonly client: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly launch: Launch
  readonly challenge: string
  /** FHIR calls made so far, for the fault that ends a session in the middle. */
  calls: number
  /** Whether a refresh token has been used. */
  refreshed: boolean
  revoked: boolean
}

/** Codes, refresh tokens and the sessions behind them. Forgotten when the process ends. */
export class Sessions {
  readonly #clock: Clock
  readonly #sessions = new Map<string, Session>()
  readonly #codes = new Map<string, { readonly session: Session; readonly until: number; used: boolean }>()
  readonly #refreshTokens = new Map<string, Session>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Opens a session and gives the code that stands for it. */
  open(agreed: Omit<Session, 'id' | 'calls' | 'refreshed' | 'revoked'>): string {
    const session: Session = {
      ...agreed,
      id: crypto.randomUUID(),
      calls: 0,
      refreshed: false,
      revoked: false,
    }
    this.#sessions.set(session.id, session)
    const code = crypto.randomUUID()
    this.#codes.set(code, { session, until: secondsOf(this.#clock) + CODE_SECONDS, used: false })
    return code
  }

  /**
   * The session of a code, if the code is fresh. A code that comes twice was stolen or replayed: then the
   * session ends too. https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
   */
  redeem(code: string): Session | undefined {
    const kept = this.#codes.get(code)
    if (!kept) return undefined
    if (kept.used) {
      kept.session.revoked = true
      return undefined
    }
    kept.used = true
    return secondsOf(this.#clock) <= kept.until ? kept.session : undefined
  }

  /** A session by id, unless it was revoked. */
  find(id: string): Session | undefined {
    const session = this.#sessions.get(id)
    return session?.revoked === false ? session : undefined
  }

  /** A new refresh token for a session. */
  refreshToken(session: Session): string {
    const token = crypto.randomUUID()
    this.#refreshTokens.set(token, session)
    return token
  }

  /** The session of a refresh token, which is used up by asking. */
  useRefreshToken(token: string): Session | undefined {
    const session = this.#refreshTokens.get(token)
    this.#refreshTokens.delete(token)
    if (session?.revoked !== false) return undefined
    session.refreshed = true
    return session
  }

  /** The session behind a code or refresh token, which stays unused. For the faults of the sandbox. */
  behind(codeOrToken: string): Session | undefined {
    return this.#codes.get(codeOrToken)?.session ?? this.#refreshTokens.get(codeOrToken)
  }
}

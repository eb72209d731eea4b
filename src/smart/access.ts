import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import type { Grant } from './fhirclient.ts'
import type { Outside } from './outside.ts'
import type { Bearer, Token } from './token-response.ts'
import { checkToken } from './token-response.ts'

/** Why there is no token to send. */
export type AccessFault =
  | 'session-ended'
  /** A renewed token is for somebody else. */
  | 'patient-differs'

/** Tokens to send, one after another, and what is to happen when the EHR refuses one. */
export interface Bearing {
  /** When the token ends, in milliseconds since 1970. */
  readonly endsAt: number
  /** The token to send now. */
  token(): Promise<Result<string, AccessFault>>
  /** The token to send after the EHR refused one. */
  tokenAfter(refused: string): Promise<Result<string, AccessFault>>
  /** The EHR refused two, one after the other. */
  end(): void
}

/** Takes what a renewal brought, or says why it may not be used. */
export type TakeRenewed = (response: unknown) => Result<Bearer, AccessFault>

/** A token is renewed this long before it ends, so that it does not end on the way. */
const MARGIN = 30_000

/** How often a renewal is tried that fails in passing. */
const RENEWALS = 2

/**
 * The right to read: the token, how long it lasts, and its renewal. However many requests find it
 * expired, one renewal runs. When it is over, it is over for good.
 */
export class Access implements Bearing {
  readonly #grant: Grant
  readonly #outside: Outside
  readonly #onRenewed: () => void
  readonly #taken: TakeRenewed
  #token: Bearer
  #endsAt: number
  #over: AccessFault | undefined
  #renewing: Promise<boolean> | undefined

  /** `taken` is what a renewal has to be; for a chart's token, one for the same patient. */
  constructor(grant: Grant, token: Token, endsAt: number, outside: Outside, onRenewed: () => void)
  constructor(
    grant: Grant,
    token: Bearer,
    endsAt: number,
    outside: Outside,
    onRenewed: () => void,
    taken: TakeRenewed,
  )
  constructor(
    grant: Grant,
    token: Bearer & Partial<Token>,
    endsAt: number,
    outside: Outside,
    onRenewed: () => void,
    taken: TakeRenewed = (response) => samePatient(response, token.patientId),
  ) {
    this.#grant = grant
    this.#token = token
    this.#endsAt = endsAt
    this.#outside = outside
    this.#onRenewed = onRenewed
    this.#taken = taken
  }

  /** When the token ends, in milliseconds since 1970. */
  get endsAt(): number {
    return this.#endsAt
  }

  /** The token to send now. */
  async token(): Promise<Result<string, AccessFault>> {
    if (!this.#over && this.#left() < MARGIN && this.#token.isRenewable) await this.#renewOnce()
    if (!this.#over && this.#left() <= 0) this.#over = 'session-ended'
    return this.#over ? fail(this.#over) : ok(this.#token.accessToken)
  }

  /** The token to send after the EHR refused one. A token that nobody refused yet is not renewed for it. */
  async tokenAfter(refused: string): Promise<Result<string, AccessFault>> {
    const token = await this.newerThan(refused)
    if (!token.ok) this.#over ??= token.problem
    return token
  }

  /** The same, where a refusal ends nothing: other charts may still be read with this token. */
  async newerThan(refused: string): Promise<Result<string, AccessFault>> {
    if (!this.#over && this.#token.accessToken === refused) {
      const isRenewed = this.#token.isRenewable && (await this.#renewOnce())
      if (!isRenewed) return fail(this.#over ?? 'session-ended')
    }
    return this.#over ? fail(this.#over) : ok(this.#token.accessToken)
  }

  /** Ends it. */
  end(): void {
    this.#over ??= 'session-ended'
  }

  #left(): number {
    return this.#endsAt - this.#outside.clock.now()
  }

  #renewOnce(): Promise<boolean> {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = undefined
    })
    return this.#renewing
  }

  async #renew(): Promise<boolean> {
    for (let tries = 1; tries <= RENEWALS; tries += 1) {
      const response = await this.#grant.renew()
      if (response.ok) return this.#take(response.value)
      const mayPass = response.problem === 'unreachable' || response.problem === 'failing'
      if (!mayPass) {
        this.#token = { ...this.#token, isRenewable: false }
        return false
      }
      if (tries < RENEWALS) await this.#outside.clock.pause(500 + 500 * this.#outside.random())
    }
    return false
  }

  #take(response: unknown): boolean {
    const token = this.#taken(response)
    if (!token.ok) {
      this.#over = token.problem
      return false
    }
    if (this.#over) return false // Closed while it was under way.
    this.#token = token.value
    this.#endsAt = this.#outside.clock.now() + token.value.lastsMilliseconds
    this.#onRenewed()
    return true
  }
}

/** A renewed token for a chart: usable, and for the patient of the first. */
function samePatient(response: unknown, patientId: string | undefined): Result<Bearer, AccessFault> {
  const token = checkToken(response)
  if (!token.ok) return fail(token.problem.kind === 'patient-differs' ? 'patient-differs' : 'session-ended')
  return token.value.patientId === patientId ? token : fail('patient-differs')
}

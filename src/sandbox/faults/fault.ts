import type { Language } from '../language.ts'
import type { Handler, Origins } from '../origins.ts'

/** Which requests a fault concerns. */
export type Stage = 'discovery' | 'metadata' | 'authorize' | 'token' | 'fhir'

/** The request that a fault looks at. */
export interface Asked {
  readonly request: Request
  /** What comes after the colon of the fault's name: a type, or a number. */
  readonly argument: string
  /** The session of the token, where there is one. */
  readonly session: { readonly id: string; readonly calls: number; readonly refreshed: boolean } | undefined
  readonly origins: Origins
  /** True the first time that it is asked in this session with this key. */
  first(key: string): boolean
  /** What the fault has counted in this session. */
  readonly memory: Map<string, number>
  wait(milliseconds: number): Promise<void>
}

/** One way in which an EHR misbehaves: a wrapper around the handler that would answer properly. */
export interface Fault {
  readonly name: string
  readonly stage: Stage
  /**
   * What the argument is; none for `nothing`. A fault of a type concerns only requests for that type; one of
   * `any-type` concerns that type where it names one, else what its meaning says.
   */
  readonly takes: 'type' | 'any-type' | 'number' | 'nothing'
  /** The argument in the chart's menu. */
  readonly example?: string
  readonly meaning: Readonly<Record<Language, string>>
  answer(asked: Asked, next: Handler): Promise<Response>
}

/** A fault with its argument, read from `name`, `name:argument`, or either with `@patient`. */
export interface NamedFault {
  readonly fault: Fault
  readonly argument: string
  /** The only patient whose requests it concerns; undefined: everybody's. */
  readonly patient: string | undefined
}

/** Another host, which no request of the app may ever reach. */
export const ELSEWHERE = 'https://elsewhere.example'

import type { Code } from '../../codes.ts'

/** One thing that is wrong with an expression. */
export interface Flaw {
  readonly code: Code
  /** Its column in the expression, counted from 1. */
  readonly within: number
  readonly message: string
  readonly hint?: string
}

/** A flaw, in one line. */
export const flaw = (code: Code, within: number, message: string, hint?: string): Flaw => ({
  code,
  within,
  message,
  ...(hint === undefined ? {} : { hint }),
})

import type { Problem as DefinitionProblem, Position } from '../authoring/problem.ts'

export type { Position } from '../authoring/problem.ts'

/** One thing that is wrong with what was given. Each has a code, a sentence, and where there is one a way out. */
export interface Problem {
  /** The file as given, or the argument: `argument 3`. */
  readonly place: string
  readonly position?: Position
  readonly code: string
  readonly message: string
  readonly hint?: string
}

/** A problem with one argument; the command itself is the first. */
export const argument = (index: number, code: string, message: string, hint?: string): Problem => ({
  place: `argument ${index + 1}`,
  code,
  message,
  ...(hint === undefined ? {} : { hint }),
})

/** A problem with a definition, as the command line says it; what is only warned of begins so. */
export const ofDefinition = ({ file, severity, message, ...rest }: DefinitionProblem): Problem => ({
  place: file,
  ...rest,
  message: severity === 'warned' ? `Warning: ${message}` : message,
})

/** One line per problem: `file:line:column  CODE  message  hint`. */
export function problemLine({ place, position, code, message, hint }: Problem): string {
  const where = position ? `${place}:${position.line}:${position.column}` : place
  return `${[where, code, message, ...(hint ? [hint] : [])].map(printable).join('  ')}\n`
}

/**
 * The text with everything written out that would move the cursor, change the line or turn the reading
 * direction: control characters and marks of bidirectional text.
 */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

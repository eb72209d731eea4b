import type { Code } from './codes.ts'

/** Where in a text: both count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Names of keys and places in lists, from the top of a document inwards. */
export type Path = readonly (string | number)[]

/** One thing that is wrong with a definition, by where it stands in the document. */
export interface Finding {
  /** One of `codes.ts`. */
  readonly code: Code
  readonly path: Path
  /** True when the key itself is meant, not what stands behind it. */
  readonly atKey?: boolean
  /** Where it stands, when the document could not be read as far as a path. */
  readonly position?: Position
  /** A column inside a longer text, such as an expression: counted from 1. */
  readonly within?: number
  readonly message: string
  readonly hint?: string
}

/** One thing that is wrong, as it is printed. */
export interface Problem {
  readonly file: string
  readonly position: Position
  readonly code: Code
  /** `refused`: the definition is not used. `warned`: it is, and somebody should look. */
  readonly severity: 'refused' | 'warned'
  readonly message: string
  readonly hint?: string
}

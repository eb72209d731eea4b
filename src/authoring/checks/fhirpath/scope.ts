import type { CodeSystem } from '../../../engine/facts/catalog.ts'
import type { Flaw } from './flaw.ts'
import type { Elements } from './model.ts'
import type { Node } from './tree.ts'

/** What an expression is for. */
export type Use = 'where' | 'number' | 'quantity' | 'coded'

/** What an expression stands in. */
export interface Around {
  readonly use: Use
  /** The type of the resource that it reads. */
  readonly resource: string
  /** True where the `where` alone says what the resource is, with no code that says it first. */
  readonly decides: boolean
  /** True when the fact is kept in a unit. */
  readonly hasUnit: boolean
  readonly systems: Readonly<Record<string, CodeSystem>>
}

/** Where in an expression a part stands. */
export interface Scope {
  readonly around: Around
  readonly root: Elements
  /** What a bare name is a part of. */
  readonly this: Elements
  /** True inside `where(…)`: there a condition selects elements that exist. */
  readonly filters: boolean
  readonly report: (flaw: Flaw) => void
  /** Reads a part; undefined when it is wrong and said to be. */
  readonly read: (node: Node, scope: Scope) => Elements | undefined
}

/** A yes or no that the expression works out. */
export const YES_NO: Elements = { types: ['System.Boolean'], many: false }

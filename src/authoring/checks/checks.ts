import type { FactCatalog } from '../../engine/facts/catalog.ts'
import type { Compiled } from '../compile.ts'
import type { Finding } from '../problem.ts'
import type { WrittenTrial } from '../written.ts'
import { checkReferences } from './references.ts'

/** What a check looks at. */
export interface Checked {
  readonly written: WrittenTrial
  readonly compiled: Compiled
  /** The codes, facts and questions that every trial may use. */
  readonly shared: FactCatalog
  /** The day of reading, `YYYY-MM-DD`; absent where nothing is to be held against a calendar. */
  readonly today?: string
}

/** One aspect of a definition. Gives everything that is wrong with it. */
export type Check = (checked: Checked) => Finding[]

/** Every check, in the order in which a reader goes through a definition. */
export const CHECKS: readonly Check[] = [checkReferences]

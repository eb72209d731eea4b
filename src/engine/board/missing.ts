import type { Supplier } from './supplier.ts'

/** One thing that is missing for one patient, for one or several trials. Made from cards by `missingIn`. */
export interface MissingItem {
  /** Id of the question, or of trial and criterion where no question settles it. */
  readonly id: string
  /** What is missing, as a noun: "Side of the recurrence". */
  readonly wanted: string
  /** The question to put, where there is one. */
  readonly question?: string
  readonly supplier: Supplier
  /** Acronyms of the trials that wait for it. */
  readonly trials: readonly string[]
}

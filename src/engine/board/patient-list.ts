/** The patients of a meeting, as the EHR's list has them: what its edge gives and the board shows. */
import type { Result } from '../result.ts'

/** The patients of a meeting, as the EHR's list has them. */
export interface PatientList {
  /** The list's own name; absent where it has none. */
  readonly name?: string
  /** Ids of patients, each once, in the list's order; 200 at most. */
  readonly patients: readonly string[]
  /** How many different patients the list names in all. */
  readonly total: number
  /** What was odd about the list as a whole. */
  readonly oddities: readonly ListOddity[]
}

/** Something odd about a list. */
export type ListOddity =
  | { readonly kind: 'empty' }
  /** Patients who are named more than once. */
  | { readonly kind: 'twice'; readonly count: number }
  /** Entries that name no patient of this EHR. */
  | { readonly kind: 'no-patient'; readonly count: number }
  /** Entries that are marked as deleted or inactive. */
  | { readonly kind: 'left'; readonly count: number }
  /** More than are given at a time. */
  | { readonly kind: 'more'; readonly total: number }

/** Why a list could not be read. */
export type ListFault = 'forbidden' | 'not-there' | 'not-understood' | 'unreachable' | 'session-ended'

/** A list of the EHR. */
export interface ListSource {
  /** `List/board-1`, `Group/7`. */
  readonly reference: string
  /** Reads 200 patients, from the given place on. From the first on, it asks the EHR anew. */
  read(from: number): Promise<Result<PatientList, ListFault>>
}

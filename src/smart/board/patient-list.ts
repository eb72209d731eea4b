import type { Result } from '../../engine/result.ts'

/** How many patients of a list are given at a time. */
export const AT_A_TIME = 200

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

/** What a List or a Group names, entry by entry. */
export interface Named {
  readonly name?: string
  /** Ids in the order of the entries, repeats included. */
  readonly patients: readonly string[]
  readonly noPatient: number
  readonly left: number
}

/** The patients from one place on, with what is odd about the whole. */
export function pageOf({ name, patients, noPatient, left }: Named, from: number): PatientList {
  const times = new Map<string, number>()
  for (const id of patients) times.set(id, (times.get(id) ?? 0) + 1)
  const each = [...times.keys()]
  const total = each.length
  const twice = [...times.values()].filter((count) => count > 1).length
  const oddities: readonly (ListOddity | false)[] = [
    total === 0 && { kind: 'empty' },
    twice > 0 && { kind: 'twice', count: twice },
    noPatient > 0 && { kind: 'no-patient', count: noPatient },
    left > 0 && { kind: 'left', count: left },
    total > AT_A_TIME && { kind: 'more', total },
  ]
  return {
    ...(name === undefined ? {} : { name }),
    patients: each.slice(from, from + AT_A_TIME),
    total,
    oddities: oddities.filter((oddity) => oddity !== false),
  }
}

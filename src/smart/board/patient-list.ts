import type { ListOddity, PatientList } from '../../engine/board/patient-list.ts'

/** How many patients of a list are given at a time. */
export const AT_A_TIME = 200

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

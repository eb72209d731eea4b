import { isObject, type Json, listOf, type Resource, textOf, wordsOf } from '../../engine/fhir.ts'
import { referenceIn } from '../reference-in.ts'
import type { Named } from './patient-list.ts'

/** Whom a List names (FHIR R4, List). Nothing where it was made by mistake. */
export function namedInList(list: Resource, base: string): Named | undefined {
  if (list['status'] === 'entered-in-error' || list['mode'] === 'entered-in-error') return undefined
  const entries = listOf(list['entry'])
  return { ...nameIn(list, 'title'), ...namedIn(entries, 'item', 'deleted', base) }
}

/**
 * Whom a Group names (FHIR R4, Group). Members that it counts and does not name are entries that name no patient; one
 * that counts and names nobody at all is empty.
 */
export function namedInGroup(group: Resource, base: string): Named {
  const members = listOf(group['member'])
  const named = namedIn(members, 'entity', 'inactive', base)
  const { quantity } = group
  const unnamed = typeof quantity === 'number' && members.length > 0 ? quantity - members.length : 0
  return { ...nameIn(group, 'name'), ...named, noPatient: named.noPatient + Math.max(0, Math.trunc(unnamed)) }
}

function namedIn(entries: readonly unknown[], item: string, left: string, base: string): Named {
  const patients: string[] = []
  const count = { noPatient: 0, left: 0 }
  for (const entry of entries) {
    const given = isObject(entry) ? entry : {}
    const reference = isObject(given[item]) ? given[item]['reference'] : undefined
    const patient = referenceIn(base, reference, ['Patient'])
    if (given[left] === true) count.left += 1
    else if (patient) patients.push(patient.id)
    else count.noPatient += 1
  }
  return { patients, ...count }
}

/** The name of its own, else what its code says in words. */
function nameIn(resource: Json, field: string): { readonly name?: string } {
  const name = textOf(resource[field]) ?? wordsOf(resource['code'])
  return name === undefined ? {} : { name: name.slice(0, 200) }
}

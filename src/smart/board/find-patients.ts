import type { ListFault } from '../../engine/board/patient-list.ts'
import { isObject, listOf, type Resource } from '../../engine/fhir.ts'
import type { Result } from '../../engine/result.ts'
import { fail, ok } from '../../engine/result.ts'
import { isId } from '../referral/connection.ts'
import { isGranted } from '../referral/granted.ts'
import { searchPageIn } from '../referral/searchset.ts'
import { askForJson } from './ask-for-json.ts'
import type { ListDesk } from './list-source.ts'

/** Nobody's number is shared by so many; a server that gives more was not searching for it. */
const MOST_PAGES = 2

/**
 * Finds all patients that have a number. A server that ignores the parameter gives everybody it has: only who really
 * has the number counts, and only where no more is to come than was looked through, for the one that is missing may be
 * the one that is meant.
 */
export async function findPatients(
  number: string,
  { ehr, fetch, scope, closed }: ListDesk,
): Promise<Result<readonly string[], ListFault>> {
  const wanted = number.trim()
  if (wanted === '') return ok([])
  if (!isGranted('s', 'Patient', scope)) return fail('forbidden')
  const found = new Set<string>()
  const value = encodeURIComponent(asOneToken(wanted))
  let link: string | undefined = `${ehr.base.replace(/\/$/, '')}/Patient?identifier=${value}&_count=50`
  for (let pages = 0; link !== undefined; pages += 1) {
    if (pages === MOST_PAGES) return fail('not-understood')
    const json = await askForJson(link, fetch, closed)
    if (!json.ok) return json
    const page = searchPageIn(json.value)
    if (!page?.isWhole) return fail('not-understood')
    for (const patient of page.resources) if (hasNumber(patient, wanted)) found.add(patient.id)
    link = page.next
  }
  return ok([...found])
}

/** What would end a value, or part it from its system (FHIR R4, search, "Escaping Search Parameters"). */
const asOneToken = (text: string): string => text.replace(/[\\,|$]/g, String.raw`\$&`)

const hasNumber = (patient: Resource, wanted: string): boolean =>
  patient.resourceType === 'Patient' &&
  isId(patient.id) &&
  listOf(patient['identifier']).some(
    (identifier) =>
      isObject(identifier) &&
      typeof identifier['value'] === 'string' &&
      identifier['value'].trim() === wanted,
  )

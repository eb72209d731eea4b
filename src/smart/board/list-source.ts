import type { ListFault, ListSource } from '../../engine/board/patient-list.ts'
import { resourceOf } from '../../engine/fhir.ts'
import type { Result } from '../../engine/result.ts'
import { fail, ok } from '../../engine/result.ts'
import type { EHR, GuardedFetch } from '../guarded-fetch.ts'
import { isGranted } from '../referral/granted.ts'
import { askForJson } from './ask-for-json.ts'
import { namedInGroup, namedInList } from './named-in.ts'
import { type Named, pageOf } from './patient-list.ts'

/** The EHR, as a board asks it for lists and patients. */
export interface ListDesk {
  readonly ehr: EHR
  readonly fetch: GuardedFetch
  /** The granted scopes, or absent where they are the ones asked for. */
  readonly scope: string | undefined
  readonly closed: AbortSignal
}

/**
 * A List or a Group of the EHR, by its reference. It comes in one piece, so its further patients are taken from what
 * came: a list that changes meanwhile would leave somebody out between two pages.
 */
export function listSource(reference: string, desk: ListDesk): ListSource {
  let named: Named | undefined
  return {
    reference,
    read: async (from) => {
      if (from > 0 && named && !desk.closed.aborted) return ok(pageOf(named, from))
      const asked = await ask(reference, desk)
      if (!asked.ok) return asked
      named = asked.value
      return ok(pageOf(named, from))
    },
  }
}

async function ask(
  reference: string,
  { ehr, fetch, scope, closed }: ListDesk,
): Promise<Result<Named, ListFault>> {
  const [type = '', id] = reference.split('/')
  // Some servers answer a request beyond the scopes as they answer a bad token, which this one is not.
  if (!isGranted('r', type, scope)) return fail('forbidden')
  const json = await askForJson(`${ehr.base.replace(/\/$/, '')}/${reference}`, fetch, closed)
  if (!json.ok) return json
  const resource = resourceOf(json.value)
  if (resource?.resourceType !== type || resource.id !== id) return fail('not-understood')
  const named = type === 'List' ? namedInList(resource, ehr.base) : namedInGroup(resource, ehr.base)
  return named ? ok(named) : fail('not-understood')
}

import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4'
import type { Access } from './access.ts'
import { LETTERS } from './batch.ts'
import { recordFor, recordsSearched } from './compartment.ts'
import { checkCondition } from './condition.ts'
import { isOffered } from './offered-types.ts'
import { refuse } from './outcome.ts'
import type { Records } from './records.ts'
import { Refusal, requireScope } from './refusal.ts'

type Entries = readonly BundleEntry<FhirResource>[]

/** Ends a transaction before any of it is done when one entry reaches further than the access does. */
export async function checkTransaction(entries: Entries, records: Records, access: Access): Promise<void> {
  for (const entry of entries) await checkEntry(entry, entries, records, access)
}

async function checkEntry(
  entry: BundleEntry<FhirResource>,
  beside: Entries,
  records: Records,
  access: Access,
): Promise<void> {
  const { method = 'GET', url = '', ifNoneExist } = entry.request ?? {}
  const [path = '', query] = url.split('?')
  const [type = '', id] = path.split('/')
  if (!isOffered(type)) throw new Refusal(refuse(404, 'not-supported', `This server does not offer ${type}`))
  if (method === 'GET' && id === undefined) {
    requireScope(access, 's', type)
    recordsSearched(records, { type, parameters: [...new URLSearchParams(query)] }, access)
    return
  }
  requireScope(access, LETTERS[method] ?? 'r', type)
  if (ifNoneExist !== undefined || query !== undefined) requireScope(access, 's', type)
  if (ifNoneExist !== undefined) checkCondition(ifNoneExist, type, access)
  await recordFor(records, { type, id, body: entry.resource, beside }, access)
}

/**
 * A transaction's answer with what R4 wants of each entry beside its status: where it is, in which version, and since
 * when. With `minimal` the resources themselves are left out. https://hl7.org/fhir/R4/http.html#transaction-response
 */
export const answered = (result: Bundle<FhirResource>, minimal: boolean): Bundle<FhirResource> => ({
  ...result,
  entry: (result.entry ?? []).map(({ resource, response, ...rest }) => {
    const { versionId, lastUpdated } = resource?.meta ?? {}
    const isStored = resource !== undefined && resource.resourceType !== 'Bundle' && versionId !== undefined
    const place = isStored
      ? {
          location: `${resource.resourceType}/${resource.id}/_history/${versionId}`,
          etag: `W/"${versionId}"`,
          ...(lastUpdated === undefined ? {} : { lastModified: lastUpdated }),
        }
      : {}
    return {
      ...rest,
      ...(resource === undefined || minimal ? {} : { resource }),
      ...(response === undefined ? {} : { response: { ...response, ...place } }),
    }
  }),
})

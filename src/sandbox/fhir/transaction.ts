import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4'
import { patientOf } from './about-patient.ts'
import type { Access } from './access.ts'
import { LETTERS } from './batch.ts'
import { recordFor, recordsSearched } from './compartment.ts'
import { checkCondition } from './condition.ts'
import { isOffered } from './offered-types.ts'
import { refuse } from './outcome.ts'
import type { PatientRepository } from './patient-repository.ts'
import type { Records } from './records.ts'
import { Refusal, requireScope } from './refusal.ts'

type Entries = readonly BundleEntry<FhirResource>[]

/**
 * Ends a transaction before any of it is done when one entry reaches further than the access does. Gives the records
 * that it concerns: by the user's own rights these may be several.
 */
export async function checkTransaction(
  entries: Entries,
  records: Records,
  access: Access,
): Promise<ReadonlySet<PatientRepository>> {
  const concerned = new Set<PatientRepository>()
  for (const entry of entries)
    for (const record of await checkEntry(entry, entries, records, access)) concerned.add(record)
  return concerned
}

async function checkEntry(
  entry: BundleEntry<FhirResource>,
  beside: Entries,
  records: Records,
  access: Access,
): Promise<readonly PatientRepository[]> {
  const { method = 'GET', url = '', ifNoneExist } = entry.request ?? {}
  const [path = '', query] = url.split('?')
  const [type = '', id] = path.split('/')
  if (!isOffered(type)) throw new Refusal(refuse(404, 'not-supported', `This server does not offer ${type}`))
  if (method === 'GET' && id === undefined) {
    requireScope(access, 's', type)
    return recordsSearched(records, { type, parameters: [...new URLSearchParams(query)] }, access)
  }
  requireScope(access, LETTERS[method] ?? 'r', type)
  if (ifNoneExist !== undefined || query !== undefined) requireScope(access, 's', type)
  if (ifNoneExist !== undefined) {
    const about = entry.resource && patientOf(entry.resource)
    checkCondition(ifNoneExist, type, access.patient ?? about)
  }
  return [await recordFor(records, { type, id, body: entry.resource, beside }, access)]
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

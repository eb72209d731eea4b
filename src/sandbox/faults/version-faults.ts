import type { FhirResource } from 'fhir/r4'
import { editBundle, editJson } from './edit-answer.ts'
import type { Fault } from './fault.ts'

type Fields = Record<string, unknown>

/** What R5 renamed in the resources of a chart. */
function asR5(resource: FhirResource): FhirResource {
  const { performedDateTime, performedPeriod, ...rest } = resource as unknown as Fields
  return {
    ...rest,
    ...(performedDateTime === undefined ? {} : { occurrenceDateTime: performedDateTime }),
    ...(performedPeriod === undefined ? {} : { occurrencePeriod: performedPeriod }),
  } as unknown as FhirResource
}

/** What STU3 wrote differently: states as bare codes, a procedure that was not done as a flag. */
function asStu3(resource: FhirResource): FhirResource {
  const { clinicalStatus, verificationStatus, ...rest } = resource as unknown as Fields
  const bare = (concept: unknown) =>
    (concept as { coding?: { code?: string }[] } | undefined)?.coding?.[0]?.code
  return {
    ...rest,
    ...(clinicalStatus === undefined ? {} : { clinicalStatus: bare(clinicalStatus) }),
    ...(verificationStatus === undefined ? {} : { verificationStatus: bare(verificationStatus) }),
    ...(resource.resourceType === 'Procedure' ? { notDone: false } : {}),
  } as unknown as FhirResource
}

const contentType = (response: Response, version: string): Response => {
  const headers = new Headers(response.headers)
  headers.set('content-type', `application/fhir+json; fhirVersion=${version}`)
  return new Response(response.body, { status: response.status, headers })
}

const speaking = (
  name: string,
  version: string,
  meaning: Fault['meaning'],
  edit: (resource: FhirResource) => FhirResource,
): readonly Fault[] => [
  {
    name,
    stage: 'fhir',
    takes: 'nothing',
    meaning,
    answer: async ({ request }, next) => {
      const answer = await editJson<FhirResource>(await next(request), (body) =>
        body.resourceType === 'Bundle' ? body : edit(body),
      )
      const edited = await editBundle(answer, (bundle) => ({
        ...bundle,
        ...(bundle.entry
          ? {
              entry: bundle.entry.map((entry) =>
                entry.resource ? { ...entry, resource: edit(entry.resource) } : entry,
              ),
            }
          : {}),
      }))
      return contentType(edited, version.slice(0, 3))
    },
  },
  {
    name,
    stage: 'metadata',
    takes: 'nothing',
    meaning,
    answer: async ({ request }, next) =>
      editJson<object>(await next(request), (statement) => ({ ...statement, fhirVersion: version })),
  },
]

/** Servers of another FHIR version: what `/metadata` says, the content type, and the shape of resources. */
export const VERSION_FAULTS: readonly Fault[] = [
  ...speaking('r5', '5.0.0', { en: 'the server speaks FHIR R5', nl: 'de server spreekt FHIR R5' }, asR5),
  ...speaking(
    'stu3',
    '3.0.2',
    { en: 'the server speaks FHIR STU3', nl: 'de server spreekt FHIR STU3' },
    asStu3,
  ),
]

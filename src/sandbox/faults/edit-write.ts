import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4'

/** What a request is about, by its path: `/fhir/Task/1` is a type and an id, `/fhir` neither. */
export function placeIn(request: Request): { readonly type?: string; readonly id?: string } {
  const [, type, id] = new URL(request.url).pathname.split('/').filter(Boolean)
  return { ...(type === undefined ? {} : { type }), ...(id === undefined ? {} : { id }) }
}

/** True for a POST that would store something: one resource, or a transaction sent to the base address. */
export const isCreate = (request: Request): boolean =>
  request.method === 'POST' && placeIn(request).id === undefined

/** The body of a write; the request can still be passed on. */
export const sentIn = async (request: Request): Promise<FhirResource | undefined> => {
  try {
    return (await request.clone().json()) as FhirResource
  } catch {
    return undefined // not JSON: the server will say so
  }
}

/** What a POST would store, as entries; a resource of its own is an entry with its header for a condition. */
export async function entriesSent(request: Request): Promise<readonly BundleEntry<FhirResource>[]> {
  const body = await sentIn(request)
  if (body === undefined) return []
  if (body.resourceType === 'Bundle') return (body as Bundle<FhirResource>).entry ?? []
  const ifNoneExist = request.headers.get('if-none-exist')
  const url = placeIn(request).type ?? ''
  return [{ resource: body, request: { method: 'POST', url, ...(ifNoneExist ? { ifNoneExist } : {}) } }]
}

/**
 * The same POST with its entries changed. An entry that the change leaves out is not sent; one that lost its condition
 * is sent without.
 */
export async function withEntries(
  request: Request,
  edit: (entry: BundleEntry<FhirResource>) => BundleEntry<FhirResource> | undefined,
): Promise<Request> {
  const entry = (await entriesSent(request)).flatMap((one) => edit(one) ?? [])
  const isTransaction = placeIn(request).type === undefined
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  if (!isTransaction && entry[0]?.request?.ifNoneExist === undefined) headers.delete('if-none-exist')
  const body = isTransaction
    ? { ...((await sentIn(request)) as Bundle<FhirResource>), entry }
    : entry[0]?.resource
  return new Request(request.url, { method: request.method, headers, body: JSON.stringify(body) })
}

/** The same POST with each resource in it changed. */
export const withResources = (
  request: Request,
  edit: (resource: FhirResource) => FhirResource,
): Promise<Request> =>
  withEntries(request, (entry) => ({
    ...entry,
    ...(entry.resource === undefined ? {} : { resource: edit(entry.resource) }),
  }))

import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4'
import type { Handler } from '../origins.ts'
import type { Interaction } from './access.ts'
import { fhirJson, refuse } from './outcome.ts'

/** The letter of each method, where it concerns one resource. */
export const LETTERS: Readonly<Record<string, Interaction>> = {
  GET: 'r',
  POST: 'c',
  PUT: 'u',
  PATCH: 'u',
  DELETE: 'd',
}

/**
 * A handler that takes batches besides: each entry is done as if it had come alone, whatever stands in its way, and one
 * that fails does not stop the others. A token that is not good, and a connection that is cut, end all of it.
 */
export const withBatches =
  (base: string, handler: Handler): Handler =>
  async (request) => {
    const bundle = await batchIn(request, base)
    if (!bundle) return handler(request)
    const authorization = request.headers.get('authorization')
    const entry: BundleEntry[] = []
    for (const one of bundle.entry ?? []) {
      const response = one.request?.url
        ? await handler(alone(one, base, authorization))
        : refuse(400, 'invalid', 'No nested batch')
      if (response.type === 'error' || response.status === 401) return response
      entry.push(await entryFrom(response))
    }
    return fhirJson(200, { resourceType: 'Bundle', type: 'batch-response', entry })
  }

/** The batch that was posted to the base address, if that is what the request is. */
async function batchIn(request: Request, base: string): Promise<Bundle<FhirResource> | undefined> {
  if (request.method !== 'POST' || request.url.replace(/\/$/, '') !== base) return undefined
  try {
    const bundle = (await request.clone().json()) as Bundle<FhirResource> | null
    return bundle?.resourceType === 'Bundle' && bundle.type === 'batch' ? bundle : undefined
  } catch {
    return undefined // no JSON: whoever is asked next says so
  }
}

function alone(
  { request, resource }: BundleEntry<FhirResource>,
  base: string,
  authorization: string | null,
): Request {
  const { method = 'GET', url = '', ifNoneExist, ifMatch } = request ?? {}
  const headers = new Headers({ 'content-type': 'application/fhir+json' })
  if (authorization) headers.set('authorization', authorization)
  if (ifNoneExist) headers.set('if-none-exist', ifNoneExist)
  if (ifMatch) headers.set('if-match', ifMatch)
  const body = resource === undefined ? {} : { body: JSON.stringify(resource) }
  return new Request(`${base}/${url}`, { method, headers, ...body })
}

async function entryFrom(response: Response): Promise<BundleEntry> {
  const text = await response.text()
  const body = text === '' ? undefined : resourceIn(text)
  const etag = response.headers.get('etag')
  const location = response.headers.get('location')
  return {
    ...(body && response.ok ? { resource: body } : {}),
    response: {
      status: String(response.status),
      ...(body && !response.ok ? { outcome: body } : {}),
      ...(etag ? { etag } : {}),
      ...(location ? { location } : {}),
    },
  }
}

/** A fault may answer with anything; what is no JSON cannot stand in a Bundle. */
function resourceIn(text: string): FhirResource | undefined {
  try {
    return JSON.parse(text) as FhirResource
  } catch {
    return undefined
  }
}

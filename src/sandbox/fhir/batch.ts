import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4'
import type { Interaction } from './access.ts'
import { refuse } from './outcome.ts'

/** The letter of each method, where it concerns one resource. */
export const LETTERS: Readonly<Record<string, Interaction>> = {
  GET: 'r',
  POST: 'c',
  PUT: 'u',
  PATCH: 'u',
  DELETE: 'd',
}

/** Does each entry of a batch as if it had come alone; one that fails does not stop the others. */
export async function answerBatch(
  bundle: Bundle<FhirResource>,
  base: string,
  answer: (request: Request) => Promise<Response>,
): Promise<Bundle> {
  const entry: BundleEntry[] = []
  for (const one of bundle.entry ?? []) {
    const nested = !one.request?.url
    entry.push(
      await entryFrom(nested ? refuse(400, 'invalid', 'No nested batch') : await answer(alone(one, base))),
    )
  }
  return { resourceType: 'Bundle', type: 'batch-response', entry }
}

function alone({ request, resource }: BundleEntry<FhirResource>, base: string): Request {
  const { method = 'GET', url = '', ifNoneExist, ifMatch } = request ?? {}
  const headers = new Headers({ 'content-type': 'application/fhir+json' })
  if (ifNoneExist) headers.set('if-none-exist', ifNoneExist)
  if (ifMatch) headers.set('if-match', ifMatch)
  const body = resource === undefined ? {} : { body: JSON.stringify(resource) }
  return new Request(`${base}/${url}`, { method, headers, ...body })
}

async function entryFrom(response: Response): Promise<BundleEntry> {
  const text = await response.text()
  const body = text === '' ? undefined : (JSON.parse(text) as FhirResource)
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

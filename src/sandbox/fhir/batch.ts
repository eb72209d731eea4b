import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4'
import type { Access, Interaction } from './access.ts'
import { recordFor, recordsSearched } from './compartment.ts'
import { refuse } from './outcome.ts'
import type { Records } from './records.ts'
import { requireScope } from './refusal.ts'

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

/** Ends a transaction before any of it is done when one entry reaches further than the access does. */
export async function checkEntry(
  entry: BundleEntry<FhirResource>,
  records: Records,
  access: Access,
): Promise<void> {
  const { method = 'GET', url = '', ifNoneExist } = entry.request ?? {}
  const [path = '', query] = url.split('?')
  const [type = '', id] = path.split('/')
  if (method === 'GET' && id === undefined) {
    requireScope(access, 's', type)
    recordsSearched(records, { type, parameters: [...new URLSearchParams(query)] }, access)
    return
  }
  requireScope(access, LETTERS[method] ?? 'r', type)
  if (ifNoneExist !== undefined || query !== undefined) requireScope(access, 's', type)
  await recordFor(records, { type, id, body: entry.resource }, access)
}

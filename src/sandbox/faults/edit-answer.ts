import type { Bundle, FhirResource } from 'fhir/r4'

/** A search's answer with every part that a fault may spoil. */
export type Answered = Bundle<FhirResource>

/** The same answer with its JSON changed; an answer that is no success stays as it is. */
export async function editJson<Body>(response: Response, edit: (body: Body) => unknown): Promise<Response> {
  if (!response.ok) return response
  const body = edit((await response.json()) as Body)
  return new Response(JSON.stringify(body), { status: response.status, headers: response.headers })
}

/** The same answer with its Bundle changed; anything but a Bundle stays as it is. */
export const editBundle = (response: Response, edit: (bundle: Answered) => Answered): Promise<Response> =>
  editJson<Answered>(response, (body) => (body.resourceType === 'Bundle' ? edit(body) : body))

/** A Bundle whose next link leads to an address, whatever there was. */
export const withNext = (bundle: Answered, url: string): Answered => ({
  ...bundle,
  link: [...(bundle.link ?? []).filter((link) => link.relation !== 'next'), { relation: 'next', url }],
})

/** A request for the same with another address. Only for reading: the body is left out. */
export const at = (request: Request, url: URL): Request =>
  new Request(url, { method: request.method, headers: request.headers })

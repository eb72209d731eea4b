import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4'
import { fhirJson, refuse } from '../fhir/outcome.ts'
import { fhirBase } from '../origins.ts'
import { entriesSent, isCreate, placeIn, withEntries, withResources } from './edit-write.ts'
import { ELSEWHERE, type Fault } from './fault.ts'

/** What a server says to a write: one entry for each thing, whether it came alone or in a transaction. */
function saying(request: Request, status: number, entries: readonly BundleEntry<FhirResource>[]): Response {
  const [first] = entries
  if (placeIn(request).type === undefined)
    return fhirJson(200, { resourceType: 'Bundle', type: 'transaction-response', entry: entries })
  const location = first?.response?.location
  return new Response(null, { status, headers: location === undefined ? {} : { location } })
}

/** The answer to a write with nothing in it but what is put in its place. */
async function retold(
  request: Request,
  answer: Response,
  edit: (type: string) => { readonly location?: string },
): Promise<Response> {
  if (!answer.ok) return answer
  const { type } = placeIn(request)
  const told =
    type === undefined
      ? (((await answer.json()) as Bundle<FhirResource>).entry ?? []).map(({ response, resource }) => ({
          response: { status: response?.status ?? '201', ...edit(resource?.resourceType ?? 'Bundle') },
        }))
      : [{ response: { status: String(answer.status), ...edit(type) } }]
  return saying(request, answer.status, told)
}

const statuses: Partial<Record<string, string>> = { Task: 'draft', ServiceRequest: 'draft' }

/** A fault of whatever is sent to be stored, each time. */
const ofEach = (name: string, meaning: Fault['meaning'], answer: Fault['answer']): Fault => ({
  name,
  stage: 'fhir',
  takes: 'nothing',
  meaning,
  answer: async (asked, next) => (isCreate(asked.request) ? answer(asked, next) : next(asked.request)),
})

/** Faults of what is stored, and of what the server says that it stored. */
export const STORING_FAULTS: readonly Fault[] = [
  ofEach(
    'stores-nothing',
    {
      en: 'nothing is stored, though the server says so (201)',
      nl: 'niets wordt bewaard, al zegt de server van wel (201)',
    },
    async ({ request, origins }) => {
      const entries = (await entriesSent(request)).map(({ resource }) => {
        const location = `${resource?.resourceType}/${crypto.randomUUID()}/_history/1`
        const isAlone = placeIn(request).type !== undefined
        return {
          response: { status: '201', location: isAlone ? `${fhirBase(origins)}/${location}` : location },
        }
      })
      return saying(request, 201, entries)
    },
  ),
  ofEach(
    'bare-answer',
    {
      en: 'stored, and the answer says neither what nor where',
      nl: 'bewaard, en het antwoord zegt niet wat of waar',
    },
    async ({ request }, next) => retold(request, await next(request), () => ({})),
  ),
  ofEach(
    'evil-location',
    {
      en: 'stored, and the answer points to another host',
      nl: 'bewaard, en het antwoord wijst naar een andere host',
    },
    async ({ request }, next) =>
      retold(request, await next(request), (type) => ({
        location: `${ELSEWHERE}/fhir/${type}/1/_history/1`,
      })),
  ),
  ofEach(
    'strips-identifier',
    { en: 'identifiers are not stored', nl: 'kenmerken worden niet bewaard' },
    async ({ request }, next) =>
      next(
        await withResources(request, (resource) => {
          const {
            identifier: _identifier,
            meta,
            ...rest
          } = resource as FhirResource & { identifier?: unknown }
          const { tag: _tag, ...others } = meta ?? {}
          return { ...rest, ...(meta === undefined ? {} : { meta: others }) } as FhirResource
        }),
      ),
  ),
  ofEach(
    'rewrites-status',
    { en: 'order and task are stored as drafts', nl: 'opdracht en taak worden als concept bewaard' },
    async ({ request }, next) =>
      next(
        await withResources(request, (resource) => {
          const status = statuses[resource.resourceType]
          return status === undefined ? resource : ({ ...resource, status } as FhirResource)
        }),
      ),
  ),
  ofEach(
    'several-matches',
    { en: 'several have the identifier already (412)', nl: 'meerdere hebben het kenmerk al (412)' },
    async ({ request }, next) =>
      (await entriesSent(request)).some((entry) => entry.request?.ifNoneExist !== undefined)
        ? refuse(412, 'multiple-matches', 'Multiple resources found matching condition')
        : next(request),
  ),
  {
    name: 'no-task',
    stage: 'fhir',
    takes: 'nothing',
    meaning: {
      en: 'a task is refused (403), though granted',
      nl: 'een taak wordt geweigerd (403), al is die toegestaan',
    },
    answer: async ({ request }, next) => {
      const { type, id } = placeIn(request)
      const isWrite = ['POST', 'PUT', 'PATCH'].includes(request.method) && id !== '_search'
      const sent = type === undefined && isWrite ? await entriesSent(request) : []
      const types = isWrite ? [type, ...sent.map(({ resource }) => resource?.resourceType)] : []
      return types.includes('Task') ? refuse(403, 'forbidden', 'Not for this user') : next(request)
    },
  },
  ofEach(
    'half-applied',
    {
      en: 'a transaction breaks off in the middle (500): what came before the task stays',
      nl: 'een transactie breekt halverwege af (500): wat voor de taak kwam, blijft',
    },
    async ({ request, first }, next) => {
      const sent = await entriesSent(request)
      const middle = sent.findIndex(({ resource }) => resource?.resourceType === 'Task')
      if (placeIn(request).type !== undefined || middle < 0 || !first('half-applied')) return next(request)
      const before = new Set(sent.slice(0, middle).map(({ fullUrl }) => fullUrl))
      await next(await withEntries(request, (entry) => (before.has(entry.fullUrl) ? entry : undefined)))
      return refuse(500, 'exception', 'Something broke')
    },
  ),
]

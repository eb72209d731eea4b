import type { FhirResource, Patient } from 'fhir/r4'
import { refuse } from '../fhir/outcome.ts'
import { editBundle, editJson } from './edit-answer.ts'
import { isCreate, placeIn } from './edit-write.ts'
import type { Asked, Fault } from './fault.ts'

/** True for a search by identifier or tag: how a referral is found again. */
async function isLookUp(request: Request): Promise<boolean> {
  const { searchParams } = new URL(request.url)
  const isForm = request.method === 'POST' && placeIn(request).id === '_search'
  const asked = isForm
    ? [...searchParams, ...new URLSearchParams(await request.clone().text())]
    : [...searchParams]
  const isSearch = isForm || (request.method === 'GET' && placeIn(request).id === undefined)
  return isSearch && asked.some(([name]) => /^(identifier|_tag)(:|$)/.test(name))
}

const SEARCHES_LATE = 2
const READS_WELL = 1

/** A patient who reads otherwise from the second time on, or after as many reads as the argument says. */
const patient = (name: string, meaning: Fault['meaning'], change: (patient: Patient) => Patient): Fault => ({
  name,
  stage: 'fhir',
  takes: 'number',
  meaning,
  answer: async ({ request, argument, memory }, next) => {
    const { type, id } = placeIn(request)
    if (request.method !== 'GET' || type !== 'Patient' || id === undefined) return next(request)
    const reads = (memory.get('reads') ?? 0) + 1
    memory.set('reads', reads)
    const answer = await next(request)
    return reads > Number(argument || READS_WELL) ? editJson<Patient>(answer, change) : answer
  },
})

/** Hides what was stored in this session from the first searches that should find it. */
function notYetFound({ argument, memory }: Asked, resource: FhirResource): boolean {
  const key = `${resource.resourceType}/${resource.id}`
  const left = memory.get(key) ?? (memory.has('wrote') ? Number(argument || SEARCHES_LATE) : 0)
  memory.set(key, Math.max(0, left - 1))
  return left > 0
}

const moved = (resource: FhirResource): FhirResource => ({
  ...resource,
  meta: { ...resource.meta, versionId: String(Number(resource.meta?.versionId ?? 0) + 1) },
})

/** The same answer with the version of its body in the header. */
async function withItsVersion(answer: Response): Promise<Response> {
  if (!answer.ok) return answer
  const { meta } = (await answer.clone().json()) as FhirResource
  const headers = new Headers(answer.headers)
  if (meta?.versionId) headers.set('etag', `W/"${meta.versionId}"`)
  return new Response(answer.body, { status: answer.status, headers })
}

/** Faults of what is seen later: looking for a referral, and reading again what it rests on. */
export const LATER_FAULTS: readonly Fault[] = [
  {
    name: 'search-late',
    stage: 'fhir',
    takes: 'number',
    meaning: {
      en: 'what was stored is found only by the third search',
      nl: 'wat is bewaard wordt pas bij de derde keer zoeken gevonden',
    },
    answer: async (asked, next) => {
      const { request, memory } = asked
      if (isCreate(request)) memory.set('wrote', 1)
      if (!(await isLookUp(request))) return next(request)
      return editBundle(await next(request), (bundle) => {
        const entry = (bundle.entry ?? []).filter(
          ({ resource }) => !resource || !notYetFound(asked, resource),
        )
        const hidden = (bundle.entry?.length ?? 0) - entry.length
        return hidden === 0 ? bundle : { ...bundle, total: (bundle.total ?? hidden) - hidden, entry }
      })
    },
  },
  {
    name: 'search-down',
    stage: 'fhir',
    takes: 'nothing',
    meaning: {
      en: 'searching by identifier fails (503), reading does not',
      nl: 'zoeken op kenmerk mislukt (503), lezen niet',
    },
    answer: async ({ request }, next) =>
      (await isLookUp(request)) ? refuse(503, 'transient', 'The index is down') : next(request),
  },
  {
    name: 'search-down-after',
    stage: 'fhir',
    takes: 'nothing',
    meaning: {
      en: 'searching by identifier fails (503) once something was sent',
      nl: 'zoeken op kenmerk mislukt (503) nadat iets is verzonden',
    },
    answer: async ({ request, memory }, next) => {
      if (isCreate(request)) memory.set('wrote', 1)
      return memory.has('wrote') && (await isLookUp(request))
        ? refuse(503, 'transient', 'The index is down')
        : next(request)
    },
  },
  patient(
    'patient-changes',
    {
      en: 'the patient has another birth date when read again',
      nl: 'de patiënt heeft bij opnieuw lezen een andere geboortedatum',
    },
    (read) => ({ ...read, birthDate: '1950-01-01' }),
  ),
  patient(
    'patient-dies',
    { en: 'the patient has died when read again', nl: 'de patiënt is bij opnieuw lezen overleden' },
    (read) => ({ ...read, deceasedBoolean: true }),
  ),
  patient(
    'patient-merges',
    {
      en: 'the patient was merged into another when read again',
      nl: 'de patiënt is bij opnieuw lezen samengevoegd met een ander',
    },
    (read) => ({
      ...read,
      active: false,
      link: [{ other: { reference: 'Patient/somebody-else' }, type: 'replaced-by' }],
    }),
  ),
  {
    name: 'record-changes',
    stage: 'fhir',
    takes: 'any-type',
    meaning: {
      en: 'observations and conditions have a new version when read again',
      nl: 'metingen en diagnoses hebben bij opnieuw lezen een nieuwe versie',
    },
    answer: async (asked, next) => {
      const { request, argument, memory } = asked
      const { type = '', id } = placeIn(request)
      const concerns = argument === '' ? ['Observation', 'Condition'] : [argument]
      if (request.method !== 'GET' || !concerns.includes(type)) return next(request)
      // Searches of the first reading may overlap: only asking by id, or for the same again, is reading again.
      const again =
        id !== undefined || new URL(request.url).searchParams.has('_id') || memory.has(request.url)
      memory.set(request.url, 1)
      const edit = (resource: FhirResource): FhirResource => {
        const key = `${resource.resourceType}/${resource.id}`
        if (again && memory.has(key)) return moved(resource)
        memory.set(key, 1)
        return resource
      }
      const read = await editJson<FhirResource>(await next(request), (body) =>
        body.resourceType === type ? edit(body) : body,
      )
      if (id !== undefined) return withItsVersion(read)
      return editBundle(read, (bundle) => ({
        ...bundle,
        ...(bundle.entry
          ? {
              entry: bundle.entry.map((entry) =>
                entry.resource ? { ...entry, resource: edit(entry.resource) } : entry,
              ),
            }
          : {}),
      }))
    },
  },
]

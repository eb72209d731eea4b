import { fhirJson, refuse } from '../fhir/outcome.ts'
import { at } from './edit-answer.ts'
import { ELSEWHERE, type Fault } from './fault.ts'

const SLOW = 12_000

const text = (status: number, body: string, contentType: string) =>
  new Response(body, { status, headers: { 'content-type': contentType } })

/** The patient resource itself, not a search for patients. */
const isPatientRead = (request: Request) => /^\/fhir\/Patient\/[^/]+$/.test(new URL(request.url).pathname)

/** Faults of the answer as a whole: its status, its speed, its form. */
export const ANSWER_FAULTS: readonly Fault[] = [
  {
    name: 'forbidden',
    stage: 'fhir',
    takes: 'type',
    example: 'Procedure',
    meaning: { en: 'one type is refused (403)', nl: 'één soort wordt geweigerd (403)' },
    answer: async () => refuse(403, 'forbidden', 'Not for this user'),
  },
  {
    name: 'patient-forbidden',
    stage: 'fhir',
    takes: 'nothing',
    meaning: { en: 'the patient is refused (403)', nl: 'de patiënt wordt geweigerd (403)' },
    answer: async ({ request }, next) =>
      isPatientRead(request) ? refuse(403, 'forbidden', 'Not for this user') : next(request),
  },
  {
    name: 'not-offered',
    stage: 'fhir',
    takes: 'type',
    example: 'ImagingStudy',
    meaning: { en: 'the server does not offer one type (404)', nl: 'de server kent één soort niet (404)' },
    answer: async () => refuse(404, 'not-supported', 'This server does not offer this type'),
  },
  {
    name: 'failing',
    stage: 'fhir',
    takes: 'type',
    example: 'Observation',
    meaning: { en: 'one type always fails (500)', nl: 'één soort mislukt altijd (500)' },
    answer: async () => refuse(500, 'exception', 'Something broke'),
  },
  {
    name: 'failing-once',
    stage: 'fhir',
    takes: 'type',
    example: 'Condition',
    meaning: { en: 'one type fails the first time (503)', nl: 'één soort mislukt de eerste keer (503)' },
    answer: async ({ request, first }, next) =>
      first('failing-once') ? refuse(503, 'transient', 'Try again') : next(request),
  },
  {
    name: 'failing-page',
    stage: 'fhir',
    takes: 'type',
    example: 'Observation',
    meaning: { en: 'the second page always fails (500)', nl: 'de tweede bladzijde mislukt altijd (500)' },
    answer: async ({ request }, next) => {
      const url = new URL(request.url)
      if (url.searchParams.has('_page')) return refuse(500, 'exception', 'Something broke')
      if (request.method !== 'GET') return next(request)
      url.searchParams.set('_count', '1') // so that there is a second page, however short the record
      return next(at(request, url))
    },
  },
  {
    name: 'slow',
    stage: 'fhir',
    takes: 'type',
    example: 'Observation',
    meaning: { en: 'one type takes twelve seconds', nl: 'één soort duurt twaalf seconden' },
    answer: async ({ request, wait }, next) => {
      await wait(SLOW)
      return next(request)
    },
  },
  {
    name: 'too-many',
    stage: 'fhir',
    takes: 'type',
    example: 'Condition',
    meaning: { en: 'too many requests, once (429)', nl: 'te veel aanvragen, één keer (429)' },
    answer: async ({ request, first }, next) =>
      first('too-many') ? refuse(429, 'throttled', 'Slow down', { 'retry-after': '1' }) : next(request),
  },
  {
    name: 'too-many-always',
    stage: 'fhir',
    takes: 'any-type',
    meaning: { en: 'too many requests, for ever (429)', nl: 'te veel aanvragen, altijd (429)' },
    answer: async () => refuse(429, 'throttled', 'Slow down', { 'retry-after': '1' }),
  },
  {
    name: 'cut',
    stage: 'fhir',
    takes: 'any-type',
    meaning: { en: 'the connection is cut', nl: 'de verbinding wordt verbroken' },
    answer: async () => Response.error(),
  },
  {
    name: 'html',
    stage: 'fhir',
    takes: 'type',
    example: 'Procedure',
    meaning: { en: 'a web page instead of data', nl: 'een webpagina in plaats van gegevens' },
    answer: async () => text(200, '<!doctype html><title>Sign in</title><p>Please sign in', 'text/html'),
  },
  {
    name: 'empty',
    stage: 'fhir',
    takes: 'type',
    example: 'Procedure',
    meaning: { en: 'an answer of nothing', nl: 'een leeg antwoord' },
    answer: async () => text(200, '', 'application/fhir+json'),
  },
  {
    name: 'truncated',
    stage: 'fhir',
    takes: 'type',
    example: 'Procedure',
    meaning: { en: 'an answer cut off halfway', nl: 'een antwoord dat halverwege ophoudt' },
    answer: async ({ request }, next) => {
      const response = await next(request)
      const body = await response.text()
      return new Response(body.slice(0, Math.floor(body.length / 2)), response)
    },
  },
  {
    name: 'not-a-bundle',
    stage: 'fhir',
    takes: 'type',
    example: 'Procedure',
    meaning: { en: 'one resource where a Bundle is due', nl: 'één resource waar een Bundle hoort' },
    answer: async () =>
      fhirJson(200, { resourceType: 'Basic', id: 'not-a-bundle', code: { text: 'not a bundle' } }),
  },
  {
    name: 'redirect',
    stage: 'fhir',
    takes: 'type',
    example: 'Procedure',
    meaning: { en: 'a redirect to another host', nl: 'een doorverwijzing naar een andere host' },
    answer: async ({ argument }) => Response.redirect(`${ELSEWHERE}/fhir/${argument}`, 302),
  },
]

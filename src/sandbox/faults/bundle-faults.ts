import type { FhirResource } from 'fhir/r4'
import { outcomeOf, refuse } from '../fhir/outcome.ts'
import { at, editBundle, editJson, withNext } from './edit-answer.ts'
import { ELSEWHERE, type Fault } from './fault.ts'

/** Somebody who is in no record of the sandbox. */
const STRANGER = 'somebody-else'

/** Faults inside an answer that looks right: links, counts, whose record it is. */
export const BUNDLE_FAULTS: readonly Fault[] = [
  {
    name: 'foreign-next',
    stage: 'fhir',
    takes: 'type',
    example: 'Observation',
    meaning: { en: 'the next page is on another host', nl: 'de volgende bladzijde staat op een andere host' },
    answer: async ({ request, argument }, next) =>
      editBundle(await next(request), (bundle) => withNext(bundle, `${ELSEWHERE}/fhir/${argument}?_page=2`)),
  },
  {
    name: 'loop',
    stage: 'fhir',
    takes: 'type',
    example: 'Observation',
    meaning: { en: 'the next page is the same page', nl: 'de volgende bladzijde is dezelfde bladzijde' },
    answer: async ({ request }, next) =>
      editBundle(await next(request), (bundle) => withNext(bundle, request.url)),
  },
  {
    name: 'total-mismatch',
    stage: 'fhir',
    takes: 'type',
    example: 'Condition',
    meaning: { en: 'the server counts more than it gives', nl: 'de server telt meer dan hij geeft' },
    answer: async ({ request }, next) =>
      editBundle(await next(request), (bundle) => ({ ...bundle, total: (bundle.total ?? 0) + 5 })),
  },
  {
    name: 'restricted',
    stage: 'fhir',
    takes: 'type',
    example: 'Condition',
    meaning: { en: 'the server says that it left something out', nl: 'de server zegt dat hij iets weglaat' },
    answer: async ({ request }, next) =>
      editBundle(await next(request), (bundle) => ({
        ...bundle,
        entry: [
          ...(bundle.entry ?? []),
          {
            resource: outcomeOf('warning', 'suppressed', 'Some records are restricted and were left out'),
            search: { mode: 'outcome' },
          },
        ],
      })),
  },
  {
    name: 'stranger',
    stage: 'fhir',
    takes: 'type',
    example: 'Condition',
    meaning: { en: 'somebody else’s data is among the answers', nl: 'gegevens van iemand anders ertussen' },
    answer: async ({ request, argument }, next) =>
      editBundle(await next(request), (bundle) => {
        const [first] = bundle.entry ?? []
        const model = first?.resource ?? { resourceType: argument, code: { text: 'not this patient’s' } }
        const subject = { reference: `Patient/${STRANGER}` }
        const resource = { ...model, id: 'somebody-elses', subject } as FhirResource
        const entry = [...(bundle.entry ?? []), { resource, search: { mode: 'match' as const } }]
        return { ...bundle, total: (bundle.total ?? 0) + 1, entry }
      }),
  },
  {
    name: 'wrong-patient',
    stage: 'fhir',
    takes: 'nothing',
    meaning: { en: 'reading the patient gives another one', nl: 'de patiënt lezen geeft een ander' },
    answer: async ({ request }, next) =>
      /^\/fhir\/Patient\/[^/]+$/.test(new URL(request.url).pathname)
        ? editJson<object>(await next(request), (patient) => ({ ...patient, id: STRANGER }))
        : next(request),
  },
  {
    name: 'ignores-code',
    stage: 'fhir',
    takes: 'nothing',
    meaning: {
      en: 'searches by code or category are not narrowed',
      nl: 'zoeken op code of categorie werkt niet',
    },
    answer: async ({ request }, next) => {
      const url = new URL(request.url)
      if (request.method !== 'GET') return next(request)
      for (const name of [...url.searchParams.keys()])
        if (/^(code|category)(:|$)/.test(name)) url.searchParams.delete(name)
      return next(at(request, url))
    },
  },
  {
    name: 'unconditional-400',
    stage: 'fhir',
    takes: 'type',
    example: 'Observation',
    meaning: { en: 'a search needs a code or category (400)', nl: 'zoeken moet met code of categorie (400)' },
    answer: async ({ request }, next) => {
      const { searchParams, pathname } = new URL(request.url)
      const narrowed = ['code', 'category', '_id', '_page'].some((name) => searchParams.has(name))
      const isSearch = /^\/fhir\/[A-Za-z]+$/.test(pathname) && request.method === 'GET'
      return isSearch && !narrowed
        ? refuse(400, 'required', 'A search needs a code or a category')
        : next(request)
    },
  },
]

import type { Bundle, BundleEntry, DocumentReference, FhirResource, Task } from 'fhir/r4'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { search, send } from './signed-in.ts'

/** The system of the identifiers by which a referral is known, as the app writes it. */
export const SYSTEM = 'https://trials.example.org/fhir/NamingSystem/trialside-referral'

/** Everything that a referral needs, in SMART's letters. */
export const TO_REFER =
  'launch openid fhirUser patient/Patient.r patient/Observation.rs patient/ServiceRequest.crus patient/Task.crus ' +
  'patient/QuestionnaireResponse.crus patient/ResearchSubject.crs patient/Provenance.crs ' +
  'patient/DocumentReference.crs patient/Consent.rs patient/Practitioner.r'

const urn = (number: number) => `urn:uuid:00000000-0000-4000-8000-00000000000${number}`

/** A referral's resources, in the order in which one after another is created. Invented, as all of the sandbox is. */
export function referralOf(patient: string, key = 'Key-1'): BundleEntry<FhirResource>[] {
  const person = { reference: `Patient/${patient}` }
  const identifier = [{ system: SYSTEM, value: key }]
  const requester = { reference: 'Practitioner/dr-test-oncologist', display: 'Dr. Test Oncologist' }
  const resources: FhirResource[] = [
    {
      resourceType: 'QuestionnaireResponse',
      identifier: { system: SYSTEM, value: key },
      status: 'completed',
      subject: person,
      authored: '2026-11-23T09:41:00+01:00',
      item: [
        {
          linkId: 'performance-status',
          text: 'WHO performance status 2 or better',
          answer: [{ valueString: 'met: WHO 1 on 2026-11-10' }],
        },
        {
          linkId: 'Q1',
          text: 'High-risk features?',
          answer: [{ valueCoding: { code: 'yes', display: 'Yes' } }],
        },
      ],
    },
    {
      resourceType: 'ServiceRequest',
      identifier,
      status: 'active',
      intent: 'order',
      code: { text: 'Referral for pre-screening: NCT06452485' },
      subject: person,
      authoredOn: '2026-11-23T09:41:00+01:00',
      requester,
      supportingInfo: [{ reference: urn(0) }],
    },
    {
      resourceType: 'Task',
      identifier,
      status: 'requested',
      intent: 'order',
      description: 'Pre-screening for NCT06452485',
      focus: { reference: urn(1) },
      for: person,
      authoredOn: '2026-11-23T09:41:00+01:00',
      lastModified: '2026-11-23T09:41:00+01:00',
      requester,
      owner: { reference: 'Organization/sandbox-trial-office' },
      restriction: { period: { end: '2026-12-07' } },
      input: [{ type: { text: 'Screening' }, valueReference: { reference: urn(0) } }],
    },
    {
      resourceType: 'ResearchSubject',
      identifier,
      status: 'candidate',
      study: { display: 'NCT06452485' },
      individual: person,
    },
    {
      resourceType: 'Provenance',
      meta: { tag: [{ system: SYSTEM, code: key }] },
      target: [0, 1, 2, 3].map((number) => ({ reference: urn(number) })),
      recorded: '2026-11-23T09:41:00+01:00',
      agent: [{ who: requester }],
    },
  ]
  return resources.map((resource, number) => ({
    fullUrl: urn(number),
    request: { method: 'POST', url: resource.resourceType, ifNoneExist: conditionOf(resource, key) },
    resource,
  }))
}

/** The letter alone. */
export const letterOf = (patient: string, key = 'Key-1'): DocumentReference => ({
  resourceType: 'DocumentReference',
  identifier: [{ system: SYSTEM, value: key }],
  status: 'current',
  subject: { reference: `Patient/${patient}` },
  date: '2026-11-23T09:41:00+01:00',
  description: 'Referral for pre-screening: NCT06452485',
  content: [{ attachment: { contentType: 'text/plain; charset=utf-8', data: btoa('The letter as text') } }],
})

const conditionOf = ({ resourceType }: FhirResource, key: string) =>
  `${resourceType === 'Provenance' ? '_tag' : 'identifier'}=${SYSTEM}|${key}`

type Token = { readonly access_token: string }

/** Everything about one server and one session that these tests send. */
export function referring(sandbox: Sandbox, token: Token) {
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(sandbox, token, path, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return {
    post,
    get: (path: string) => send(sandbox, token, path),
    find: (path: string) => search(sandbox, token, path),
    /** All in one transaction. */
    transact: (entry: readonly BundleEntry<FhirResource>[]) =>
      // A transaction without a slash at the end: the base address itself.
      post(sandbox.iss, { resourceType: 'Bundle', type: 'transaction', entry }),
    /** One of them, on its own, conditionally. */
    create: (entry: BundleEntry<FhirResource> | undefined) =>
      post(entry?.request?.url ?? '', entry?.resource, {
        'if-none-exist': entry?.request?.ifNoneExist ?? '',
      }),
    put: (resource: FhirResource, ifMatch?: string) =>
      send(sandbox, token, `${resource.resourceType}/${resource.id}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/fhir+json', ...(ifMatch ? { 'if-match': ifMatch } : {}) },
        body: JSON.stringify(resource),
      }),
    /** How many of each type are stored with the identifier. */
    counted: async (key = 'Key-1') => {
      const count = async (type: string) =>
        (
          await search(
            sandbox,
            token,
            `${type}?${type === 'Provenance' ? '_tag' : 'identifier'}=${SYSTEM}|${key}`,
          )
        ).total
      return Promise.all(TYPES.map(count))
    },
  }
}

const TYPES = ['QuestionnaireResponse', 'ServiceRequest', 'Task', 'ResearchSubject', 'Provenance']

/** The answers to the entries of a transaction. */
export const entriesIn = async (response: Response) =>
  ((await response.json()) as Bundle<FhirResource>).entry ?? []

/** The task among the answers of a transaction. */
export const taskIn = (entries: readonly BundleEntry<FhirResource>[]) =>
  entries.find(({ resource }) => resource?.resourceType === 'Task')?.resource as Task

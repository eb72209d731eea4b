import type {
  BundleEntry,
  CapabilityStatement,
  CapabilityStatementRestResource,
  FhirResource,
  OperationOutcome,
  Provenance,
} from 'fhir/r4'
import { beforeEach, describe, expect, test } from 'vitest'
import { Records } from '../../src/sandbox/fhir/records.ts'
import { FhirServer } from '../../src/sandbox/fhir/server.ts'
import { INVENTED_PATIENTS } from '../../src/sandbox/patients/invented-patients.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { entriesIn, letterOf, referralOf, referring, SYSTEM, TO_REFER, taskIn } from './referral.ts'
import { search, signIn, stillSandbox } from './signed-in.ts'

const PATIENT = 'anna-testmeijer'
const OTHER = 'rosa-voorbeeldtest'
const TWO = INVENTED_PATIENTS.filter(({ id }) => id === PATIENT || id === OTHER)
let sandbox: Sandbox
let server: ReturnType<typeof referring>

beforeEach(async () => {
  sandbox = (await stillSandbox({ patients: TWO })).sandbox
  server = referring(sandbox, await signIn(sandbox, PATIENT, { scope: TO_REFER }))
})

const as = async (scope: string, patient = PATIENT) =>
  referring(sandbox, await signIn(sandbox, patient, { scope: `launch ${scope}` }))

const ONE_OF_EACH = [1, 1, 1, 1, 1]
const NONE = [0, 0, 0, 0, 0]
const statuses = (entries: readonly BundleEntry[]) => entries.map(({ response }) => response?.status)

describe('a referral in one transaction', () => {
  test('is stored whole, and each entry says where, in which version', async () => {
    const entries = await entriesIn(await server.transact(referralOf(PATIENT)))
    expect(statuses(entries)).toEqual(['201', '201', '201', '201', '201'])
    for (const { resource, response } of entries) {
      expect(response?.location).toBe(`${resource?.resourceType}/${resource?.id}/_history/1`)
      expect(response?.etag).toBe('W/"1"')
      expect(response?.lastModified).toBe('2026-11-23T09:00:00.000Z')
      expect((await server.get(`${resource?.resourceType}/${resource?.id}`)).status).toBe(200)
    }
    expect(await server.counted()).toEqual(ONE_OF_EACH)
  })

  test('has its own addresses put in place of those made up for it', async () => {
    const entries = await entriesIn(await server.transact(referralOf(PATIENT)))
    const [answers, order, , , provenance] = entries.map(
      ({ resource }) => `${resource?.resourceType}/${resource?.id}`,
    )
    const task = taskIn(entries)
    expect(task.focus?.reference).toBe(order)
    expect(task.input?.[0]?.valueReference?.reference).toBe(answers)
    const stored = (await (await server.get(provenance ?? '')).json()) as Provenance
    expect(stored.target.map(({ reference }) => reference)).toEqual(
      entries.slice(0, 4).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`),
    )
    expect(JSON.stringify(entries)).not.toContain('urn:uuid')
  })

  test('sent twice is stored once: what is there is kept and given back', async () => {
    const first = await entriesIn(await server.transact(referralOf(PATIENT)))
    const again = await entriesIn(await server.transact(referralOf(PATIENT)))
    expect(statuses(again)).toEqual(['200', '200', '200', '200', '200'])
    expect(again.map(({ resource }) => resource?.id)).toEqual(first.map(({ resource }) => resource?.id))
    expect(await server.counted()).toEqual(ONE_OF_EACH)
  })

  test('sent at the same time from two tabs is stored once', async () => {
    const both = await Promise.all([
      server.transact(referralOf(PATIENT)),
      server.transact(referralOf(PATIENT)),
    ])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(await server.counted()).toEqual(ONE_OF_EACH)
  })

  test('completes what was begun: references lead to what was there', async () => {
    const [answers, order] = referralOf(PATIENT)
    const created = (await (await server.create(order)).json()) as FhirResource
    await server.create(answers)
    const entries = await entriesIn(await server.transact(referralOf(PATIENT)))
    expect(statuses(entries)).toEqual(['200', '200', '201', '201', '201'])
    expect(taskIn(entries).focus?.reference).toBe(`ServiceRequest/${created.id}`)
    expect(await server.counted()).toEqual(ONE_OF_EACH)
  })

  test('fails whole, with 412, where something of it is there twice', async () => {
    const [, order] = referralOf(PATIENT)
    await server.post('ServiceRequest', order?.resource)
    await server.post('ServiceRequest', order?.resource)
    const response = await server.transact(referralOf(PATIENT))
    expect(response.status).toBe(412)
    expect(((await response.json()) as OperationOutcome).issue[0]?.code).toBe('multiple-matches')
    expect(await server.counted()).toEqual([0, 2, 0, 0, 0])
  })

  test.each([
    ['a condition that names the type', (condition: string) => `Task?${condition}`],
    ['a condition that begins with a question mark', (condition: string) => `?${condition}`],
    ['a parameter that would be ignored', () => `made-up=${SYSTEM}|Key-1`],
    ['a condition of nothing', () => ''],
    ['a condition about the answer', () => '_count=1'],
  ])('is refused for %s, and nothing of it is stored', async (_what, spoil) => {
    const entries = referralOf(PATIENT).map((entry) =>
      entry.request?.url === 'Task'
        ? { ...entry, request: { ...entry.request, ifNoneExist: spoil(entry.request.ifNoneExist ?? '') } }
        : entry,
    )
    expect((await server.transact(entries)).status).toBe(400)
    expect(await server.counted()).toEqual(NONE)
  })

  test('takes a condition that is escaped', async () => {
    const escaped = referralOf(PATIENT).map((entry) => {
      const [name, value] = entry.request?.ifNoneExist?.split('=') ?? []
      const ifNoneExist = `${name}=${encodeURIComponent(value ?? '')}`
      return { ...entry, request: { method: 'POST' as const, url: entry.request?.url ?? '', ifNoneExist } }
    })
    await server.transact(escaped)
    expect(statuses(await entriesIn(await server.transact(escaped)))).toEqual(Array(5).fill('200'))
    expect(await server.counted()).toEqual(ONE_OF_EACH)
  })

  test('fails whole where one part is not valid', async () => {
    const entries = referralOf(PATIENT)
    const broken = { ...entries[3]?.resource, status: undefined } as unknown as FhirResource
    const spoilt = entries.map((entry, at) => (at === 3 ? { ...entry, resource: broken } : entry))
    expect((await server.transact(spoilt)).status).toBe(400)
    expect(await server.counted()).toEqual(NONE)
  })

  test('fails whole where a part is of another type than its address', async () => {
    const entries = referralOf(PATIENT)
    const [answers, order] = entries
    const swapped = [{ ...answers, request: order?.request } as BundleEntry<FhirResource>]
    expect((await server.transact(swapped)).status).toBe(400)
  })

  test('fails whole where the server does not offer a type', async () => {
    const basic = {
      fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000009',
      request: { method: 'POST' as const, url: 'Basic' },
      resource: { resourceType: 'Basic', code: { text: 'x' }, subject: { reference: `Patient/${PATIENT}` } },
    } as BundleEntry<FhirResource>
    const wide = await as('patient/*.cruds')
    expect((await wide.transact([...referralOf(PATIENT), basic])).status).toBe(404)
    expect(await server.counted()).toEqual(NONE)
  })

  test.each([
    ['may not create one of the types', TO_REFER.replace('patient/Task.crus', 'patient/Task.rs')],
    ['may create, and not search, where there is a condition', TO_REFER.replace('Task.crus', 'Task.cru')],
  ])('is refused whole to a session that %s', async (_what, scope) => {
    const narrow = referring(sandbox, await signIn(sandbox, PATIENT, { scope }))
    expect((await narrow.transact(referralOf(PATIENT))).status).toBe(403)
    expect(await server.counted()).toEqual(NONE)
  })
})

describe('a referral one after another', () => {
  test('creates each once, with its address and version', async () => {
    for (const entry of referralOf(PATIENT).slice(0, 4)) {
      const created = await server.create(entry)
      expect(created.status).toBe(201)
      const { resourceType, id } = (await created.json()) as FhirResource
      expect(created.headers.get('location')).toBe(`${sandbox.iss}/${resourceType}/${id}/_history/1`)
      expect(created.headers.get('etag')).toBe('W/"1"')
      const again = await server.create(entry)
      expect([again.status, ((await again.json()) as FhirResource).id]).toEqual([200, id])
    }
    expect(await server.counted()).toEqual([1, 1, 1, 1, 0])
  })

  test('at the same time from two tabs creates once', async () => {
    const [, , task] = referralOf(PATIENT)
    const both = await Promise.all([server.create(task), server.create(task)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201])
  })

  test('is refused with 412 where there are two', async () => {
    const [, , task] = referralOf(PATIENT)
    await server.post('Task', task?.resource)
    await server.post('Task', task?.resource)
    expect((await server.create(task)).status).toBe(412)
  })

  test('is refused for a condition that would match anything', async () => {
    const [, , task] = referralOf(PATIENT)
    for (const condition of [`?identifier=${SYSTEM}|Key-1`, `Task?identifier=${SYSTEM}|Key-1`, 'x=1'])
      expect((await server.post('Task', task?.resource, { 'if-none-exist': condition })).status).toBe(400)
    expect(await server.counted()).toEqual(NONE)
  })

  test('creates a letter once', async () => {
    const condition = { 'if-none-exist': `identifier=${SYSTEM}|Key-1` }
    expect((await server.post('DocumentReference', letterOf(PATIENT), condition)).status).toBe(201)
    expect((await server.post('DocumentReference', letterOf(PATIENT), condition)).status).toBe(200)
  })

  test('leaves the body out when asked to', async () => {
    const [, , task] = referralOf(PATIENT)
    const created = await server.post('Task', task?.resource, { prefer: 'return=minimal' })
    expect(await created.text()).toBe('')
    expect(created.headers.get('location')).toContain('/Task/')
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry: referralOf(PATIENT, 'Key-2') }
    const entries = await entriesIn(await server.post('', bundle, { prefer: 'return=minimal' }))
    expect(entries.map(({ resource }) => resource)).toEqual(Array(5).fill(undefined))
    expect(entries[2]?.response?.location).toMatch(/^Task\/[^/]+\/_history\/1$/)
  })
})

test.each([
  ['transactions', ''],
  ['conditional creates', 'Task'],
])('%s that run in step take turns: one stores, the others find', async (_what, path) => {
  const clock = () => new Date('2026-11-23T09:00:00Z')
  const records = new Records(clock)
  await records.add({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [{ resource: { resourceType: 'Patient', id: PATIENT } }],
  })
  const base = 'http://127.0.0.1:4301/fhir'
  const fhir = new FhirServer({ records, base, pageSize: 50, clock })
  const access = { session: 'one', patient: PATIENT, allows: () => true }
  const task = referralOf(PATIENT)[2]
  const body = JSON.stringify(
    path === ''
      ? { resourceType: 'Bundle', type: 'transaction', entry: referralOf(PATIENT) }
      : task?.resource,
  )
  const headers = path === '' ? {} : { 'if-none-exist': task?.request?.ifNoneExist ?? '' }
  const post = () => fhir.answer(new Request(`${base}/${path}`, { method: 'POST', headers, body }), access)
  const answers = await Promise.all([post(), post(), post(), post()])
  expect(answers.every(({ ok }) => ok)).toBe(true)
  expect(await records.of(PATIENT)?.all(['Task'])).toHaveLength(1)
})

describe('finding a referral again', () => {
  beforeEach(async () => {
    await server.transact(referralOf(PATIENT))
    await server.transact(referralOf(PATIENT, 'Key-2'))
  })

  test.each([['QuestionnaireResponse'], ['ServiceRequest'], ['Task'], ['ResearchSubject']])(
    '%s: by one identifier, by a list, and for the patient',
    async (type) => {
      const total = async (query: string) => (await server.find(`${type}?${query}`)).total
      expect(await total(`identifier=${SYSTEM}|Key-1`)).toBe(1)
      expect(await total(`identifier=${encodeURIComponent(`${SYSTEM}|Key-1`)}`)).toBe(1)
      expect(await total(`identifier=${SYSTEM}|Key-1,${SYSTEM}|Key-2,${SYSTEM}|Key-3`)).toBe(2)
      expect(await total(`patient=${PATIENT}&identifier=${SYSTEM}|Key-1,${SYSTEM}|Key-2`)).toBe(2)
      expect(await total('identifier=urn:another|Key-1')).toBe(0)
      expect(await total(`patient=${PATIENT}`)).toBe(2)
    },
  )

  test('Provenance: by its tag, by what it vouches for, and for the patient', async () => {
    const total = async (query: string) => (await server.find(`Provenance?${query}`)).total
    expect(await total(`_tag=${SYSTEM}|Key-1`)).toBe(1)
    expect(await total(`_tag=${SYSTEM}|Key-1,${SYSTEM}|Key-2`)).toBe(2)
    expect(await total(`_tag=${SYSTEM}|Key-3`)).toBe(0)
    expect(await total(`patient=${PATIENT}`)).toBe(2)
    const task = (await server.find(`Task?identifier=${SYSTEM}|Key-1`)).entry?.[0]?.resource
    expect(await total(`target=Task/${task?.id}`)).toBe(1)
  })

  test('a search for somebody else’s is refused', async () => {
    for (const type of ['Task', 'ResearchSubject', 'Provenance', 'DocumentReference', 'Consent'])
      expect((await server.get(`${type}?patient=${OTHER}`)).status).toBe(403)
  })
})

describe('changing a referral', () => {
  test('takes one version after another, and no other', async () => {
    const task = taskIn(await entriesIn(await server.transact(referralOf(PATIENT))))
    const cancelled = { ...task, status: 'cancelled' as const }
    const changed = await server.put(cancelled, 'W/"1"')
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, 'W/"2"'])
    expect((await server.put(task, 'W/"1"')).status).toBe(412)
    expect(await (await server.get(`Task/${task.id}`)).json()).toMatchObject({ status: 'cancelled' })
  })

  test('is refused where it would become another patient’s', async () => {
    const task = taskIn(await entriesIn(await server.transact(referralOf(PATIENT))))
    expect((await server.put({ ...task, for: { reference: `Patient/${OTHER}` } })).status).toBe(403)
  })
})

describe('whose a resource is', () => {
  const about = (patient: string): FhirResource[] => {
    const person = { reference: `Patient/${patient}` }
    return [
      { resourceType: 'ResearchSubject', status: 'candidate', study: { display: 'x' }, individual: person },
      { resourceType: 'Task', status: 'requested', intent: 'order', for: person },
      {
        resourceType: 'Consent',
        status: 'active',
        scope: { text: 'research' },
        category: [{ text: 'research' }],
        policyRule: { text: 'none' },
        patient: person,
      },
      letterOf(patient),
      { resourceType: 'QuestionnaireResponse', status: 'completed', subject: person },
      { resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: person },
      {
        resourceType: 'Provenance',
        target: [person],
        recorded: '2026-11-23T09:41:00Z',
        agent: [{ who: { display: 'x' } }],
      },
    ]
  }

  test.each(about(PATIENT).map((resource) => [resource.resourceType, resource] as const))(
    '%s of the patient in context is created, read, updated; nobody else’s is',
    async (type, resource) => {
      const wide = await as('patient/*.cruds')
      const created = await wide.post(type, resource)
      expect(created.status).toBe(201)
      const stored = (await created.json()) as FhirResource
      expect((await wide.get(`${type}/${stored.id}`)).status).toBe(200)
      expect((await wide.put(stored)).status).toBe(200)
      expect((await wide.find(`${type}?patient=${PATIENT}`)).total).toBe(1)
      const theirs = about(OTHER).find((it) => it.resourceType === type)
      expect((await wide.post(type, theirs)).status).toBe(403)
      const stranger = await as('patient/*.cruds', OTHER)
      expect((await stranger.get(`${type}/${stored.id}`)).status).toBe(403)
      expect((await stranger.find(type)).total).toBe(0)
    },
  )

  test('of a Provenance: of all that it vouches for, sent along or stored', async () => {
    const wide = await as('patient/*.cruds')
    const vouching = (...references: string[]) =>
      wide.post('Provenance', {
        resourceType: 'Provenance',
        target: references.map((reference) => ({ reference })),
        recorded: '2026-11-23T09:41:00Z',
        agent: [{ who: { display: 'somebody' } }],
      })
    expect((await vouching(`Observation/${PATIENT}-8-observation`)).status).toBe(201)
    expect((await vouching(`Observation/${PATIENT}-8-observation/_history/1`)).status).toBe(201)
    expect((await vouching(`Observation/${OTHER}-8-observation`)).status).toBe(403)
    expect(
      (await vouching(`Observation/${PATIENT}-8-observation`, `Observation/${OTHER}-8-observation`)).status,
    ).toBe(403)
    expect((await vouching('Practitioner/dr-test-oncologist')).status).toBe(403)
    expect((await vouching()).status).toBe(403)
  })

  test('of a Provenance in a file: of what stands beside it', async () => {
    const [answers, , , , provenance] = referralOf('from-file')
    await sandbox.addPatient({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { resource: { resourceType: 'Patient', id: 'from-file' } },
        { fullUrl: answers?.fullUrl ?? '', resource: { ...answers?.resource, id: 'a' } as FhirResource },
        {
          resource: {
            ...provenance?.resource,
            id: 'p',
            target: [{ reference: 'QuestionnaireResponse/a' }],
          } as FhirResource,
        },
      ],
    })
    const token = await signIn(sandbox, 'from-file')
    expect((await search(sandbox, token, 'Provenance')).total).toBe(1)
  })
})

test('the server says what it does: transactions, and conditional creates of what belongs to a patient', async () => {
  const response = await sandbox.fhir(new Request(`${sandbox.iss}/metadata`))
  const [rest] = ((await response.json()) as CapabilityStatement).rest ?? []
  expect(rest?.interaction?.map(({ code }) => code)).toContain('transaction')
  const types = new Map<string, CapabilityStatementRestResource>(
    rest?.resource?.map((it) => [it.type, it]) ?? [],
  )
  for (const type of [
    'Task',
    'ServiceRequest',
    'QuestionnaireResponse',
    'ResearchSubject',
    'Provenance',
    'DocumentReference',
    'Consent',
  ]) {
    const codes = types.get(type)?.interaction?.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['read', 'create', 'update', 'search-type']))
    expect(types.get(type)?.conditionalCreate).toBe(true)
    const parameters = types.get(type)?.searchParam?.map(({ name }) => name)
    expect(parameters).toEqual(expect.arrayContaining(['patient', '_tag']))
  }
  expect(types.get('Practitioner')?.conditionalCreate).toBe(false)
  expect(types.get('Practitioner')?.interaction?.map(({ code }) => code)).not.toContain('create')
})

import type {
  Bundle,
  CapabilityStatement,
  FhirResource,
  Observation,
  OperationOutcome,
  Patient,
} from 'fhir/r4'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { nextOf, search, send, signIn, stillSandbox, type TokenAnswer } from './signed-in.ts'

const PATIENT = 'anna-testmeijer'
const json = { 'content-type': 'application/fhir+json' }
let sandbox: Sandbox
let token: TokenAnswer

beforeAll(async () => {
  sandbox = (await stillSandbox()).sandbox
  token = await signIn(sandbox, PATIENT, { scope: 'launch patient/*.cruds' })
})

const observation = (more: Partial<Observation> = {}): Observation => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
  subject: { reference: `Patient/${PATIENT}` },
  effectiveDateTime: '2026-11-20',
  valueQuantity: { value: 70.5, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  ...more,
})
const post = (type: string, body: unknown, headers: Record<string, string> = {}) =>
  send(sandbox, token, type, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) })
const ids = (bundle: Bundle<FhirResource>) => (bundle.entry ?? []).map((entry) => entry.resource?.id)

describe('reading', () => {
  test('describes itself, with where to authorize', async () => {
    const response = await sandbox.fhir(new Request(`${sandbox.iss}/metadata`))
    const statement = (await response.json()) as CapabilityStatement
    expect(statement.fhirVersion).toBe('4.0.1')
    const uris = statement.rest?.[0]?.security?.extension?.[0]?.extension ?? []
    expect(uris.find((it) => it.url === 'token')?.valueUri).toBe(`${sandbox.origins.fhir}/token`)
  })

  test('reads the patient, marked as test data', async () => {
    const response = await send(sandbox, token, `Patient/${PATIENT}`)
    expect(response.headers.get('etag')).toBe('W/"1"')
    expect(((await response.json()) as Patient).meta?.security?.[0]?.code).toBe('HTEST')
  })

  test.each([
    ['Observation/none', 404],
    ['Basic?patient=x', 404],
    ['Nonsense', 404],
    ['', 400],
  ])('answers %s with %i and an OperationOutcome', async (path, status) => {
    const response = await send(sandbox, token, path)
    expect(response.status).toBe(status)
    expect(((await response.json()) as OperationOutcome).resourceType).toBe('OperationOutcome')
  })
})

describe('searching', () => {
  test.each([
    ['Condition', 3],
    [`Condition?patient=${PATIENT}`, 3],
    [`Condition?patient=Patient/${PATIENT}`, 3],
    [`Condition?subject=Patient/${PATIENT}`, 3],
    ['Condition?code=http://snomed.info/sct|314955001', 1],
    ['Condition?code=314955001,38341003', 2],
    ['Condition?code:not=314955001', 2],
    ['Condition?category=problem-list-item', 3],
    ['Procedure?date=ge2026-01-01&date=le2026-09-01', 1],
    ['Observation?code=http://loinc.org|718-7&value-quantity=gt8', 2],
    ['Observation?code=718-7&value-quantity=lt8|http://unitsofmeasure.org|mmol/L', 2],
    ['Observation?code=718-7&value-quantity=lt8|http://unitsofmeasure.org|g/dL', 0],
    ['Observation?category=laboratory', 24],
    ['Condition?onset-date:missing=true', 0],
  ])('%s finds %i', async (path, total) => {
    const bundle = await search(sandbox, token, path)
    expect(bundle.type).toBe('searchset')
    expect(bundle.total).toBe(total)
    expect(bundle.entry ?? []).toHaveLength(total)
  })

  test('takes a search by POST', async () => {
    const response = await send(sandbox, token, 'Condition/_search', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `patient=${PATIENT}&code=314955001`,
    })
    expect(((await response.json()) as Bundle).total).toBe(1)
  })

  test('sorts by date, newest first', async () => {
    const bundle = await search(sandbox, token, 'Procedure?_sort=-date')
    const dates = (bundle.entry ?? []).map(
      (entry) => JSON.stringify(entry.resource).match(/"(?:performedDateTime|start)":"(.{10})/)?.[1],
    )
    expect(dates).toEqual(dates.toSorted().reverse())
  })

  test('counts without giving', async () => {
    const bundle = await search(sandbox, token, 'Condition?_summary=count')
    expect(bundle.total).toBe(3)
    expect(bundle.entry).toBeUndefined()
  })

  test('leaves out of the self link what had no effect, and refuses it when asked to be strict', async () => {
    const lenient = await search(sandbox, token, 'Condition?nonsense=1&code=314955001')
    expect(lenient.link?.[0]?.url).toBe(`${sandbox.iss}/Condition?code=314955001`)
    const strict = await send(sandbox, token, 'Condition?nonsense=1', {
      headers: { prefer: 'handling=strict' },
    })
    expect(strict.status).toBe(400)
  })

  test('follows next links to every entry once, under the same base', async () => {
    const seen: (string | undefined)[] = []
    let next: string | undefined = 'Observation?category=laboratory&_count=7'
    while (next !== undefined) {
      const bundle: Bundle<FhirResource> = await search(sandbox, token, next)
      expect(bundle.total).toBe(24)
      seen.push(...ids(bundle))
      next = nextOf(bundle)
      if (next !== undefined) expect(next.startsWith(`${sandbox.iss}/`)).toBe(true)
    }
    expect(new Set(seen).size).toBe(24)
    expect(seen).toHaveLength(24)
  })

  test('turns pages only for the session that searched', async () => {
    const next = nextOf(await search(sandbox, token, 'Observation?_count=5')) ?? ''
    const other = await signIn(sandbox, PATIENT)
    expect((await send(sandbox, other, next)).status).toBe(410)
    expect((await send(sandbox, token, next)).status).toBe(200)
  })

  test('gives everything about the patient', async () => {
    const bundle = await search(sandbox, token, `Patient/${PATIENT}/$everything?_count=500`)
    expect(new Set((bundle.entry ?? []).map((entry) => entry.resource?.resourceType))).toEqual(
      new Set(['Condition', 'Observation', 'Patient', 'Procedure']),
    )
  })
})

describe('writing', () => {
  test('creates, updates with a condition, keeps versions, deletes for good', async () => {
    const created = await post('Observation', observation({ id: 'mine' }))
    expect(created.status).toBe(201)
    const { id, meta } = (await created.json()) as Observation
    expect(id).not.toBe('mine')
    expect(meta).toMatchObject({ versionId: '1', lastUpdated: '2026-11-23T09:00:00.000Z' })
    const put = (ifMatch: string) =>
      send(sandbox, token, `Observation/${id}`, {
        method: 'PUT',
        headers: { ...json, 'if-match': ifMatch },
        body: JSON.stringify(observation({ id: id ?? '', status: 'amended' })),
      })
    expect((await put('W/"9"')).status).toBe(412)
    expect((await put('W/"1"')).status).toBe(200)
    const history = await search(sandbox, token, `Observation/${id}/_history`)
    const again = await search(sandbox, token, `Observation/${id}/_history`)
    expect(history.entry?.map((entry) => entry.resource?.meta?.versionId)).toEqual(['2', '1'])
    expect(again.entry).toEqual(history.entry)
    expect((await send(sandbox, token, `Observation/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await send(sandbox, token, `Observation/${id}`)).status).toBe(410)
  })

  test('creates once where the same is asked for twice', async () => {
    const identifier = [{ system: 'urn:test', value: 'only-once' }]
    const ifNoneExist = { 'if-none-exist': 'identifier=urn:test|only-once' }
    expect((await post('Observation', observation({ identifier }), ifNoneExist)).status).toBe(201)
    expect((await post('Observation', observation({ identifier }), ifNoneExist)).status).toBe(200)
    expect((await search(sandbox, token, 'Observation?identifier=urn:test|only-once')).total).toBe(1)
  })

  test.each([
    ['a missing status', { ...observation(), status: undefined }],
    ['an unknown element', { ...observation(), colour: 'blue' }],
  ])('refuses a resource with %s', async (_what, body) => {
    expect((await post('Observation', body)).status).toBe(400)
  })

  test('refuses a body that is not JSON', async () => {
    const response = await send(sandbox, token, 'Observation', { method: 'POST', headers: json, body: '{' })
    expect(response.status).toBe(400)
  })

  const transaction = (type: 'batch' | 'transaction', ...resources: unknown[]) => ({
    resourceType: 'Bundle',
    type,
    entry: resources.map((resource, index) => ({
      fullUrl: `urn:uuid:00000000-0000-4000-8000-00000000000${index}`,
      request: { method: 'POST', url: 'Observation' },
      resource,
    })),
  })
  const marked = (code: string) => observation({ code: { coding: [{ system: 'urn:test', code }] } })
  const broken = { ...observation(), status: undefined }

  test('does a transaction as a whole', async () => {
    expect((await post('', transaction('transaction', marked('whole'), marked('whole')))).status).toBe(200)
    expect((await search(sandbox, token, 'Observation?code=whole')).total).toBe(2)
  })

  test('leaves nothing behind of a transaction that fails', async () => {
    expect((await post('', transaction('transaction', marked('half'), broken))).status).toBe(400)
    expect((await search(sandbox, token, 'Observation?code=half')).total).toBe(0)
  })

  test('does of a batch what can be done, and says what cannot', async () => {
    const response = await post('', transaction('batch', marked('some'), broken))
    const bundle = (await response.json()) as Bundle
    expect(bundle.entry?.map((entry) => entry.response?.status)).toEqual(['201', '400'])
  })
})

test('answers a patient with 10,000 resources page by page', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    resource: { ...observation(), id: `many-${index}`, subject: { reference: 'Patient/many' } },
  }))
  const patient = { resource: { resourceType: 'Patient', id: 'many', birthDate: '1950-01-01' } as const }
  await sandbox.addPatient({ resourceType: 'Bundle', type: 'collection', entry: [patient, ...many] })
  const other = await signIn(sandbox, 'many')
  let pages = 0
  let next: string | undefined = 'Observation?patient=many&code=http://loinc.org|29463-7&_count=500'
  while (next !== undefined) {
    next = nextOf(await search(sandbox, other, next))
    pages += 1
  }
  expect(pages).toBe(20)
})

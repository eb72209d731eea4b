import { describe, expect, it } from 'vitest'
import { recordFromBundle } from '../../src/engine/record/from-file.ts'
import { Intake } from '../../src/engine/record/intake.ts'
import { RESOURCE_TYPES } from '../../src/engine/record/ledger.ts'

const PATIENT = { resourceType: 'Patient', id: 'p' }
const observation = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  resourceType: 'Observation',
  id,
  subject: { reference: 'Patient/p' },
  ...more,
})
const searchset = (...resources: readonly unknown[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
})
const taking = (...answers: readonly unknown[]) => {
  const intake = new Intake('p')
  const reports = answers.map((answer) => intake.take(answer))
  return { record: intake.record(), reports, report: reports[0] }
}

describe('whose a resource is (HZ-12)', () => {
  it.each([
    ['Patient/p'],
    ['https://ehr.example.org/fhir/Patient/p'],
    ['https://ehr.example.org/fhir/Patient/p/_history/3'],
    ['Patient/p/_history/3'],
  ])('%s is the patient', (reference) => {
    expect(taking(searchset(observation('a', { subject: { reference } }))).record.resources.length).toBe(1)
  })

  it.each([
    ['Patient/q'],
    ['Patient/P'],
    ['Patient/pp'],
    ['Group/p'],
    ['https://ehr.example.org/fhir/Patient/q'],
    ['https://ehr.example.org/fhir/Patient/p/x'],
    ['urn:uuid:5c1a2b9e-0000-4000-8000-000000000000'],
    ['#p'],
    ['p'],
  ])('%s is somebody else: set aside and counted', (reference) => {
    const { record, report } = taking(searchset(observation('a', { subject: { reference } })))
    expect(record.resources).toEqual([])
    expect(record.setAside).toEqual([{ reference: 'Observation/a', why: 'somebody-else' }])
    expect(report).toMatchObject({ kind: 'taken', strangers: 1 })
  })

  it('names two subjects: one stranger is enough', () => {
    const mixed = observation('a', { patient: { reference: 'Patient/q' } })
    expect(taking(searchset(mixed)).record.setAside).toEqual([
      { reference: 'Observation/a', why: 'somebody-else' },
    ])
  })

  it.each([
    [undefined],
    [null],
    [{}],
    [{ display: 'the patient' }],
    [{ identifier: { value: '1' } }],
    ['Patient/p'],
    [{ reference: '' }],
  ])('a subject of %j says nothing: unclear, not used and not counted as a stranger', (subject) => {
    const { record, report } = taking(searchset(observation('a', { subject })))
    expect(record.resources).toEqual([])
    expect(record.setAside).toEqual([{ reference: 'Observation/a', why: 'unclear' }])
    expect(report).toMatchObject({ strangers: 0 })
  })

  it('another Patient is somebody else', () => {
    expect(taking({ resourceType: 'Patient', id: 'q' }).report).toMatchObject({ strangers: 1 })
  })

  it('in a file the fullUrl of the patient is the patient', () => {
    const fullUrl = 'urn:uuid:0b9c7c2e-7d4b-4a0c-9a0e-000000000001'
    const read = recordFromBundle({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { fullUrl, resource: PATIENT },
        { resource: observation('a', { subject: { reference: fullUrl } }) },
      ],
    })
    expect(read).toMatchObject({ ok: true, value: { setAside: [], resources: [{ id: 'p' }, { id: 'a' }] } })
  })
})

describe('an answer that is no list of R4 resources is refused (F-level)', () => {
  it.each<readonly [string, unknown, string]>([
    ['nothing', undefined, 'empty-answer'],
    ['null', null, 'not-a-bundle'],
    ['a text', 'x', 'not-a-bundle'],
    ['a list', [], 'not-a-bundle'],
    ['an empty object', {}, 'not-a-bundle'],
    ['an OperationOutcome', { resourceType: 'OperationOutcome' }, 'not-a-bundle'],
    ['a Bundle of another type', { resourceType: 'Bundle', type: 'history' }, 'not-a-bundle'],
    [
      'a Bundle whose entries are no list',
      { resourceType: 'Bundle', type: 'searchset', entry: {} },
      'not-a-bundle',
    ],
    ['a Bundle that says R5', { ...searchset(), fhirVersion: '5.0.0' }, 'not-r4'],
    [
      'an STU3 Condition',
      searchset({ resourceType: 'Condition', id: 'a', clinicalStatus: 'active' }),
      'not-r4',
    ],
    [
      'an STU3 Condition with assertedDate',
      searchset({ resourceType: 'Condition', id: 'a', assertedDate: '2020' }),
      'not-r4',
    ],
    ['an STU3 Procedure', searchset({ resourceType: 'Procedure', id: 'a', notDone: false }), 'not-r4'],
    [
      'an R5 Procedure',
      searchset({ resourceType: 'Procedure', id: 'a', occurrenceDateTime: '2020' }),
      'not-r4',
    ],
    ['an STU3 Observation', searchset({ resourceType: 'Observation', id: 'a', related: [] }), 'not-r4'],
    [
      'an R5 MedicationRequest',
      searchset({ resourceType: 'MedicationRequest', id: 'a', medication: { concept: {} } }),
      'not-r4',
    ],
  ])('%s: %s %s', (_, answer, reason) => {
    expect(taking(answer).report).toEqual({ kind: 'refused', reason })
  })

  it('an R4 Bundle without entries is taken', () => {
    expect(taking({ resourceType: 'Bundle', type: 'searchset' }).report).toEqual({
      kind: 'taken',
      entries: 0,
      restricted: false,
      strangers: 0,
    })
  })
})

describe('what an answer says of itself (HZ-08)', () => {
  const outcome = (severity: string, code: string) => ({
    resourceType: 'OperationOutcome',
    issue: [{ severity, code }],
  })

  it.each([
    ['warning', 'informational', true],
    ['error', 'not-found', true],
    ['information', 'suppressed', true],
    ['information', 'security', true],
    ['information', 'informational', false],
    ['information', 'not-found', false],
  ])('an outcome of %s %s means that something is missing: %s', (severity, code, restricted) => {
    expect(taking(searchset(observation('a'), outcome(severity, code))).report).toMatchObject({
      restricted,
      entries: 1,
    })
  })

  it.each([
    [null],
    ['x'],
    [{}],
    [{ resourceType: 'Observation' }],
    [{ resourceType: 'Observation', id: 'a b' }],
    [{ resourceType: 'Observation', id: 'x'.repeat(65) }],
  ])('an entry of %j cannot be read: a part of the answer is missing', (value) => {
    expect(taking(searchset(value)).report).toMatchObject({ restricted: true, entries: 0 })
  })

  it('reports the next link and the total as the server wrote them', () => {
    const page = {
      ...searchset(),
      total: 7,
      link: [
        { relation: 'self', url: 'a' },
        { relation: 'next', url: 'b?page=2' },
      ],
    }
    expect(taking(page).report).toMatchObject({ next: 'b?page=2', total: 7 })
  })

  it.each([[-1], [1.5], ['7'], [null]])('leaves out a total of %j', (total) => {
    expect(taking({ ...searchset(), total }).report).not.toHaveProperty('total')
  })

  it('counts types that the criteria do not read, and keeps none of them (HZ-06)', () => {
    const { record, report } = taking(
      searchset({ resourceType: 'FamilyMemberHistory', id: 'a', patient: { reference: 'Patient/p' } }),
    )
    expect(report).toMatchObject({ entries: 1 })
    expect(record.resources).toEqual([])
  })
})

describe('the same resource twice (P-04)', () => {
  const version = (versionId: string, value: number) =>
    observation('a', { meta: { versionId }, valueInteger: value })
  const updated = (lastUpdated: string, value: number) =>
    observation('a', { meta: { lastUpdated }, valueInteger: value })
  const values = (...answers: readonly unknown[]) =>
    taking(...answers).record.resources.map((resource) => resource['valueInteger'])

  it('counts once', () => {
    expect(values(searchset(version('1', 1), version('1', 1)), searchset(version('1', 1)))).toEqual([1])
  })

  it('counts once also when its keys stand in another order', () => {
    const turned = Object.fromEntries(Object.entries(version('1', 1)).toReversed())
    expect(values(searchset(version('1', 1), turned))).toEqual([1])
  })

  it('in two versions counts in the newer, whichever comes first', () => {
    expect(values(searchset(version('9', 1), version('10', 2)))).toEqual([2])
    expect(values(searchset(version('10', 2), version('9', 1)))).toEqual([2])
    expect(values(searchset(updated('2026-01-02T00:00:00Z', 2), updated('2026-01-01T00:00:00Z', 1)))).toEqual(
      [2],
    )
  })

  it('with two contents under one version is not trusted, unless a newer version settles it', () => {
    const { record } = taking(searchset(version('1', 1), version('1', 2)))
    expect(record.resources).toEqual([])
    expect(record.setAside).toEqual([{ reference: 'Observation/a', why: 'two-versions' }])
    expect(values(searchset(version('1', 1), version('1', 2), version('2', 3)))).toEqual([3])
  })

  /** Every order of arrival of a few resources. */
  const orders = <T>(list: readonly T[]): T[][] =>
    list.length === 0
      ? [[]]
      : list.flatMap((one, index) => orders(list.toSpliced(index, 1)).map((rest) => [one, ...rest]))

  it('comes to the same in every order, also where a version is no number (P-03)', () => {
    const records = orders([version('1', 1), version('b3c1', 2), version('2', 3)]).map(
      (list) => taking(searchset(...list)).record,
    )
    for (const record of records) expect(record).toEqual(records[0])
  })

  it('is set aside for the same reason in every order (P-03)', () => {
    const versions = [
      observation('a', { subject: undefined }),
      observation('a', { subject: { reference: 'Patient/q' } }),
    ]
    const [first, second] = orders(versions).map((list) => taking(searchset(...list)).record)
    expect(second).toEqual(first)
  })

  it('changes the revision with everything that comes in', () => {
    const intake = new Intake('p')
    const before = intake.revision
    intake.take(searchset(observation('a')))
    const between = intake.revision
    intake.finish({ query: 'Observation', resource: 'Observation', state: 'complete', pages: 1, entries: 1 })
    expect(new Set([before, between, intake.revision]).size).toBe(3)
  })
})

describe('a bundle from a file', () => {
  const bundle = (more: Readonly<Record<string, unknown>> = {}, ...resources: readonly unknown[]) => ({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [PATIENT, ...resources].map((resource) => ({ resource })),
    ...more,
  })

  it.each<readonly [string, unknown, string]>([
    ['no object', 7, 'not-a-bundle'],
    ['another resource', PATIENT, 'not-a-bundle'],
    ['entries that are no list', { resourceType: 'Bundle', entry: 'x' }, 'not-a-bundle'],
    ['no patient', { resourceType: 'Bundle', type: 'collection', entry: [] }, 'no-patient'],
    [
      'a patient without id',
      { resourceType: 'Bundle', type: 'collection', entry: [{ resource: { resourceType: 'Patient' } }] },
      'no-patient',
    ],
    ['two patients', bundle({}, { resourceType: 'Patient', id: 'q' }), 'two-patients'],
    [
      'another version',
      bundle({}, { resourceType: 'Condition', id: 'a', verificationStatus: 'confirmed' }),
      'not-r4',
    ],
  ])('with %s is refused: %s %s', (_, value, kind) => {
    expect(recordFromBundle(value)).toMatchObject({ ok: false, problem: { kind } })
  })

  it.each<readonly [string, unknown, string, string | undefined]>([
    ['nothing more', bundle(), 'complete', undefined],
    ['a next link', bundle({ link: [{ relation: 'next', url: 'x' }] }), 'partial', 'more-pages'],
    ['a total above its entries', bundle({ total: 2 }), 'partial', 'total-mismatch'],
    ['a total of its entries', bundle({ total: 1 }), 'complete', undefined],
    [
      'an outcome of something missing',
      bundle({}, { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'incomplete' }] }),
      'partial',
      'restricted',
    ],
  ])('with %s is read %s %s', (_, value, state, reason) => {
    const read = recordFromBundle(value)
    if (!read.ok) throw new Error(read.problem.kind)
    expect(read.value.ledger.map((entry) => entry.resource)).toEqual([...RESOURCE_TYPES].sort())
    for (const entry of read.value.ledger) expect([entry.state, entry.reason]).toEqual([state, reason])
  })

  it('sets a stranger aside and judges the rest (HZ-12)', () => {
    const read = recordFromBundle(
      bundle({}, observation('a'), observation('b', { subject: { reference: 'Patient/q' } })),
    )
    expect(read).toMatchObject({
      ok: true,
      value: { setAside: [{ reference: 'Observation/b', why: 'somebody-else' }] },
    })
  })
})

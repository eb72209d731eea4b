import { describe, expect, test } from 'vitest'
import type { Resource } from '../../../src/engine/fhir.ts'
import type { Desk, Searched } from '../../../src/engine/referral/desk.ts'
import { PARTS, type PartType } from '../../../src/engine/referral/draft.ts'
import { DRAFT, sandboxDesks } from './sandbox-desk.ts'

const FIVE = PARTS.filter((type) => type !== 'DocumentReference')
const { key, parts } = DRAFT

const typesIn = (searched: Searched): readonly string[] =>
  searched.kind === 'found'
    ? searched.resources.map(({ resourceType }) => resourceType).sort()
    : [searched.why]
const stored = (desk: Desk, types: readonly PartType[] = PARTS) => desk.search(types, [key]).then(typesIn)
const resources = async (desk: Desk): Promise<Record<string, Resource>> => {
  const searched = await desk.search(PARTS, [key])
  const found = searched.kind === 'found' ? searched.resources : []
  return Object.fromEntries(found.map((one) => [one.resourceType, one]))
}
const sorted = (types: readonly string[]) => [...types].sort()

describe('at an EHR that honours everything', () => {
  test('it is known what may be written', async () => {
    const { open } = await sandboxDesks()
    const all = new Set(PARTS)
    const { desk } = await open()
    expect(await desk.abilities()).toMatchObject({
      transaction: true,
      create: all,
      conditional: all,
      search: all,
    })
    const readOnly = await open([], 'launch openid patient/*.rs')
    expect(await readOnly.desk.abilities()).toMatchObject({
      create: new Set(),
      search: all,
      update: new Set(),
    })
  })

  test.each(['transaction', 'sequential'] as const)(
    'W-13 a %s twice makes one referral, whose parts hang together',
    async (rung) => {
      const { open } = await sandboxDesks()
      const { desk } = await open()
      const first = await desk.post(rung, parts, [])
      expect(first.kind === 'answered' && sorted(first.stored.map(({ type }) => type))).toEqual(sorted(FIVE))
      expect(await desk.post(rung, parts, [])).toEqual(first)
      expect(await stored(desk)).toEqual(sorted(FIVE))
      const {
        ServiceRequest: order,
        Task: task,
        QuestionnaireResponse: answers,
        Provenance: made,
      } = await resources(desk)
      expect(task).toMatchObject({
        focus: { reference: `ServiceRequest/${order?.id}` },
        input: [{ valueReference: { reference: `QuestionnaireResponse/${answers?.id}` } }, {}],
      })
      expect(order).toMatchObject({ supportingInfo: [{ reference: `QuestionnaireResponse/${answers?.id}` }] })
      expect(JSON.stringify(made)).not.toContain('urn:uuid:')
      if (first.kind !== 'answered') throw new Error('not answered')
      for (const { type, id } of first.stored)
        expect(await desk.read(type, id)).toMatchObject({
          kind: 'found',
          resources: [{ resourceType: type, id }],
        })
    },
  )

  test('W-11 what is missing is added to what is there', async () => {
    const { open } = await sandboxDesks()
    const { desk } = await open()
    await desk.post(
      'sequential',
      parts.filter(({ type }) => type === 'ServiceRequest'),
      [],
    )
    const { ServiceRequest: order } = await resources(desk)
    if (!order) throw new Error('no order')
    expect(await desk.post('transaction', parts, [order])).toMatchObject({ kind: 'answered' })
    const all = await resources(desk)
    expect(sorted(Object.keys(all))).toEqual(sorted(FIVE))
    expect(all['Task']).toMatchObject({ focus: { reference: `ServiceRequest/${order.id}` } })
  })

  test('the letter alone is written once', async () => {
    const { open } = await sandboxDesks()
    const { desk } = await open()
    const first = await desk.post('document', parts, [])
    expect(first).toMatchObject({ kind: 'answered', stored: [{ type: 'DocumentReference' }] })
    expect(await desk.post('document', parts, [])).toEqual(first)
    expect(await stored(desk)).toEqual(['DocumentReference'])
  })

  test('W-14 a task is marked as entered in error over its own version, and not over another', async () => {
    const { open } = await sandboxDesks()
    const { desk } = await open()
    await desk.post('transaction', parts, [])
    const { Task: task } = await resources(desk)
    if (!task) throw new Error('no task')
    expect(await desk.update({ ...task, status: 'entered-in-error' })).toBe(true)
    expect(await desk.update({ ...task, status: 'requested' })).toBe(false)
    expect((await resources(desk))['Task']).toMatchObject({ status: 'entered-in-error' })
  })

  test('the patient and what is cited are the same as read, and no objection is recorded', async () => {
    const { open } = await sandboxDesks()
    const { desk } = await open()
    expect(DRAFT.cited.length).toBeGreaterThan(2)
    expect(await desk.patientNow(DRAFT.patient)).toEqual({ kind: 'same' })
    expect(await desk.recordNow(DRAFT.cited.map(({ reference }) => ({ reference })))).toEqual({
      kind: 'same',
    })
    expect(await desk.objection()).toBe('none')
    const blind = await open([], 'launch openid patient/Patient.r')
    expect(await blind.desk.objection()).toBe('not-readable')
  })
})

test('an objection on record is found', async () => {
  const { open, objecting } = await sandboxDesks()
  const { desk } = await open([], undefined, objecting)
  expect(await desk.objection()).toBe('objects')
})

describe('at an EHR on which writing goes wrong', () => {
  /** One session with faults, and one beside it that sees what became of it. */
  async function spoiled(...faults: readonly string[]) {
    const { open, elsewhere } = await sandboxDesks()
    return { faulty: await open(faults), well: await open(), elsewhere }
  }
  const posting = async (rung: 'transaction' | 'sequential', fault: string) => {
    const { faulty, well, elsewhere } = await spoiled(fault)
    const posted = await faulty.desk.post(rung, parts, [])
    return { posted, stored: await stored(well.desk), elsewhere, asked: faulty.asked, desk: faulty.desk }
  }

  test.each([
    ['W-03 post-dropped', []],
    ['W-02 answer-dropped', FIVE],
    ['W-04 post-500-before', []],
    ['W-04 post-500-after', FIVE],
    ['post-429', []],
  ] as const)('%s: a transaction is open, sent once, and a search tells', async (fault, left) => {
    const { posted, stored, asked } = await posting('transaction', fault.split(' ').at(-1) ?? '')
    expect(posted.kind).toBe('unclear')
    expect(stored).toEqual(sorted(left))
    expect(asked.filter((one) => one.startsWith('POST'))).toHaveLength(1)
  })

  test('W-12 half-applied: a transaction is open, and a search tells what is there', async () => {
    const { posted, stored } = await posting('transaction', 'half-applied')
    expect(posted).toEqual({ kind: 'unclear' })
    expect(stored).toEqual(['QuestionnaireResponse', 'ServiceRequest'])
  })

  test.each(['transaction', 'sequential'] as const)(
    'stores-nothing: a %s is answered, and nothing is there',
    async (rung) => {
      const { posted, stored, desk } = await posting(rung, 'stores-nothing')
      if (posted.kind !== 'answered') throw new Error(posted.kind)
      expect(sorted(posted.stored.map(({ type }) => type))).toEqual(sorted(FIVE))
      for (const { type, id } of posted.stored)
        expect(await desk.read(type, id)).toEqual({ kind: 'found', resources: [] })
      expect(stored).toEqual([])
    },
  )

  test.each(['bare-answer', 'evil-location'])(
    'W-07 W-08 %s: nothing is known of a transaction, and all of it is found',
    async (fault) => {
      const { posted, stored, elsewhere } = await posting('transaction', fault)
      expect(posted).toEqual({ kind: 'answered', stored: [] })
      expect(stored).toEqual(sorted(FIVE))
      expect(elsewhere).toEqual([])
    },
  )

  test.each(['bare-answer', 'evil-location'])(
    'W-07 W-08 %s: one after another finds each by its identifier',
    async (fault) => {
      const { posted, stored, elsewhere } = await posting('sequential', fault)
      expect(posted.kind === 'answered' && posted.stored.map(({ type }) => type)).toEqual(FIVE)
      expect(stored).toEqual(sorted(FIVE))
      expect(elsewhere).toEqual([])
    },
  )

  test.each(['transaction', 'sequential'] as const)(
    'W-23 strips-identifier: a %s is read back by its ids alone',
    async (rung) => {
      const { posted, stored, desk } = await posting(rung, 'strips-identifier')
      expect(stored).toEqual([])
      if (posted.kind !== 'answered') throw new Error(posted.kind)
      expect(posted.stored.map(({ type }) => type)).toContain('Task')
      for (const { type, id } of posted.stored)
        expect(await desk.read(type, id)).toMatchObject({
          kind: 'found',
          resources: [{ resourceType: type }],
        })
    },
  )

  test('W-10 rewrites-status: what is read back is what the server made of it', async () => {
    const { faulty } = await spoiled('rewrites-status')
    await faulty.desk.post('transaction', parts, [])
    expect(await resources(faulty.desk)).toMatchObject({
      Task: { status: 'draft' },
      ServiceRequest: { status: 'draft' },
    })
  })

  test('several-matches: a transaction is refused as a whole, and one after another at the order', async () => {
    expect((await posting('transaction', 'several-matches')).posted).toEqual({
      kind: 'refused',
      status: 412,
      stored: [],
    })
    expect((await posting('sequential', 'several-matches')).posted).toEqual({
      kind: 'refused',
      type: 'ServiceRequest',
      status: 412,
      stored: [],
    })
  })

  test('W-11 no-task: a transaction is refused as a whole, and one after another after the order', async () => {
    const whole = await posting('transaction', 'no-task')
    expect(whole.posted).toEqual({ kind: 'refused', status: 403, stored: [] })
    expect(whole.stored).toEqual([])
    const { posted, stored } = await posting('sequential', 'no-task')
    expect(posted).toMatchObject({
      kind: 'refused',
      type: 'Task',
      status: 403,
      stored: [{ type: 'QuestionnaireResponse' }, { type: 'ServiceRequest' }],
    })
    expect(stored).toEqual(['QuestionnaireResponse', 'ServiceRequest'])
  })

  test('W-12 no-transaction is known before, and refused where it is tried all the same', async () => {
    const { faulty } = await spoiled('no-transaction')
    expect(await faulty.desk.abilities()).toMatchObject({ transaction: false, create: new Set(PARTS) })
    expect(await faulty.desk.post('transaction', parts, [])).toEqual({
      kind: 'refused',
      status: 405,
      stored: [],
    })
    expect(await faulty.desk.post('sequential', parts, [])).toMatchObject({ kind: 'answered' })
  })

  test.each([
    ['read-only', []],
    ['document-only', ['DocumentReference']],
  ])('%s is known before', async (fault, create) => {
    const { faulty } = await spoiled(fault)
    expect(await faulty.desk.abilities()).toMatchObject({ create: new Set(create) })
  })

  test('W-05 search-down: no search is successful', async () => {
    const { faulty } = await spoiled('search-down')
    expect(await faulty.desk.search(FIVE, [key])).toEqual({ kind: 'failed', why: 'unreachable' })
  })

  test.each([
    ['patient-changes:0', 'changed'],
    ['patient-dies:0', 'deceased'],
    ['patient-merges:0', 'merged'],
  ])('W-18 %s: the patient is not the one that was read', async (fault, kind) => {
    const { faulty } = await spoiled(fault)
    expect(await faulty.desk.patientNow(DRAFT.patient)).toEqual({ kind })
  })
})

describe('what is kept at an EHR', () => {
  const answers = (status: string, code: string) => ({
    status,
    subject: { reference: `Patient/${DRAFT.patient['id']}` },
    item: [{ linkId: 'Q1', answer: [{ valueCoding: { code } }] }],
  })

  test('is written, written over, and read by the next session', async () => {
    const { open } = await sandboxDesks()
    const { kept } = await open()
    expect(await kept.readKept('k')).toEqual({ kind: 'found', resource: undefined })
    expect(await kept.writeKept('k', answers('in-progress', 'yes'))).toMatchObject({ kind: 'kept' })
    expect(await kept.writeKept('k', answers('completed', 'no'))).toMatchObject({ kind: 'kept' })
    const next = await (await open()).kept.readKept('k')
    expect(next).toMatchObject({ kind: 'found', resource: answers('completed', 'no') })
    expect(await kept.readKept('another')).toEqual({ kind: 'found', resource: undefined })
  })

  test.each([
    ['stores-nothing', 'not-kept'],
    ['strips-identifier', 'not-kept'],
    ['several-matches', 'conflict'],
    ['search-down', 'unreachable'],
  ])('is not kept with %s', async (fault, why) => {
    const { open } = await sandboxDesks()
    const { kept } = await open([fault])
    expect(await kept.writeKept('k', answers('in-progress', 'yes'))).toEqual({ kind: 'failed', why })
  })
})

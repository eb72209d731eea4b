import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/engine/fhir.ts'
import type { Answered, Asked, ServerHabits } from '../../support/flaky-fhir/fhir-server.ts'
import {
  always,
  heldBy,
  inTurn,
  isSettled,
  isWrite,
  referred,
  story,
  writesOf,
} from '../../support/flaky-fhir/referring.ts'
import { heldPart } from '../../support/flaky-fhir/sample-draft.ts'
import { keyOf, openTab, pendingNotes } from '../../support/flaky-fhir/tab.ts'
import { openWard } from '../../support/flaky-fhir/ward.ts'

const ONE = { orders: 1, tasks: 1 }
const NONE = { orders: 0, tasks: 0 }
const COPIES = [
  ['8', 'ServiceRequest'],
  ['7', 'ServiceRequest'],
  ['7', 'Task'],
  ['8', 'Task'],
] as const
const SEQUENTIAL = { offersTransactions: false } as const

/** What the server says to a post, in place of what it would say. */
const saying = (say: (done: Answered) => Answered): Partial<ServerHabits> => ({
  answers: (asked: Asked, done: Answered) => (asked.method === 'POST' ? say(done) : done),
})

/** A server that keeps a kind otherwise than it was sent. */
const keeping = (type: string, changed: Json): Partial<ServerHabits> => ({
  keep: (resource) => (resource['resourceType'] === type ? { ...resource, ...changed } : resource),
})

/** Every entry of a transaction's answer with another location, and none with a body. */
const located = (location: string) => (done: Answered) => ({
  ...done,
  headers: { location },
  body: Array.isArray(done.body?.['entry'])
    ? { ...done.body, entry: done.body['entry'].map(() => ({ response: { status: '201', location } })) }
    : {},
})

describe('what the server says, and what it holds', () => {
  test.each([
    ['in one transaction', {}],
    ['one after another', SEQUENTIAL],
  ])('W-07: a 201 without Location and body is searched for by the identifier, %s', async (_, habits) => {
    const ward = openWard({ ...habits, ...saying(({ status }) => ({ status })) })
    const { state, held } = await story(ward)
    expect(state).toMatchObject({ kind: 'sent', sent: { attempts: 1 } })
    expect(held).toEqual(ONE)
  })

  test.each([
    ['in one transaction', {}],
    ['one after another', SEQUENTIAL],
  ])('W-08: a Location elsewhere is not gone to, %s', async (_, habits) => {
    const seen: string[] = []
    const ward = openWard({
      ...habits,
      ...saying(located('https://evil.example/fhir/ServiceRequest/stolen')),
    })
    const { state, held } = await story(ward, {
      fault: ({ path }) => {
        seen.push(path)
        return 'none'
      },
    })
    expect(state.kind).toBe('sent')
    expect(held).toEqual(ONE)
    expect(seen.filter((path) => path.includes('stolen'))).toEqual([])
  })

  test('W-09: it says 201 and holds nothing: nobody can say, and it is never sent again by itself', async () => {
    const ward = openWard({ keep: () => undefined })
    const pending = pendingNotes(ward.clock.now)
    const { state, tab } = await story(ward, { pending })
    expect(state).toMatchObject({ kind: 'ambiguous', why: 'vanished' })
    expect(state.kind === 'ambiguous' && state.references).toContain('ServiceRequest/1002')
    expect([writesOf(ward), heldBy(ward)]).toEqual([1, NONE])
    tab.run.searchAgain()
    await ward.clock.tell(tab.until(isSettled))
    expect(tab.run.state).toMatchObject({ kind: 'ambiguous', why: 'vanished' })
    expect(writesOf(ward)).toBe(1)
    expect(pending.size).toBe(1)
  })

  test('W-09: it shows it once, and then no more: "sent" is taken back', async () => {
    const ward = openWard()
    const tab = openTab(ward)
    await ward.clock.tell(
      (async () => {
        const end = referred(tab)
        await tab.until(({ kind }) => kind === 'sent')
        for (const type of ['ServiceRequest', 'Task'])
          for (const { resource } of ward.server.store.under(keyOf(0), type))
            ward.server.store.remove(type, resource.id)
        await end
      })(),
    )
    expect(tab.run.state).toMatchObject({ kind: 'ambiguous', why: 'vanished' })
  })

  test.each([
    ['status', keeping('ServiceRequest', { status: 'draft' })],
    ['status', keeping('Task', { status: 'draft' })],
    ['code', keeping('ServiceRequest', { code: { text: 'Something else' } })],
    ['focus', keeping('Task', { focus: { reference: 'ServiceRequest/another' } })],
    ['recipient', keeping('Task', { owner: { reference: 'Organization/another' } })],
    ['recipient', keeping('ServiceRequest', { performer: undefined })],
  ] as const)(
    'W-10: the server changed it: sent, and the difference is named (%s)',
    async (difference, habits) => {
      const { state } = await story(openWard(habits))
      expect(state).toMatchObject({ kind: 'sent', sent: { differs: [difference] } })
    },
  )

  test.each([
    ['another patient', { reference: 'Patient/p-2' }],
    ['nobody', undefined],
  ])('W-10: the server hung it on %s: not sent, and it is said where it is', async (_, subject) => {
    const { state } = await story(openWard(keeping('ServiceRequest', { subject })))
    expect(state.kind).toBe('ambiguous')
    expect(state.kind === 'ambiguous' && state.why).toBe('other-subject')
    expect(state.kind === 'ambiguous' && state.references).toContain('ServiceRequest/1002')
  })

  test('W-10: a reference that means the same is no difference', async () => {
    const subject = { reference: 'https://ehr.example/fhir/Patient/p-1/_history/3' }
    const { state } = await story(openWard(keeping('ServiceRequest', { subject })))
    expect(state).toMatchObject({ kind: 'sent', sent: { differs: [] } })
  })

  test('W-11: order there, task refused: half is said, and only the task is sent when the reader goes on', async () => {
    const closed = { isClosed: true }
    const ward = openWard({
      ...SEQUENTIAL,
      refuses: (type) => (type === 'Task' && closed.isClosed ? 403 : undefined),
    })
    const { state, tab } = await story(ward)
    expect(state).toMatchObject({
      kind: 'notSent',
      why: { kind: 'half', missing: ['Task'], refused: { status: 403, type: 'Task' } },
    })
    expect(heldBy(ward)).toEqual({ orders: 1, tasks: 0 })

    closed.isClosed = false
    tab.run.resume()
    await ward.clock.tell(tab.until((one) => one !== state && isSettled(one)))
    expect(tab.run.state).toMatchObject({ kind: 'sent', sent: { wasThere: false } })
    expect(heldBy(ward)).toEqual(ONE)
    expect(writesOf(ward, 'ServiceRequest')).toBe(1)
    const [task] = ward.server.store.under(keyOf(0), 'Task')
    const [order] = ward.server.store.under(keyOf(0), 'ServiceRequest')
    expect(task?.resource['focus']).toEqual({ reference: `ServiceRequest/${order?.resource.id}` })
  })

  test('W-11: order there, no answer to the task: it is looked for, and sent once more', async () => {
    const ward = openWard(SEQUENTIAL)
    const { state } = await story(ward, {
      fault: inTurn(({ path, method }) => isTask(path, method), 'silence-before'),
    })
    expect(state).toMatchObject({ kind: 'sent', sent: { attempts: 2 } })
    expect([writesOf(ward, 'ServiceRequest'), heldBy(ward)]).toEqual([1, ONE])
  })

  test('W-11: half of it is found at a later launch, by whoever opens it, and completed after a word', async () => {
    const closed = { isClosed: true }
    const ward = openWard({
      ...SEQUENTIAL,
      refuses: (type) => (type === 'Task' && closed.isClosed ? 500 : undefined),
    })
    await story(ward)
    expect(heldBy(ward)).toEqual({ orders: 1, tasks: 0 })
    closed.isClosed = false
    const other = openTab(ward)
    await ward.clock.tell(
      (async () => {
        other.run.open()
        await other.until(({ kind }) => kind === 'ready')
        other.run.resume()
        other.run.confirm({ agreed: true })
        await other.until(isSettled)
      })(),
    )
    expect(other.run.state.kind).toBe('sent')
    expect([writesOf(ward, 'ServiceRequest'), heldBy(ward)]).toEqual([1, ONE])
  })

  test('W-11: half stays half where the rest cannot be sent for another reason, and that reason is named', async () => {
    const ward = openWard({ ...SEQUENTIAL, refuses: (type) => (type === 'Task' ? 403 : undefined) })
    let isDown = false
    const { state, tab } = await story(ward, { fault: () => (isDown ? 'reset-before' : 'none') })
    isDown = true
    tab.run.resume()
    await ward.clock.tell(tab.until((one) => one !== state && isSettled(one)))
    expect(tab.run.state).toMatchObject({
      kind: 'notSent',
      why: { kind: 'half', missing: ['Task'], hindrance: { kind: 'could-not-check' } },
    })
  })

  test('W-12: no transactions: the same one after another, each conditionally', async () => {
    const ward = openWard(SEQUENTIAL)
    const { state, held } = await story(ward)
    expect(state).toMatchObject({ kind: 'sent', sent: { rung: 'sequential', missing: [], differs: [] } })
    expect(held).toEqual(ONE)
    const creates = ward.server.writes.filter(isWrite)
    expect(creates.every(({ headers }) => headers.get('if-none-exist')?.includes(keyOf(0)))).toBe(true)
  })

  test.each([404, 405, 501])(
    'W-12: transactions are offered and then refused (%i): the same one after another',
    async (status) => {
      const ward = openWard({ refuses: (type) => (type === '' ? status : undefined) })
      const { state, held } = await story(ward)
      expect(state).toMatchObject({ kind: 'sent', sent: { rung: 'sequential', attempts: 2 } })
      expect(held).toEqual(ONE)
    },
  )

  test('W-12: a transaction of which only a part was done is half, and completed', async () => {
    const odd = { isOdd: true }
    const ward = openWard({
      keep: (resource) => (odd.isOdd && resource['resourceType'] === 'Task' ? undefined : resource),
    })
    const { state, tab } = await story(ward)
    expect(state).toMatchObject({ kind: 'notSent', why: { kind: 'half', missing: ['Task'] } })
    odd.isOdd = false
    tab.run.resume()
    await ward.clock.tell(tab.until((one) => one !== state && isSettled(one)))
    expect(tab.run.state.kind).toBe('sent')
    expect([writesOf(ward, ''), heldBy(ward)]).toEqual([1, ONE])
  })

  test('W-12: what is written beside a referral and not kept is named, and the referral is sent all the same', async () => {
    const { state } = await story(openWard(keeping('QuestionnaireResponse', { identifier: undefined })))
    expect(state).toMatchObject({ kind: 'sent', sent: { differs: [], missing: [], copies: 'looked' } })
    const dropped = await story(
      openWard({ keep: (one) => (one['resourceType'] === 'ResearchSubject' ? undefined : one) }),
    )
    expect(dropped.state).toMatchObject({ kind: 'sent', sent: { missing: ['ResearchSubject'] } })
  })

  test('W-13: conditions are ignored, and it is there already: the look before sending finds it', async () => {
    const ward = openWard({ honoursConditions: false })
    const late = openTab(ward)
    await ward.clock.tell(
      (async () => {
        late.run.open()
        await late.until(({ kind }) => kind === 'ready')
        late.run.review()
        await referred(openTab(ward))
        late.run.confirm({ agreed: true })
        await late.until(isSettled)
      })(),
    )
    expect(late.run.state).toMatchObject({ kind: 'sent', sent: { wasThere: true, attempts: 0 } })
    expect([writesOf(ward), heldBy(ward)]).toEqual([1, ONE])
  })

  test('W-13: conditions are ignored, and a lost request turns up after the second one: the copies are named', async () => {
    const ward = openWard({ honoursConditions: false })
    const { state } = await story(ward, { fault: inTurn(isWrite, 'reset-late') })
    expect(heldBy(ward)).toEqual({ orders: 2, tasks: 2 })
    expect(state).toMatchObject({ kind: 'sent', sent: { attempts: 2, copies: 'looked' } })
    expect(state.kind === 'sent' && state.sent.duplicates).toEqual(
      expect.arrayContaining([expect.stringMatching('ServiceRequest/'), expect.stringMatching('Task/')]),
    )
  })

  test('W-14: several are there that the index does not show yet (412): sent, and the copies are named', async () => {
    const ward = openWard()
    for (const [id, type] of COPIES) ward.server.store.put(heldPart(type, keyOf(0), id), 5_000)
    const { state, held } = await story(ward)
    expect(state).toMatchObject({
      kind: 'sent',
      sent: {
        parts: [
          { type: 'ServiceRequest', id: '7' },
          { type: 'Task', id: '7' },
        ],
        duplicates: ['ServiceRequest/8', 'Task/8'],
      },
    })
    expect(held).toEqual({ orders: 2, tasks: 2 })
  })

  test('W-14: several are there, the server says (412), and none can be found: nobody can say', async () => {
    const ward = openWard()
    for (const [id, type] of COPIES) ward.server.store.put(heldPart(type, keyOf(0), id), 3_600_000)
    const { state } = await story(ward)
    expect(state).toMatchObject({ kind: 'ambiguous', why: 'several' })
  })

  test.each([400, 403, 422])('a refusal (%i) is said, and nothing is sent again', async (status) => {
    const ward = openWard({ refuses: () => status })
    const { state } = await story(ward)
    expect(state).toMatchObject({ kind: 'notSent', why: { kind: 'refused', status } })
    expect(writesOf(ward)).toBe(1)
  })

  test('a refusal of the order, one after another, names the order and leaves no half', async () => {
    const ward = openWard({ ...SEQUENTIAL, refuses: (type) => (type === 'ServiceRequest' ? 403 : undefined) })
    const { state } = await story(ward)
    expect(state).toMatchObject({
      kind: 'notSent',
      why: { kind: 'refused', status: 403, type: 'ServiceRequest' },
    })
  })

  test('a server that does not stop to be busy is told apart from one that refuses', async () => {
    const { state } = await story(openWard(), { fault: always(isWrite, 'busy') })
    expect(state).toMatchObject({ kind: 'notSent', why: { kind: 'not-accepted' } })
  })
})

const isTask = (path: string, method: string) => method === 'POST' && path === 'Task'

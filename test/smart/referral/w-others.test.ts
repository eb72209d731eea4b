import { describe, expect, test } from 'vitest'
import { referenceTo } from '../../../src/engine/fhir.ts'
import type { Bar } from '../../../src/engine/referral/bars.ts'
import {
  heldBy,
  inTurn,
  isSettled,
  isWrite,
  opened,
  referred,
  story,
  writesOf,
} from '../../support/flaky-fhir/referring.ts'
import { heldPart, PATIENT, sampleDraft } from '../../support/flaky-fhir/sample-draft.ts'
import { keyOf, openTab, pendingNotes, type TabOptions } from '../../support/flaky-fhir/tab.ts'
import { openWard, type Ward } from '../../support/flaky-fhir/ward.ts'

const ONE = { orders: 1, tasks: 1 }
const NONE = { orders: 0, tasks: 0 }

/** A referral that is there already, of somebody else. */
function putEarlier({ server }: Ward, order: string, task: string, generation = 0): void {
  server.store.put(heldPart('ServiceRequest', keyOf(generation), 'e-1', { status: order }))
  server.store.put(heldPart('Task', keyOf(generation), 'e-1', { status: task }))
}

const countOf = ({ server }: Ward, generation: number) => server.store.under(keyOf(generation), 'Task').length

describe('two at once', () => {
  /** Two tabs, on a server that ignores conditions and whose index lags. */
  async function twoTabs() {
    const ward = openWard({ honoursConditions: false, lag: () => 8_000 })
    const tabs = [openTab(ward), openTab(ward)] as const
    await ward.clock.tell(Promise.all(tabs.map((tab) => referred(tab))))
    return { ward, tabs }
  }
  const sentIn = ({ run: { state } }: Awaited<ReturnType<typeof twoTabs>>['tabs'][number]) =>
    state.kind === 'sent' ? state.sent : undefined

  test('W-14: both see both copies, and both keep the same one', async () => {
    const { ward, tabs } = await twoTabs()
    expect(heldBy(ward)).toEqual({ orders: 2, tasks: 2 })
    const [a, b] = tabs.map(sentIn)
    expect(a?.duplicates.filter((one) => /ServiceRequest|Task/.test(one))).toHaveLength(2)
    expect(b?.duplicates).toEqual(a?.duplicates)
    expect(b?.parts).toEqual(a?.parts)
    const [order, task] = ['ServiceRequest', 'Task'].map((type) => a?.parts.find((one) => one.type === type))
    const kept = ward.server.store.read('Task', task?.id ?? '')
    expect(kept?.['focus']).toEqual({ reference: `ServiceRequest/${order?.id}` })
  })

  test('W-14: the other copy is marked as entered in error, part by part', async () => {
    const { ward, tabs } = await twoTabs()
    const [{ run, until }] = tabs
    const duplicates = sentIn(tabs[0])?.duplicates ?? []
    for (const reference of duplicates) {
      run.markDuplicate(reference)
      expect(run.state).toMatchObject({ sent: { marking: reference } })
      await ward.clock.tell(until((state) => state.kind === 'sent' && state.sent.marking === undefined))
    }
    expect(run.state).toMatchObject({ kind: 'sent', sent: { duplicates: [], notMarked: [] } })
    expect(heldBy(ward)).toEqual(ONE)
  })

  test('W-14: the one that is kept cannot be marked', async () => {
    const { ward, tabs } = await twoTabs()
    const before = tabs[0].run.state
    for (const { type, id } of sentIn(tabs[0])?.parts ?? []) tabs[0].run.markDuplicate(`${type}/${id}`)
    expect(tabs[0].run.state).toBe(before)
    expect(heldBy(ward)).toEqual({ orders: 2, tasks: 2 })
  })

  test('W-14: a copy that was changed meanwhile is not written over, and stays named', async () => {
    const { ward, tabs } = await twoTabs()
    const [{ run, until }] = tabs
    const reference = sentIn(tabs[0])?.duplicates.find((one) => one.startsWith('Task/')) ?? ''
    const task = ward.server.store.read('Task', reference.slice('Task/'.length))
    if (!task) throw new Error('no copy')
    ward.server.store.update({ ...task, status: 'accepted' }, undefined)
    run.markDuplicate(reference)
    await ward.clock.tell(until((state) => state.kind === 'sent' && state.sent.marking === undefined))
    expect(run.state).toMatchObject({ sent: { notMarked: [reference] } })
    expect(sentIn(tabs[0])?.duplicates).toContain(reference)
    expect(ward.server.store.read('Task', task.id)).toMatchObject({ status: 'accepted' })
  })

  test('W-14: on a server that honours conditions there is one, and both say that it is sent', async () => {
    const ward = openWard({ lag: () => 8_000 })
    const tabs = [openTab(ward), openTab(ward)]
    const ends = await ward.clock.tell(Promise.all(tabs.map((tab) => referred(tab))))
    expect(ends.map(({ kind }) => kind)).toEqual(['sent', 'sent'])
    expect(heldBy(ward)).toEqual(ONE)
  })
})

describe('what was referred before', () => {
  test('W-15: another clinician referred last week: shown before anything is confirmed, and a second needs a reason', async () => {
    const ward = openWard()
    putEarlier(ward, 'active', 'received')
    const tab = openTab(ward)
    const state = await ward.clock.tell(opened(tab))
    expect(state).toMatchObject({
      kind: 'confirming',
      checked: { needsReason: true, generation: 1, earlier: [{ status: 'received', isOpen: true }] },
    })
    tab.run.confirm({ agreed: true })
    tab.run.confirm({ agreed: true, reason: '   ' })
    expect(tab.run.state).toBe(state)
    tab.run.confirm({ agreed: true, reason: 'Their site is closed now' })
    await ward.clock.tell(tab.until(isSettled))
    expect(tab.run.state.kind).toBe('sent')
    expect([countOf(ward, 0), countOf(ward, 1)]).toEqual([1, 1])
  })

  test('W-15: referred by somebody else between the look and the click: found there, not sent again', async () => {
    const ward = openWard()
    const tab = openTab(ward)
    await ward.clock.tell(opened(tab))
    putEarlier(ward, 'active', 'requested')
    tab.run.confirm({ agreed: true })
    await ward.clock.tell(tab.until(isSettled))
    expect(tab.run.state).toMatchObject({ kind: 'sent', sent: { wasThere: true } })
    expect(writesOf(ward)).toBe(0)
  })

  test('W-15: and where theirs is over by then, it is said so', async () => {
    const ward = openWard()
    const tab = openTab(ward)
    await ward.clock.tell(opened(tab))
    putEarlier(ward, 'active', 'rejected')
    tab.run.confirm({ agreed: true })
    await ward.clock.tell(tab.until(isSettled))
    expect(tab.run.state).toMatchObject({
      kind: 'notSent',
      why: { kind: 'already-referred', earlier: { status: 'rejected' } },
    })
    expect(writesOf(ward)).toBe(0)
  })

  test.each([
    ['revoked', 'cancelled'],
    ['completed', 'completed'],
    ['entered-in-error', 'entered-in-error'],
    ['active', 'rejected'],
  ])(
    'W-16: the last one is over (%s, %s): the next has its own number and needs no reason',
    async (order, task) => {
      const ward = openWard()
      putEarlier(ward, order, task)
      const { state } = await story(ward)
      expect(state).toMatchObject({ kind: 'sent', checked: { generation: 1, needsReason: false } })
      expect(countOf(ward, 1)).toBe(1)
    },
  )
})

describe('what changes between the look and the post', () => {
  /** Refers, with something that happens between the confirm step and the click. */
  async function meanwhile(happens: (ward: Ward) => void, options: TabOptions = {}) {
    const ward = openWard()
    const tab = openTab(ward, options)
    await ward.clock.tell(opened(tab))
    happens(ward)
    tab.run.confirm({ agreed: true })
    const state = await ward.clock.tell(tab.until(isSettled))
    return { ward, tab, state }
  }

  test('W-17: the session ends before the post: not sent, and after a new launch the identifier is the same', async () => {
    const ward = openWard()
    const pending = pendingNotes(ward.clock.now)
    const tab = openTab(ward, {
      pending,
      onState: (state) => {
        if (state.kind === 'sending' && state.step === 'posting') ward.tokens.delete(tab.token)
      },
    })
    const state = await ward.clock.tell(referred(tab))
    expect(state).toMatchObject({ kind: 'notSent', why: { kind: 'session-ended' } })
    expect([writesOf(ward), heldBy(ward), pending.size]).toEqual([0, NONE, 0])
    tab.die()
    const again = openTab(ward, { pending })
    await ward.clock.tell(referred(again))
    expect(again.run.state.kind).toBe('sent')
    expect(heldBy(ward)).toEqual(ONE)
  })

  test('W-17: the session ends after the post: nobody can say, until a new launch has looked', async () => {
    const ward = openWard()
    const pending = pendingNotes(ward.clock.now)
    const tab = openTab(ward, {
      pending,
      fault: inTurn(isWrite, 'silence-after'),
      onState: ({ kind }) => {
        if (kind === 'verifying') ward.tokens.delete(tab.token)
      },
    })
    const state = await ward.clock.tell(referred(tab))
    expect(state).toMatchObject({ kind: 'ambiguous', why: 'search-failed', fault: 'session-ended' })
    tab.die()
    const again = openTab(ward, { pending })
    again.run.open()
    await ward.clock.tell(again.until(isSettled))
    expect(again.run.state).toMatchObject({ kind: 'sent', sent: { wasThere: true } })
    expect([writesOf(ward), heldBy(ward), pending.size]).toEqual([1, ONE, 0])
  })

  test.each([
    ['patient-changed', { birthDate: '1959-01-01' }],
    ['patient-deceased', { deceasedBoolean: true }],
    ['patient-merged', { active: false }],
  ])('W-18: %s since it was read: nothing is written', async (kind, changed) => {
    const { ward, state } = await meanwhile(({ server }) => {
      server.store.update({ ...PATIENT, id: 'p-1', resourceType: 'Patient', ...changed }, undefined)
    })
    expect(state).toMatchObject({ kind: 'notSent', why: { kind } })
    expect(writesOf(ward)).toBe(0)
  })

  test('W-18: an objection that was recorded since it was opened: nothing is written', async () => {
    const { ward, state } = await meanwhile(({ server }) =>
      server.store.put({
        resourceType: 'Consent',
        id: 'objection',
        status: 'rejected',
        scope: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'research' }],
        },
        patient: { reference: 'Patient/p-1' },
      }),
    )
    expect(state).toMatchObject({ kind: 'notSent', why: { kind: 'objection' } })
    expect(writesOf(ward)).toBe(0)
  })

  test.each(['trial-not-open', 'definition-overdue', 'read-too-old'] as const)(
    'W-19: it does not stand any more (%s): nothing is written, and what keeps it is named',
    async (bar) => {
      const bars: Bar[] = []
      const { ward, state } = await meanwhile(() => void bars.push(bar), { order: { stands: () => bars } })
      expect(state).toMatchObject({ kind: 'notSent', why: { kind: 'not-standing', bars: [bar] } })
      expect(writesOf(ward)).toBe(0)
    },
  )

  test('W-20: what it states something from has changed: named, and sent after it is confirmed anew', async () => {
    let version = '1'
    const { ward, tab, state } = await meanwhile(
      ({ server }) => {
        const condition = server.store.read('Condition', 'c-1')
        if (condition) server.store.update(condition, undefined)
      },
      {
        order: {
          draft: async ({ key }) => ({
            ...sampleDraft(key),
            cited: [{ reference: 'Condition/c-1', version }],
          }),
        },
      },
    )
    expect(state).toMatchObject({
      kind: 'notSent',
      why: { kind: 'data-changed', references: ['Condition/c-1'] },
    })
    expect(writesOf(ward)).toBe(0)
    version = '2' // As after reading anew.
    await ward.clock.tell(referred(tab))
    expect(tab.run.state.kind).toBe('sent')
  })

  test.each(['no-recipient', 'no-requester'] as const)(
    'W-22 W-24: nobody to send it to, or to send it (%s): no draft is written, and nothing else',
    async (bar) => {
      const drafts: string[] = []
      const { ward, state } = await meanwhile(() => {}, {
        order: {
          stands: () => [bar],
          draft: async ({ key }) => {
            drafts.push(key)
            return sampleDraft(key)
          },
        },
      })
      expect(state).toMatchObject({ kind: 'notSent', why: { kind: 'not-standing', bars: [bar] } })
      expect([drafts, writesOf(ward)]).toEqual([[], 0])
    },
  )
})

describe('W-21: a tab that is closed while it sends', () => {
  /** Closes the tab as soon as it posts, and opens the app anew a moment later, in the same tab or in another. */
  async function crash(fault: 'silence-after' | 'silence-before', keepsNotes: boolean, habits = {}) {
    const ward = openWard(habits)
    const pending = pendingNotes(ward.clock.now)
    const tab = openTab(ward, { pending, fault: inTurn(isWrite, fault) })
    const again = openTab(ward, { pending: keepsNotes ? pending : pendingNotes(ward.clock.now) })
    await ward.clock.tell(
      (async () => {
        void referred(tab)
        await tab.until((state) => state.kind === 'sending' && state.step === 'posting')
        await ward.clock.pause(500)
        tab.die()
        await ward.clock.pause(2_000)
        again.run.open()
        await again.until(isSettled)
      })(),
    )
    return { ward, tab, again, pending }
  }

  test('the next launch finds it before anybody can confirm, however long the index lags', async () => {
    const { ward, again, pending } = await crash('silence-after', true, { lag: () => 12_000 })
    expect(again.run.state).toMatchObject({ kind: 'sent', sent: { wasThere: true, attempts: 0 } })
    expect(again.shown.map(({ kind }) => kind)).not.toContain('ready')
    expect([writesOf(ward), heldBy(ward), pending.size]).toEqual([1, ONE, 0])
  })

  test('the next launch looks for 15 seconds before it lets anybody confirm', async () => {
    const { ward, again, pending } = await crash('silence-before', true)
    expect(again.run.state.kind).toBe('ready')
    const searches = again.shown.filter(({ kind }) => kind === 'verifying')
    expect(searches).toHaveLength(5)
    expect(pending.size).toBe(0)
    again.run.review()
    again.run.confirm({ agreed: true })
    await ward.clock.tell(again.until(isSettled))
    expect([again.run.state.kind, writesOf(ward), heldBy(ward)]).toEqual(['sent', 1, ONE])
  })

  test('the next launch shows its status where the note of it is gone', async () => {
    const { ward, again } = await crash('silence-after', false)
    expect(again.run.state).toMatchObject({
      kind: 'ready',
      checked: { needsReason: true, earlier: [{ status: 'requested' }] },
    })
    expect(heldBy(ward)).toEqual(ONE)
  })

  test('the next launch finds a letter that was filed as well', async () => {
    const { ward, again, pending } = await crash('silence-after', true, { offers: ['DocumentReference'] })
    expect(again.run.state).toMatchObject({ kind: 'sent', sent: { rung: 'document', wasThere: true } })
    expect([writesOf(ward), pending.size]).toEqual([1, 0])
  })

  test('one that somebody has taken up meanwhile is not looked for: its status says enough', async () => {
    const ward = openWard()
    const pending = pendingNotes(ward.clock.now)
    pending.mark(keyOf(0))
    putEarlier(ward, 'active', 'accepted')
    const tab = openTab(ward, { pending })
    tab.run.open()
    await ward.clock.tell(tab.until(isSettled))
    expect(tab.run.state).toMatchObject({ kind: 'ready', checked: { earlier: [{ status: 'accepted' }] } })
  })

  test('what comes back to a page that is gone is not heard', async () => {
    const { tab } = await crash('silence-after', true)
    expect(tab.run.state).toMatchObject({ kind: 'sending', step: 'posting' })
  })

  test('half of it, after a crash in the middle of a sequence, is completed after a new word', async () => {
    const ward = openWard({ offersTransactions: false })
    const pending = pendingNotes(ward.clock.now)
    const tab = openTab(ward, {
      pending,
      fault: inTurn(({ path, method }) => method === 'POST' && path === 'Task', 'silence-before'),
    })
    const again = openTab(ward, { pending })
    await ward.clock.tell(
      (async () => {
        void referred(tab)
        await tab.until((state) => state.kind === 'sending' && state.step === 'posting')
        await ward.clock.pause(3_000)
        tab.die()
        again.run.open()
        await again.until(isSettled)
      })(),
    )
    expect(again.run.state).toMatchObject({ kind: 'notSent', why: { kind: 'half', missing: ['Task'] } })
    again.run.resume()
    expect(again.run.state).toMatchObject({ kind: 'confirming', completes: true })
    again.run.confirm({ agreed: true })
    await ward.clock.tell(again.until(isSettled))
    expect(again.run.state.kind).toBe('sent')
    expect([writesOf(ward, 'ServiceRequest'), heldBy(ward)]).toEqual([1, ONE])
  })
})

describe('W-23: a server that does not keep our identifier', () => {
  const stripping = {
    keep: (resource: object) => ({ ...resource, identifier: undefined }),
  }
  const rewriting = {
    keep: (resource: object) => ({ ...resource, identifier: [{ system: 'urn:ehr', value: '4711' }] }),
  }

  test.each([
    ['strips', stripping],
    ['rewrites', rewriting],
  ])(
    'that it %s it is found at reading back: sent, and said, and from then on nothing is sent',
    async (_, habits) => {
      const ward = openWard(habits)
      let keeps = true
      const order = {
        keepsIdentifiers: () => keeps,
        onNotIdempotent: () => {
          keeps = false
        },
      }
      const { state, tab } = await story(ward, { order })
      expect(state).toMatchObject({
        kind: 'sent',
        sent: { differs: ['identifier'], copies: 'not-looked' },
      })
      expect(keeps).toBe(false)
      const writes = writesOf(ward)

      tab.run.open()
      await ward.clock.tell(tab.until(isSettled))
      expect(tab.run.state).toMatchObject({ kind: 'notSent', why: { kind: 'not-idempotent' } })
      tab.run.review()
      tab.run.confirm({ agreed: true })
      expect(writesOf(ward)).toBe(writes)
    },
  )

  test('an id that leads to another referral of the same patient is not taken for ours', async () => {
    const ward = openWard({
      keep: () => undefined,
      answers: (asked, done) =>
        asked.method === 'POST'
          ? {
              status: 200,
              body: {
                resourceType: 'Bundle',
                type: 'transaction-response',
                entry: sampleDraft('')
                  .parts.filter(({ type }) => type !== 'DocumentReference')
                  .map(({ type }) => ({ response: { status: '201', location: `${type}/old` } })),
              },
            }
          : done,
    })
    for (const type of ['ServiceRequest', 'Task'] as const)
      ward.server.store.put({
        ...heldPart(type, 'another', 'old'),
        identifier: [],
        authoredOn: '2026-10-01T08:30:00+02:00',
      })
    const { state } = await story(ward)
    expect(state).toMatchObject({ kind: 'ambiguous', why: 'vanished' })
    expect(referenceTo(ward.server.store.read('Task', 'old') ?? { resourceType: '', id: '' })).toBe(
      'Task/old',
    )
  })
})

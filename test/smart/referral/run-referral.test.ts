import { describe, expect, test } from 'vitest'
import type { ReferralState } from '../../../src/engine/referral/state.ts'
import {
  heldBy,
  isSettled,
  kindsOf,
  opened,
  referred,
  story,
  writesOf,
} from '../../support/flaky-fhir/referring.ts'
import { sampleDraft } from '../../support/flaky-fhir/sample-draft.ts'
import { keyOf, openTab, pendingNotes } from '../../support/flaky-fhir/tab.ts'
import { openWard } from '../../support/flaky-fhir/ward.ts'

describe('the way to refer', () => {
  test('is a letter in the record where no order is taken', async () => {
    const ward = openWard({ offers: ['DocumentReference'] })
    const { state } = await story(ward)
    expect(state).toMatchObject({
      kind: 'sent',
      sent: { rung: 'document', parts: [{ type: 'DocumentReference' }] },
    })
    expect(ward.server.store.under(keyOf(0), 'DocumentReference')).toHaveLength(1)
    expect(writesOf(ward)).toBe(1)
  })

  test('is a letter on paper where nothing is taken, and nothing is written', async () => {
    const ward = openWard({ offers: [] })
    const tab = openTab(ward)
    const state = await ward.clock.tell(opened(tab))
    expect(state).toMatchObject({ kind: 'ready', checked: { rung: 'letter' } })
    tab.run.confirm({ agreed: true })
    expect(tab.run.state).toBe(state)
    expect(writesOf(ward)).toBe(0)
  })

  test('is a letter where an order may be written and not be looked for', async () => {
    const ward = openWard({ offers: ['ServiceRequest'] })
    const tab = openTab(ward)
    expect(await ward.clock.tell(opened(tab))).toMatchObject({ kind: 'ready', checked: { rung: 'letter' } })
  })
})

describe('a run', () => {
  test('hands what was confirmed to whoever writes the draft', async () => {
    const ward = openWard()
    const asked: unknown[] = []
    const tab = openTab(ward, {
      order: {
        draft: async (order) => {
          asked.push(order)
          return sampleDraft(order.key)
        },
      },
    })
    await ward.clock.tell(referred(tab, 'A second opinion'))
    expect(asked).toMatchObject([
      {
        key: keyOf(0),
        generation: 0,
        consent: { agreed: true, objectionChecked: true },
        reason: 'A second opinion',
      },
    ])
  })

  test('may be told the next thing while it tells what it shows', async () => {
    const ward = openWard()
    const tab = openTab(ward, {
      onState: ({ kind }) => {
        if (kind === 'ready') tab.run.review()
        if (kind === 'confirming') tab.run.confirm({ agreed: true })
      },
    })
    tab.run.open()
    await ward.clock.tell(tab.until((state) => state.kind === 'sent' && isSettled(state)))
    expect(kindsOf(tab)).toEqual(['checking', 'ready', 'confirming', 'sending', 'verifying', 'sent'])
    expect([writesOf(ward), heldBy(ward)]).toEqual([1, { orders: 1, tasks: 1 }])
  })

  test('that was left hears nothing of what it asked', async () => {
    const ward = openWard()
    const tab = openTab(ward)
    tab.run.open()
    tab.run.cancel()
    await ward.clock.tell(ward.clock.pause(60_000))
    expect(kindsOf(tab)).toEqual(['checking', 'idle'])
  })

  test('that is closed tells nothing more, and keeps the note of what is under way', async () => {
    const ward = openWard()
    const pending = pendingNotes(ward.clock.now)
    const tab = openTab(ward, { pending })
    const shown: ReferralState[] = []
    await ward.clock.tell(
      (async () => {
        void referred(tab)
        shown.push(await tab.until((state) => state.kind === 'sending' && state.step === 'posting'))
        tab.run.close()
        tab.run.open()
        await ward.clock.pause(60_000)
      })(),
    )
    expect(tab.run.state).toBe(shown[0])
    expect(pending.since(keyOf(0))).toBeDefined()
  })
})

describe('a fault of our own', () => {
  const broken = () => Promise.reject(new Error('our own fault'))

  test('before the look ends in "could not check", and is told', async () => {
    const ward = openWard()
    const tab = openTab(ward, { order: { keyOf: broken } })
    tab.run.open()
    await ward.clock.tell(tab.until(isSettled))
    expect(tab.run.state).toMatchObject({ kind: 'notSent', why: { kind: 'could-not-check' } })
    expect(tab.bugs).toEqual([new Error('our own fault')])
  })

  test('in writing the draft sends nothing', async () => {
    const ward = openWard()
    const { state, tab } = await story(ward, { order: { draft: broken } })
    expect(state).toMatchObject({ kind: 'notSent', why: { kind: 'could-not-check' } })
    expect(tab.bugs).toHaveLength(1)
    expect(writesOf(ward)).toBe(0)
  })

  test('a draft without its task is not sent', async () => {
    const ward = openWard()
    const { state, tab } = await story(ward, {
      order: {
        draft: async ({ key }) => {
          const draft = sampleDraft(key)
          return { ...draft, parts: draft.parts.filter(({ type }) => type !== 'Task') }
        },
      },
    })
    expect(state).toMatchObject({ kind: 'notSent', why: { kind: 'could-not-check' } })
    expect(tab.bugs).toHaveLength(1)
    expect(writesOf(ward)).toBe(0)
  })

  test('after the post counts as no answer: it is looked for', async () => {
    const ward = openWard()
    const { state, tab } = await story(ward, {
      withDesk: (desk) => ({
        ...desk,
        post: async (...asked) => {
          await desk.post(...asked)
          throw new Error('our own fault')
        },
      }),
    })
    expect(state).toMatchObject({ kind: 'sent', sent: { attempts: 1 } })
    expect(tab.bugs).toHaveLength(1)
    expect(heldBy(ward)).toEqual({ orders: 1, tasks: 1 })
  })
})

/** What came of talking with the patient: recorded, shown to the next person, never another patient's. */
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { keepOutcome } from '../../src/app/outcome.ts'
import type { Json, Resource } from '../../src/engine/fhir.ts'
import type { KeptResponse } from '../../src/engine/referral/door.ts'
import type { Requester } from '../../src/engine/referral/draft.ts'
import {
  type OutcomeWriting,
  outcomeOf,
  outcomeResponse,
} from '../../src/engine/referral/outcome-response.ts'
import { mayFitCard } from './cards.ts'
import { fakeKept, PATIENT, REQUESTER, stored } from './fake-door.ts'
import { settled } from './fake-ports.ts'

const AT = '2026-11-23T09:41:07+01:00'
const SAID = { kind: 'deferred', reason: 'awaiting-board', note: 'Board on Thursday' } as const
const HERE = { ...SAID, by: REQUESTER.name, at: AT }

const BEFORE = { kind: 'interested', reason: 'wants-time' } as const
const WRITTEN: OutcomeWriting = {
  trial: { id: 'NCT06452485', acronym: 'RT-HYPE', registryLink: 'https://registry.example/NCT06452485' },
  patientId: 'anna',
  key: 'outcome-key',
  language: 'en',
  writtenAt: '2026-11-20T10:00:00+01:00',
  author: { reference: 'Practitioner/other', name: 'Dr. Test Colleague' },
}
const THERE = { ...BEFORE, by: 'Dr. Test Colleague', at: WRITTEN.writtenAt }

/** As the chart holds it. */
const held = (more: Partial<OutcomeWriting> = {}): Resource =>
  stored(outcomeResponse(BEFORE, { ...WRITTEN, ...more }))

const reads = (found?: Resource): ReturnType<KeptResponse['read']> =>
  Promise.resolve({ kind: 'read', ...(found && { found }) })

function keeping(
  kept: KeptResponse | undefined,
  {
    requester = REQUESTER,
    patient = async () => PATIENT,
  }: { requester?: Requester | null; patient?: () => Promise<Json> } = {},
) {
  const keeper = keepOutcome({
    card: signal(mayFitCard),
    patientId: 'anna',
    requester: signal(requester ?? undefined),
    kept,
    patient,
    now: () => ({ date: '2026-11-23', minute: '2026-11-23T09:41', instant: AT }),
  })
  const now = () => ({
    outcome: keeper.outcome.value,
    saving: keeper.saving.value,
    where: keeper.where.value,
  })
  return { ...keeper, now }
}

describe('what was recorded before', () => {
  it('is read and shown, with whose it is and when', async () => {
    const { look, now } = keeping(fakeKept({ read: reads(held()) }).kept)
    await look()
    expect(now()).toEqual({ outcome: THERE, saving: undefined, where: 'in-chart' })
  })

  it.each<[string, Awaited<ReturnType<KeptResponse['read']>>]>([
    ['nothing is there', { kind: 'read' }],
    ['it could not be read', { kind: 'failed' }],
    ['it is another patient’s', { kind: 'read', found: held({ patientId: 'berta' }) }],
    ['it is no outcome', { kind: 'read', found: stored({ resourceType: 'QuestionnaireResponse' }) }],
  ])('is not shown where %s', async (_, read) => {
    const { look, now } = keeping(fakeKept({ read: Promise.resolve(read) }).kept)
    await look()
    expect(now()).toEqual({ outcome: undefined, saving: undefined, where: 'in-chart' })
  })

  it('does not take the place of what was recorded here meanwhile, nor of what is being recorded', async () => {
    for (const isWritten of [true, false]) {
      let comes = () => {}
      let end = () => {}
      const { kept } = fakeKept({
        read: new Promise((done) => {
          comes = () => done({ kind: 'read', found: held() })
        }),
        write: () =>
          new Promise((done) => {
            end = () => done(isWritten)
          }),
      })
      const { look, set, now } = keeping(kept)
      const looking = look()
      const setting = set(SAID)
      await settled()
      comes()
      await looking
      expect(now()).toMatchObject({ outcome: undefined, saving: 'pending' })
      end()
      await setting
      expect(now().outcome).toEqual(isWritten ? HERE : undefined)
    }
  })
})

describe('an outcome', () => {
  it('is written as the next person reads it: who, when, why, and that the patient is invented', async () => {
    const { kept, written } = fakeKept()
    const tag = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST' }
    const { set, now } = keeping(kept, { patient: async () => ({ ...PATIENT, meta: { security: [tag] } }) })
    await set(SAID)
    expect(now()).toEqual({ outcome: HERE, saving: undefined, where: 'in-chart' })
    expect(written).toHaveLength(1)
    expect(outcomeOf(stored(written[0]!), 'anna')).toEqual(HERE)
    expect(outcomeOf(stored(written[0]!), 'berta')).toBeUndefined()
    expect(written[0]).toMatchObject({ identifier: { value: 'outcome-key' }, meta: { security: [tag] } })
  })

  it('is being recorded until the EHR has it, and is not shown as recorded before', async () => {
    let end = () => {}
    const { kept, written } = fakeKept({
      write: () =>
        new Promise((done) => {
          end = () => done(true)
        }),
    })
    const { set, now } = keeping(kept)
    const setting = set(SAID)
    await settled()
    expect(now()).toMatchObject({ outcome: undefined, saving: 'pending' })
    // A second press meanwhile records nothing a second time.
    void set(SAID)
    await settled()
    expect(written).toHaveLength(1)
    end()
    await setting
    expect(now()).toMatchObject({ outcome: HERE, saving: undefined })
  })

  it.each<[string, KeptResponse, (() => Promise<Json>) | undefined]>([
    ['the EHR did not keep it', fakeKept({ write: async () => false }).kept, undefined],
    [
      'the way to the EHR broke',
      fakeKept({ write: () => Promise.reject(new Error('secret of Anna')) }).kept,
      undefined,
    ],
    [
      'it is not known about whom it would be',
      fakeKept().kept,
      () => Promise.reject(new Error('secret of Anna')),
    ],
  ])(
    'is not shown as recorded where %s: it is here alone, and can be tried again',
    async (_, kept, patient) => {
      const { set, now } = keeping(kept, patient && { patient })
      await set(SAID)
      expect(now()).toEqual({ outcome: undefined, saving: 'failed', where: 'session' })
    },
  )

  it('that is tried again is in the chart at last', async () => {
    const answers = [false, true]
    const { kept, written } = fakeKept({ write: async () => answers.shift() ?? false })
    const { set, now } = keeping(kept)
    await set(SAID)
    await set(SAID)
    expect(written).toHaveLength(2)
    expect(now()).toEqual({ outcome: HERE, saving: undefined, where: 'in-chart' })
  })

  it('lives on the page where nothing may be written, and the page says so', async () => {
    const { set, look, now } = keeping(undefined, { requester: null })
    await look()
    expect(now().where).toBe('session')
    await set(SAID)
    expect(now()).toEqual({ outcome: { ...SAID, at: AT }, saving: undefined, where: 'session' })
  })
})

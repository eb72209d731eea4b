/** The referrals of one patient: opened once all is read, each to its trial, and barred as time goes by. */
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { Kept } from '../../src/app/Referral/shown.ts'
import { openReferrals } from '../../src/app/referrals.ts'
import type { Card } from '../../src/engine/card/card.ts'
import { READ_LASTS_MINUTES } from '../../src/engine/referral/bars.ts'
import { mayFitCard } from './cards.ts'
import { fakeDoor, fakeDrafts, REQUESTER, TRIAL } from './fake-door.ts'
import { fakePorts, fakeTimers, settled } from './fake-ports.ts'

const MINUTE = 60_000
const other: Card = { ...mayFitCard, trial: { ...mayFitCard.trial, id: 'NCT02513394', acronym: 'PALLAS' } }

async function opened({
  shown = [mayFitCard],
  readMinutesAgo = 0,
  isTurnedOn = true,
  ...options
}: {
  shown?: readonly Card[]
  readMinutesAgo?: number
  isTurnedOn?: boolean
} & Parameters<typeof fakeDoor>[0] = {}) {
  const fake = fakeDoor(options)
  const clock = fakeTimers()
  const readAt = clock.timers.milliseconds()
  clock.sleep(readMinutesAgo * MINUTE)
  const cards = signal(shown)
  const done: string[] = []
  const drafts = fakeDrafts()
  const { ports } = fakePorts()
  const referrals = openReferrals({
    session: {
      patientId: 'anna',
      siteName: 'Demo hospital',
      showPatient: true,
      ...(isTurnedOn && { referral: fake.door }),
      read: () => Promise.reject(new Error('not used')),
      close: () => {},
    },
    engine: drafts,
    ports,
    timers: clock.timers,
    readAt,
    requester: signal(REQUESTER),
    cards,
    keptAnswers: signal<Kept>('session'),
    stop: (why) => done.push(`stop ${why}`),
    fail: () => done.push('fail'),
  })
  await settled()
  const bars = (trial = TRIAL) => referrals.of.get(trial)?.shown.value.bars
  return { ...fake, ...drafts, clock, cards, referrals, bars, done }
}

describe('the referrals of a patient', () => {
  it('are one for each trial, and each knows its own recipient', async () => {
    const { referrals, bars } = await opened({ shown: [mayFitCard, other] })
    expect([...referrals.of.keys()]).toEqual([TRIAL, other.trial.id])
    expect(bars()).toEqual([])
    expect(bars(other.trial.id)).toEqual(['no-recipient'])
  })

  it('ask what was referred and recorded before, of each trial, and once for an objection', async () => {
    const { asked } = await opened({ shown: [mayFitCard, other] })
    expect([...asked].sort()).toEqual(
      [mayFitCard, other]
        .flatMap(({ trial: { id, version } }) => [
          `earlier ${id} ${version} 2026-11-23`,
          `read outcome of ${id}`,
        ])
        .concat('objection')
        .sort(),
    )
  })

  it('follow their cards, whatever order these have', async () => {
    const { referrals, cards } = await opened({ shown: [mayFitCard, other] })
    cards.value = [other, { ...mayFitCard, language: 'nl', checking: true }]
    expect(referrals.of.get(TRIAL)?.shown.value).toMatchObject({
      bars: ['still-reading'],
      trial: { id: TRIAL },
    })
    expect(referrals.of.get(other.trial.id)?.shown.value.bars).toEqual(['no-recipient'])
  })

  it('are barred by an objection, once it is read', async () => {
    expect((await opened({ objection: Promise.resolve('objects') })).bars()).toEqual(['objects'])
    expect((await opened({ objection: Promise.resolve('not-readable') })).bars()).toEqual([])
  })

  it('count a way to the EHR that breaks as a fault of ours', async () => {
    const { done } = await opened({ objection: Promise.reject(new Error('secret of Anna')) })
    expect(done).toEqual(['fail'])
  })

  it('are not turned on where the site says nothing of it: nothing is asked, and the letter is there', async () => {
    const { referrals, bars, asked, requests } = await opened({ isTurnedOn: false })
    expect(bars()).toEqual(['not-turned-on'])
    expect(asked).toEqual([])
    const referral = referrals.of.get(TRIAL)
    referral?.actions.showLetter(false)
    await settled()
    expect(referral?.shown.value.letter?.text).toContain('not agreed')
    expect(requests.at(-1)).toMatchObject({ trial: TRIAL, answerBy: '2026-12-07' })
    expect(requests.at(-1)).not.toHaveProperty('recipient')
  })
})

describe('a record that was read', () => {
  it('is good for 60 minutes and no longer, with nobody touching anything', async () => {
    const { bars, clock } = await opened()
    clock.pass(READ_LASTS_MINUTES * MINUTE)
    expect(bars()).toEqual([])
    clock.pass(1)
    expect(bars()).toEqual(['read-too-old'])
  })

  it('is as old as what was read first of it', async () => {
    const { bars, clock } = await opened({ readMinutesAgo: 5 })
    clock.pass((READ_LASTS_MINUTES - 5) * MINUTE)
    expect(bars()).toEqual([])
    clock.pass(1)
    expect(bars()).toEqual(['read-too-old'])
    expect((await opened({ readMinutesAgo: READ_LASTS_MINUTES + 1 })).bars()).toEqual(['read-too-old'])
  })

  it('that grew old while the computer slept is noticed at the press, and again at the moment of sending', async () => {
    const pressed = await opened()
    pressed.clock.sleep(READ_LASTS_MINUTES * MINUTE + 1)
    expect(pressed.bars()).toEqual([])
    pressed.referrals.of.get(TRIAL)?.actions.open()
    await settled()
    expect(pressed.bars()).toEqual(['read-too-old'])
    expect(pressed.runs).toEqual([])

    const sending = await opened()
    sending.referrals.of.get(TRIAL)?.actions.open()
    await settled()
    sending.clock.sleep(READ_LASTS_MINUTES * MINUTE + 1)
    expect(sending.runs[0]?.order.stands()).toEqual(['read-too-old'])
  })
})

describe('the end of the page', () => {
  it('closes every run and leaves no timer behind', async () => {
    const { referrals, runs, clock } = await opened()
    referrals.of.get(TRIAL)?.actions.open()
    await settled()
    referrals.close()
    expect(runs[0]?.calls).toEqual(['open', 'close'])
    expect(clock.waiting()).toBe(0)
  })
})

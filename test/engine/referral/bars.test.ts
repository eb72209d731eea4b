/** What keeps a referral from being sent. */
import { describe, expect, it } from 'vitest'
import type { Card } from '../../../src/engine/card/card.ts'
import { barsOf, type Circumstances } from '../../../src/engine/referral/bars.ts'
import type { Trial } from '../../../src/engine/trials/trial.ts'
import { catalog, day, type Gaps, matcher, recordOf, TODAY, trial } from '../../support/match.ts'
import { resourcesOf } from '../../support/patient.ts'

const MAKING = { software: '0.1.0', asOf: TODAY, readAt: `${TODAY}T09:41`, place: 'worker' } as const

const PATIENT = `
  female, born 1961-04-02
  2010-03-01 carcinoma left breast
  2010-06-01/2010-08-01 radiotherapy left breast
  2020-03-01 recurrence left breast`

function cardOf(patient = PATIENT, changed: Partial<Trial> = {}, today = TODAY, gaps: Gaps = {}): Card {
  const record = recordOf(resourcesOf(patient), gaps)
  const [card] = matcher.cards(matcher.match(record, [{ ...trial, ...changed }], day(today)), 'en', MAKING)
  return card!
}

const CLEAR: Omit<Circumstances, 'card'> = {
  readAgeMinutes: 0,
  hasRecipient: true,
  hasRequester: true,
  isTurnedOn: true,
}

const bars = (card: Circumstances['card'], more: Partial<Circumstances> = {}) =>
  barsOf({ card, ...CLEAR, ...more })

const withRecruitment = (recruitment: Trial['status']['recruitment']) => ({
  status: { ...trial.status, recruitment },
})

const withSites = (status: Trial['sites'][number]['status']) => ({
  sites: trial.sites.map((site) => ({ ...site, status })),
})

describe('a referral', () => {
  it('is barred by nothing where the trial, the reading and the site are in order', () => {
    expect(bars(cardOf())).toEqual([])
  })

  it.each([
    'not-yet-recruiting',
    'active-not-recruiting',
    'suspended',
    'terminated',
    'withdrawn',
    'completed',
  ] as const)('W-19: is barred while the trial is “%s” (HZ-13)', (recruitment) => {
    expect(bars(cardOf(PATIENT, withRecruitment(recruitment)))).toEqual(['trial-not-open'])
  })

  it('is not barred where nobody knows whether the trial recruits: the study team does (HZ-13)', () => {
    expect(bars(cardOf(PATIENT, withRecruitment('unknown')))).toEqual([])
  })

  it('W-19: is barred where no centre is open (HZ-13)', () => {
    expect(bars(cardOf(PATIENT, withSites('closed')))).toEqual(['trial-not-open'])
    expect(bars(cardOf(PATIENT, withSites('on-hold')))).toEqual(['trial-not-open'])
    expect(bars(cardOf(PATIENT, withSites('listed')))).toEqual([])
  })

  it('W-19: is barred from the day after the definition was due for review (HZ-13)', () => {
    const due = { reviewBy: TODAY }
    expect(bars(cardOf(PATIENT, due))).toEqual([])
    expect(bars(cardOf(PATIENT, due, '2026-11-24'))).toEqual(['definition-overdue'])
  })

  it('is barred by criteria of a summary, and by one of which there is no text', () => {
    expect(bars(cardOf(PATIENT, { wording: 'summary' }))).toEqual(['definition-incomplete'])
    const [first, ...others] = trial.criteria
    const criteria = [{ ...first!, rule: { kind: 'unavailable' as const } }, ...others]
    expect(bars(cardOf(PATIENT, { criteria }))).toEqual(['definition-incomplete'])
    expect(bars(cardOf(PATIENT, { criteria, wording: 'summary' }))).toEqual(['definition-incomplete'])
  })

  it('is not barred by a definition in one language', () => {
    expect(bars(cardOf(PATIENT, { languages: ['en'] }))).toEqual([])
  })

  it('is barred while the record is being read, and says nothing yet of what is missing in it', () => {
    const healthy = cardOf('female, born 1961-04-02')
    expect(bars(healthy)).toEqual(['not-applicable'])
    expect(bars({ ...healthy, checking: true })).toEqual(['still-reading'])
  })

  it.each([
    [59, []],
    [60, []],
    [60.1, ['read-too-old']],
    [61, ['read-too-old']],
    [-1, ['read-too-old']],
    [Number.NaN, ['read-too-old']],
  ])('is barred after an hour: %d minutes after reading by %j (HZ-03)', (readAgeMinutes, expected) => {
    expect(bars(cardOf(), { readAgeMinutes })).toEqual(expected)
  })

  it('is barred for a patient who has died, read to the end or not (HZ-09)', () => {
    const died = cardOf(PATIENT.replace('1961-04-02', '1961-04-02, died 2026-01-01'))
    expect(bars(died)).toEqual(['deceased'])
    expect(bars({ ...died, checking: true })).toEqual(['deceased', 'still-reading'])
  })

  it('is not barred by a disease that could not be read', () => {
    expect(bars(cardOf('female, born 1961-04-02', {}, TODAY, { Condition: 'failed' }))).toEqual([])
  })

  it('W-22: is barred without a recipient', () => {
    expect(bars(cardOf(), { hasRecipient: false })).toEqual(['no-recipient'])
  })

  it('W-24: is barred without a requester', () => {
    expect(bars(cardOf(), { hasRequester: false })).toEqual(['no-requester'])
  })

  it('is barred where the site has not turned it on, and says nothing more of the site then', () => {
    const nobody = { isTurnedOn: false, hasRecipient: false, hasRequester: false }
    expect(bars(cardOf(), nobody)).toEqual(['not-turned-on'])
  })

  it('is barred by an objection to research (HZ-27)', () => {
    expect(bars(cardOf(), { objects: true })).toEqual(['objects'])
  })

  it('names everything in its way, the patient before the trial, the trial before the site', () => {
    const died = cardOf(PATIENT.replace('1961-04-02', '1961-04-02, died 2026-01-01'), {
      ...withRecruitment('completed'),
      ...withSites('closed'),
      wording: 'summary',
      reviewBy: '2026-01-01',
    })
    expect(
      bars(died, { objects: true, readAgeMinutes: 90, hasRecipient: false, hasRequester: false }),
    ).toEqual([
      'deceased',
      'objects',
      'trial-not-open',
      'definition-overdue',
      'definition-incomplete',
      'read-too-old',
      'no-recipient',
      'no-requester',
    ])
  })

  it('bars a built-in trial exactly where its card says that nobody can be referred', () => {
    for (const one of catalog.trials) {
      const card = cardOf(PATIENT, one)
      const barring = card.trial.standing.some(({ barsReferral }) => barsReferral)
      const ofTrial = bars(card).filter((bar) => bar !== 'not-applicable')
      expect(ofTrial.length > 0, one.id).toBe(barring)
    }
  })
})

/** One trial's referral on the page: what may be asked when, what the letter says, and what is never lost of it. */
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { BrowserDoings } from '../../src/app/ports.ts'
import type { Kept } from '../../src/app/Referral/shown.ts'
import { createReferral, type ReferralParts } from '../../src/app/referral.ts'
import type { Card } from '../../src/engine/card/card.ts'
import { READ_LASTS_MINUTES } from '../../src/engine/referral/bars.ts'
import type { Objection } from '../../src/engine/referral/desk.ts'
import type { Draft, DraftRequest, Requester } from '../../src/engine/referral/draft.ts'
import type { EarlierReferral } from '../../src/engine/referral/earlier.ts'
import type { NotSent, ReferralState } from '../../src/engine/referral/state.ts'
import { answering, halfReadCard, mayFitCard, Q1, Q9 } from './cards.ts'
import { fakeDoor, fakeDrafts, PATIENT, RECIPIENT, REQUESTER, TRIAL } from './fake-door.ts'
import { settled } from './fake-ports.ts'
import { CHECKED, confirming, EARLIER, sent } from './referrals.ts'

/** A referral on the page, all around it in the test's hands. */
function referring({
  card = mayFitCard,
  requester = REQUESTER,
  objection = 'none',
  isTurnedOn = true,
  drafts = fakeDrafts(),
  draft = drafts.draft,
  clock = { minutes: 0 },
  browser = {},
  ...doorOptions
}: {
  card?: Card
  requester?: Requester | null
  objection?: Objection | null
  isTurnedOn?: boolean
  drafts?: ReturnType<typeof fakeDrafts>
  draft?: ReferralParts['draft']
  /** What the clock says when it is looked at. */
  clock?: { minutes: number }
  browser?: Partial<BrowserDoings>
} & Omit<Parameters<typeof fakeDoor>[0] & {}, 'objection'> = {}) {
  const fake = fakeDoor(doorOptions)
  const done: string[] = []
  const shownCard = signal(card)
  const whoRefers = signal<Requester | undefined>(requester ?? undefined)
  const found = signal<Objection | undefined>(objection ?? undefined)
  const age = signal(0)
  const referral = createReferral({
    card: shownCard,
    patientId: 'anna',
    siteName: 'Demo hospital',
    requester: whoRefers,
    readAgeMinutes: age,
    lookAtClock: () => {
      age.value = clock.minutes
    },
    objection: found,
    door: isTurnedOn ? fake.door : undefined,
    keptAnswers: signal<Kept>('session'),
    browser: {
      copy: async (text) => {
        done.push(`copy ${text}`)
        return true
      },
      print: () => done.push('print'),
      reload: () => done.push('reload'),
      ...browser,
    },
    draft,
    now: () => ({
      date: '2026-11-23',
      minute: '2026-11-23T09:41',
      instant: '2026-11-23T09:41:07+01:00',
    }),
    stop: (why) => done.push(`stop ${why}`),
    fail: () => done.push('fail'),
  })
  const letter = () => referral.shown.value.letter?.text
  return {
    ...fake,
    referral,
    actions: referral.actions,
    shown: () => referral.shown.value,
    letter,
    card: shownCard,
    whoRefers,
    objection: found,
    age,
    requests: drafts.requests,
    done,
  }
}

/** One whose run was begun. */
async function begun(options?: Parameters<typeof referring>[0]) {
  const it = referring(options)
  it.actions.open()
  await settled()
  const [run] = it.runs
  if (!run) throw new Error('no run was begun')
  return { ...it, run }
}

const READY: ReferralState = { kind: 'ready', checked: CHECKED }
const BY_HAND = { ...CHECKED, rung: 'letter' } as const

/** Why nothing was sent, with and without an earlier look. */
const NOT_SENT: readonly NotSent[] = [
  { kind: 'patient-deceased' },
  { kind: 'patient-merged' },
  { kind: 'objection' },
  { kind: 'data-changed', references: ['Observation/who-1'] },
  { kind: 'not-standing', bars: ['read-too-old'] },
  { kind: 'already-referred', earlier: EARLIER },
  { kind: 'session-ended' },
  { kind: 'could-not-check' },
  { kind: 'not-idempotent' },
  { kind: 'refused', status: 403, type: 'Task' },
  { kind: 'not-accepted' },
  { kind: 'half', present: ['ServiceRequest'], missing: ['Task'] },
]

/** Every state in which nobody is being asked whether the patient agrees. */
const ELSEWHERE: readonly ReferralState[] = [
  { kind: 'idle' },
  { kind: 'checking' },
  { kind: 'ready', checked: BY_HAND },
  { kind: 'sending', checked: CHECKED, step: 'posting', attempt: 1 },
  { kind: 'verifying', checked: CHECKED, attempt: 1, search: 0 },
  sent(),
  ...NOT_SENT.map((why): ReferralState => ({ kind: 'notSent', checked: CHECKED, why })),
  { kind: 'ambiguous', checked: CHECKED, why: 'search-failed', references: [] },
]

describe('before anything is asked', () => {
  it.each<[string, Parameters<typeof referring>[0], string]>([
    ['W-22: nobody is set up to receive it', { recipient: null }, 'no-recipient'],
    ['W-24: it is not known who refers', { requester: null }, 'no-requester'],
    ['the record holds an objection', { objection: 'objects' }, 'objects'],
    ['the site has not turned it on', { isTurnedOn: false }, 'not-turned-on'],
    ['the chart is still being read', { card: halfReadCard }, 'still-reading'],
  ])('nothing is begun where %s, and the letter remains', async (_, options, bar) => {
    const { shown, actions, runs, asked, letter } = referring(options)
    expect(shown().bars).toEqual([bar])
    actions.open()
    actions.showLetter(false)
    await settled()
    expect(runs).toEqual([])
    expect(asked).toEqual([])
    expect(letter()).toContain('not agreed')
  })

  it('an objection that nobody could read bars nothing, and one that was not asked for yet neither', () => {
    for (const objection of ['none', 'not-readable', null] as const)
      expect(referring({ objection }).shown().bars).toEqual([])
  })

  it('the name of who refers may come later, and lets it through', () => {
    const { shown, whoRefers } = referring({ requester: null })
    expect(shown().bars).toEqual(['no-requester'])
    whoRefers.value = REQUESTER
    expect(shown()).toMatchObject({ bars: [], requester: REQUESTER })
  })

  it('a computer that slept for an hour is noticed when it is asked for, and nothing is begun', async () => {
    const { shown, actions, runs } = referring({ clock: { minutes: READ_LASTS_MINUTES + 1 } })
    expect(shown().bars).toEqual([])
    actions.open()
    await settled()
    expect(shown().bars).toEqual(['read-too-old'])
    expect(runs).toEqual([])
  })
})

describe('the look before sending', () => {
  it('is begun once, however often and fast it is pressed (W-01)', async () => {
    const { actions, runs } = referring()
    actions.open()
    actions.open()
    await settled()
    actions.open()
    expect(runs).toHaveLength(1)
    expect(runs[0]?.calls).toEqual(['open', 'open'])
    expect(runs[0]?.order).toMatchObject({
      trial: { id: TRIAL, version: mayFitCard.trial.version },
      recipient: RECIPIENT,
      patient: PATIENT,
    })
    expect(runs[0]?.order.today()).toBe('2026-11-23')
  })

  it('goes on to the confirm step where something would be written, and nowhere else', async () => {
    for (const [checked, then] of [
      [CHECKED, ['open', 'review']],
      [{ ...CHECKED, rung: 'sequential' }, ['open', 'review']],
      [{ ...CHECKED, rung: 'document' }, ['open', 'review']],
      [{ ...CHECKED, rung: 'letter' }, ['open']],
      [{ ...CHECKED, rung: 'mail' }, ['open']],
    ] as const) {
      const { run } = await begun()
      run.comesTo({ kind: 'ready', checked })
      expect(run.calls).toEqual(then)
    }
  })

  it('goes on to complete a referral of which only a part is there, and makes no second one (W-11)', async () => {
    const half: EarlierReferral = { ...EARLIER, status: 'half' }
    const { run } = await begun()
    run.comesTo({ kind: 'ready', checked: { ...CHECKED, earlier: [half], needsReason: true } })
    expect(run.calls).toEqual(['open', 'resume'])
  })

  it('that cannot begin because no letter can be written sent nothing, says so, and can be tried again', async () => {
    const drafts = fakeDrafts()
    let isBroken = true
    const { actions, shown, runs } = referring({
      draft: (request) => (isBroken ? Promise.reject(new Error('secret of Anna')) : drafts.draft(request)),
    })
    actions.open()
    await settled()
    expect(runs).toEqual([])
    expect(shown()).toMatchObject({
      state: { kind: 'notSent', why: { kind: 'could-not-check' } },
      letterFailed: true,
    })
    isBroken = false
    actions.open()
    await settled()
    expect(runs).toHaveLength(1)
    expect(shown().letterFailed).toBeUndefined()
  })
})

describe('the moment of sending', () => {
  it('asks again whether it may be sent: W-19, the trial closed meanwhile', async () => {
    const { run, card } = await begun()
    expect(run.order.stands()).toEqual([])
    const closed = { kind: 'not-recruiting', text: 'Closed', barsReferral: true } as const
    card.value = { ...mayFitCard, trial: { ...mayFitCard.trial, standing: [closed] } }
    expect(run.order.stands()).toEqual(['trial-not-open'])
  })

  it('looks at the clock: what was read more than 60 minutes ago is not sent, though no timer ran', async () => {
    const clock = { minutes: 0 }
    const { run, shown } = await begun({ clock })
    clock.minutes = READ_LASTS_MINUTES
    expect(run.order.stands()).toEqual([])
    clock.minutes = READ_LASTS_MINUTES + 0.1
    expect(shown().bars).toEqual([])
    expect(run.order.stands()).toEqual(['read-too-old'])
    // A clock that was set back says nothing of how old it is.
    clock.minutes = -1
    expect(run.order.stands()).toEqual(['read-too-old'])
  })

  it('writes the draft with key, consent and reason, who, to whom and until when, and with nothing else', async () => {
    const { run, requests } = await begun()
    const asked = {
      key: 'key-1',
      generation: 1,
      checked: CHECKED,
      consent: { agreed: true, objectionChecked: true },
      reason: 'The situation has changed',
    } as const
    await run.order.draft(asked)
    expect(requests.at(-1)).toEqual({
      trial: TRIAL,
      language: 'en',
      recipient: RECIPIENT,
      requester: REQUESTER,
      writtenAt: '2026-11-23T09:41:07+01:00',
      answerBy: '2026-11-30',
      key: 'key-1',
      consent: { agreed: true, objectionChecked: true },
      reason: 'The situation has changed',
    })
    await run.order.draft({ key: 'key-2', consent: asked.consent })
    expect(requests.at(-1)).not.toHaveProperty('reason')
  })

  it('passes each press on to the run, and none before there is one', async () => {
    const before = referring()
    before.actions.confirm({ agreed: true })
    before.actions.searchAgain()
    before.actions.resume()
    await settled()
    expect(before.runs).toEqual([])

    const { actions, run } = await begun()
    actions.review()
    actions.confirm({ agreed: true, reason: 'Why' })
    actions.searchAgain()
    actions.resume()
    actions.markDuplicate('Task/9')
    actions.cancel()
    expect(run.calls.slice(1)).toEqual([
      'review',
      'confirm: Why',
      'searchAgain',
      'resume',
      'markDuplicate Task/9',
      'cancel',
    ])
  })
})

describe('the letter', () => {
  it('is written when it is asked for, and not before', async () => {
    const { requests, shown, card } = referring()
    card.value = { ...mayFitCard }
    await settled()
    expect(requests).toEqual([])
    expect(shown()).not.toHaveProperty('letter')
  })

  it.each(ELSEWHERE)(
    'never says that the patient agrees where nobody said so: $kind $why.kind',
    async (state) => {
      const { run, actions, letter } = await begun()
      run.comesTo(state)
      actions.showLetter(false)
      await settled()
      expect(letter()).toContain('not agreed')
    },
  )

  it.each(ELSEWHERE)('says it where that was answered with yes: $kind $why.kind', async (state) => {
    const { run, actions, letter } = await begun()
    run.comesTo(state)
    actions.showLetter(true)
    await settled()
    expect(letter()).toContain(', agreed')
    actions.showLetter(false)
    await settled()
    expect(letter()).toContain('not agreed')
  })

  it('shows in the confirm step what will be sent after a yes, and no longer once that is left', async () => {
    const { run, letter, actions } = await begun()
    expect(letter()).toContain('not agreed')
    run.comesTo(READY)
    run.comesTo(confirming())
    await settled()
    expect(letter()).toContain(', agreed, no objection')
    actions.cancel()
    run.comesTo({ kind: 'idle' })
    await settled()
    expect(letter()).toContain('not agreed')
  })

  it('forgets a yes that was said of it when the confirm step asks anew', async () => {
    const { run, letter, actions } = await begun()
    actions.showLetter(true)
    run.comesTo(confirming())
    run.comesTo({ kind: 'idle' })
    await settled()
    expect(letter()).toContain('not agreed')
  })

  it('says that an objection was asked for only where that was answered', async () => {
    for (const objection of ['not-readable', null] as const) {
      const { actions, letter } = referring({ objection })
      actions.showLetter(true)
      await settled()
      expect(letter()).toContain('objection not checked')
    }
    const { actions, letter, objection } = referring({ objection: null })
    actions.showLetter(true)
    objection.value = 'none'
    await settled()
    expect(letter()).toContain('no objection')
  })

  it('is written anew after another answer, in another language, and when the name of who refers comes', async () => {
    const { actions, letter, card, whoRefers, requests } = referring({ requester: null })
    actions.showLetter(false)
    await settled()
    expect(letter()).toBe('en by nobody, not agreed')
    card.value = { ...mayFitCard }
    await settled()
    expect(requests).toHaveLength(2)
    card.value = { ...mayFitCard, language: 'nl' }
    await settled()
    expect(letter()).toBe('nl by nobody, not agreed')
    whoRefers.value = REQUESTER
    await settled()
    expect(letter()).toBe('nl by Dr. Test Oncologist, not agreed')
  })

  it('is not written anew for what it does not say', async () => {
    const { run, requests, age } = await begun()
    const before = requests.length
    run.comesTo({ kind: 'checking' })
    age.value = 12
    await settled()
    expect(requests).toHaveLength(before)
  })

  it('keeps what was written last, whichever writing ends last; a change during the first counts too', async () => {
    const drafts = fakeDrafts()
    const waiting: { request: DraftRequest; done: (draft: Draft) => void }[] = []
    const { actions, letter, card } = referring({
      draft: (request) => new Promise((done) => waiting.push({ request, done })),
    })
    actions.showLetter(false)
    card.value = { ...mayFitCard, language: 'nl' }
    expect(waiting).toHaveLength(2)
    for (const { request, done } of [...waiting].reverse()) {
      done(drafts.draftOf(request))
      await settled()
    }
    expect(letter()).toContain('nl by')
  })

  it('is copied and printed with the yes that was just said, not as it stood before', async () => {
    const drafts = fakeDrafts()
    const waiting: (() => void)[] = []
    const { actions, done } = referring({
      draft: (request) => new Promise((end) => waiting.push(() => end(drafts.draftOf(request)))),
    })
    actions.showLetter(false)
    waiting.shift()?.()
    await settled()
    actions.showLetter(true)
    const copied = actions.copyLetter()
    actions.printLetter()
    await settled()
    expect(done).toEqual([])
    waiting.shift()?.()
    expect(await copied).toBe(true)
    await settled()
    expect([...done].sort()).toEqual(['copy en by Dr. Test Oncologist, agreed, no objection', 'print'])
  })

  it('is copied as it is after what changed while it was waited for', async () => {
    const drafts = fakeDrafts()
    const waiting: (() => void)[] = []
    const { actions, done, card } = referring({
      draft: (request) => new Promise((end) => waiting.push(() => end(drafts.draftOf(request)))),
    })
    actions.showLetter(true)
    const copied = actions.copyLetter()
    card.value = { ...mayFitCard, language: 'nl' }
    waiting.shift()?.()
    await settled()
    expect(done).toEqual([])
    waiting.shift()?.()
    await copied
    expect(done).toEqual(['copy nl by Dr. Test Oncologist, agreed, no objection'])
  })

  it('that could not be written is tried again when it is asked for again', async () => {
    const drafts = fakeDrafts()
    let isBroken = true
    const { actions, shown } = referring({
      draft: (request) => (isBroken ? Promise.reject(new Error('secret of Anna')) : drafts.draft(request)),
    })
    actions.showLetter(false)
    await settled()
    expect(shown()).toMatchObject({ letterFailed: true })
    isBroken = false
    actions.showLetter(false)
    await settled()
    expect(shown()).toMatchObject({ letter: { text: 'en by Dr. Test Oncologist, not agreed' } })
    expect(shown()).not.toHaveProperty('letterFailed')
  })

  it('that could not be written is neither shown, copied nor printed', async () => {
    const { actions, shown, done } = referring({ draft: () => Promise.reject(new Error('secret of Anna')) })
    actions.showLetter(true)
    expect(await actions.copyLetter()).toBe(false)
    actions.printLetter()
    await settled()
    expect(shown()).toMatchObject({ letterFailed: true })
    expect(shown()).not.toHaveProperty('letter')
    expect(done).toEqual([])
  })

  it('says whether the browser let it be copied', async () => {
    const { actions } = referring({ browser: { copy: () => Promise.resolve(false) } })
    actions.showLetter(true)
    expect(await actions.copyLetter()).toBe(false)
  })
})

describe('what comes of it', () => {
  it('W-18: stops the page where the patient in the EHR is another one', async () => {
    const { run, done } = await begun()
    run.comesTo({ kind: 'notSent', why: { kind: 'patient-changed' } })
    expect(done).toEqual(['stop patient-differs'])
  })

  it.each(NOT_SENT)('leaves the page with what is known after $kind', async (why) => {
    const { run, done, shown } = await begun()
    run.comesTo({ kind: 'notSent', why })
    expect(shown().state).toEqual({ kind: 'notSent', why })
    expect(done).toEqual([])
  })

  it('is under way while it is sent, looked for, or not known, and at no other time', async () => {
    const { run, referral } = await begun()
    for (const state of [...ELSEWHERE, READY, confirming()]) {
      run.comesTo(state)
      expect(referral.isUnderWay(), state.kind).toBe(
        ['sending', 'verifying', 'ambiguous'].includes(state.kind),
      )
    }
  })

  it('ends with the page: the run is closed, and what comes in later is dropped', async () => {
    const { run, referral, shown, done, actions } = await begun()
    run.comesTo({ kind: 'sending', checked: CHECKED, step: 'posting', attempt: 1 })
    const last = shown().state
    referral.close()
    expect(run.calls.at(-1)).toBe('close')
    run.comesTo(sent())
    run.comesTo({ kind: 'notSent', why: { kind: 'patient-changed' } })
    actions.open()
    await settled()
    expect(shown().state).toEqual(last)
    expect(done).toEqual([])
  })

  it('begins nothing, and shows no letter, when the page is left before the first draft is there', async () => {
    const drafts = fakeDrafts()
    let end = () => {}
    const { referral, actions, runs, shown } = referring({
      draft: (request) =>
        new Promise((done) => {
          end = () => done(drafts.draftOf(request))
        }),
    })
    actions.open()
    referral.close()
    end()
    await settled()
    expect(runs).toEqual([])
    expect(shown()).not.toHaveProperty('letter')
  })

  it('writes no letter anew once it is closed', async () => {
    const { referral, actions, card, requests } = referring()
    actions.showLetter(false)
    await settled()
    referral.close()
    card.value = { ...mayFitCard, language: 'nl' }
    await settled()
    expect(requests).toHaveLength(1)
  })
})

describe('what was referred before', () => {
  it('is asked once for the trial and its version, and shown', async () => {
    const { referral, asked, shown } = referring({
      earlier: Promise.resolve({ kind: 'read', earlier: [EARLIER] }),
    })
    referral.look()
    await settled()
    expect(asked).toEqual([
      `earlier ${TRIAL} ${mayFitCard.trial.version} 2026-11-23`,
      `read outcome of ${TRIAL}`,
    ])
    expect(shown()).toMatchObject({ earlier: [EARLIER] })
    expect(shown()).not.toHaveProperty('earlierFailed')
  })

  it('is said to be unknown where it could not be read', async () => {
    const { referral, shown } = referring({ earlier: Promise.resolve({ kind: 'failed' }) })
    referral.look()
    await settled()
    expect(shown()).toMatchObject({ earlier: [], earlierFailed: true })
  })

  it('is nothing where the site has not turned referral on', async () => {
    const { referral, shown, done } = referring({ isTurnedOn: false })
    referral.look()
    await settled()
    expect(shown().earlier).toEqual([])
    expect(done).toEqual([])
  })

  it('counts as a fault of ours where the way to it breaks', async () => {
    const { referral, done } = referring({ earlier: Promise.reject(new Error('secret of Anna')) })
    referral.look()
    await settled()
    expect(done).toEqual(['fail'])
  })

  it('W-15: what the look before sending found stays after it is left', async () => {
    const { referral, run, shown } = await begun({ earlier: Promise.resolve({ kind: 'failed' }) })
    referral.look()
    await settled()
    run.comesTo({ kind: 'ready', checked: { ...CHECKED, earlier: [EARLIER], needsReason: true } })
    run.comesTo({ kind: 'idle' })
    expect(shown()).toMatchObject({ earlier: [EARLIER] })
    expect(shown()).not.toHaveProperty('earlierFailed')
  })

  it('that comes in late does not take the place of a newer look', async () => {
    let comes = () => {}
    const { referral, run, shown } = await begun({
      earlier: new Promise((done) => {
        comes = () => done({ kind: 'read', earlier: [] })
      }),
    })
    referral.look()
    run.comesTo({ kind: 'ready', checked: { ...CHECKED, earlier: [EARLIER] } })
    run.comesTo({ kind: 'idle' })
    comes()
    await settled()
    expect(shown().earlier).toEqual([EARLIER])
  })
})

describe('what is shown of the card', () => {
  it('is its patient, its open and contradicted statements and what was overridden', () => {
    const { shown, card } = referring()
    const [first, ...others] = mayFitCard.lines
    const override = {
      reason: 'other',
      text: 'Another reason',
      whose: 'Overridden',
      file: { name: 'x.json', content: '{}' },
    } as const
    card.value = { ...mayFitCard, lines: [{ ...first!, effect: 'contradicts', override }, ...others] }
    expect(shown()).toMatchObject({
      trial: { id: TRIAL, acronym: 'RT-HYPE', version: mayFitCard.trial.version },
      patient: mayFitCard.patient,
      against: [first!.statement],
      overrides: [first!.statement],
      open: others.filter(({ effect }) => effect === 'open').map(({ statement }) => statement),
    })
  })

  it('counts the answers that go with it: those to this trial’s questions, each once', () => {
    const { shown, card } = referring()
    expect(shown().answers).toBe(0)
    const [one, two, ...others] = mayFitCard.lines
    const yes = answering(Q1, 'yes')
    card.value = {
      ...mayFitCard,
      lines: [
        { ...one!, answered: [yes] },
        { ...two!, answered: [yes, answering(Q9, 'unknown')] },
        ...others,
      ],
    }
    expect(shown().answers).toBe(2)
  })
})

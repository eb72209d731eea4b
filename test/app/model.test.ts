// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { createModel, SETTLE_SECONDS } from '../../src/app/model.ts'
import { SESSION_PROBLEMS } from '../../src/app/ports.ts'
import { watchPage } from '../../src/app/watch-page.ts'
import type { ReferralState } from '../../src/engine/referral/state.ts'
import { halfReadCard, mayFitCard, readingCard } from './cards.ts'
import { fakeDoor, fakeDrafts, fakeKept, REQUESTER, TRIAL } from './fake-door.ts'
import { fakeAnswerStore, fakePorts, fakeTimers, settled } from './fake-ports.ts'
import { CHECKED, confirming, sent } from './referrals.ts'

const MINUTE = 60_000

function page(options?: Parameters<typeof fakePorts>[0]) {
  const outside = fakePorts(options)
  const clock = fakeTimers()
  const model = createModel(outside.ports, clock.timers)
  const kind = () => model.state.value.kind
  return { ...outside, clock, model, kind, opened: model.open() }
}

/** A page that has read half of the record. */
async function readingPage(options?: Parameters<typeof fakePorts>[0]) {
  const it = page(options)
  it.chartOpens()
  it.queriesCome()
  await settled()
  it.update({ kind: 'cards', cards: [halfReadCard] })
  return it
}

describe('from launch to card', () => {
  it('opens, reads and is ready once all is read and no line is still checked', async () => {
    const { model, kind, ...steps } = page()
    expect(kind()).toBe('opening')
    steps.chartOpens()
    await settled()
    expect(kind()).toBe('reading')
    steps.queriesCome()
    await settled()
    steps.update({ kind: 'cards', cards: [readingCard] })
    steps.progress({ queriesDone: 1, queries: 3, entries: 40 })
    expect(model.state.value).toMatchObject({ chart: { progress: { queriesDone: 1, entries: 40 } } })
    steps.update({ kind: 'cards', cards: [mayFitCard] })
    expect(kind()).toBe('reading')
    steps.readingEnds()
    await settled()
    expect(kind()).toBe('ready')
  })

  it('is ready as well when the last card comes after the reading has ended', async () => {
    const { kind, ...steps } = await readingPage()
    steps.readingEnds()
    await settled()
    expect(kind()).toBe('reading')
    steps.update({ kind: 'cards', cards: [mayFitCard] })
    expect(kind()).toBe('ready')
  })

  it('keeps a card that comes before the chart is open, and shows it then', async () => {
    const { kind, model, ...steps } = page()
    steps.update({ kind: 'cards', cards: [readingCard] })
    expect(kind()).toBe('opening')
    steps.chartOpens()
    await settled()
    expect(model.state.value).toMatchObject({ kind: 'reading', chart: { cards: [{ checking: true }] } })
  })

  it('counts as our failure when the cards do not settle in time', async () => {
    const { model, clock, ...steps } = await readingPage()
    steps.readingEnds()
    await settled()
    clock.pass(SETTLE_SECONDS * 1000)
    expect(model.state.value).toEqual({ kind: 'stopped', problem: { kind: 'engine-failed' } })
  })
})

describe('stopping', () => {
  it.each(SESSION_PROBLEMS)('holds nothing of the patient after %s', async (problem) => {
    const { model, ...steps } = await readingPage()
    steps.readingStops(problem)
    await settled()
    expect(model.state.value).toEqual({ kind: 'stopped', problem: { kind: problem } })
    expect(JSON.stringify(model.state.value)).not.toContain('Anna')
    expect(steps.closed).toContain('engine')
  })

  it('forgets the session where the patient may be the wrong one, and otherwise leaves it to a reload', async () => {
    for (const [problem, closes] of [
      ['somebody-else', ['engine', 'session']],
      ['patient-differs', ['engine', 'session']],
      ['session-ended', ['engine']],
      ['ehr-unreachable', ['engine']],
    ] as const) {
      const stopped = await readingPage()
      stopped.readingStops(problem)
      await settled()
      expect(stopped.closed).toEqual(closes)
    }
  })

  it('forgets the session when it is the engine that sees somebody else', async () => {
    const { closed, update } = await readingPage()
    update({ kind: 'stopped', problem: { kind: 'somebody-else' } })
    expect(closed).toEqual(['engine', 'session'])
  })

  it('lets no later answer bring the patient back', async () => {
    const { model, ...steps } = await readingPage()
    steps.update({ kind: 'stopped', problem: { kind: 'somebody-else' } })
    steps.update({ kind: 'cards', cards: [mayFitCard] })
    steps.progress({ queriesDone: 3, queries: 3, entries: 1 })
    steps.readingEnds()
    await settled()
    expect(model.state.value).toEqual({ kind: 'stopped', problem: { kind: 'somebody-else' } })
  })

  it('closes a chart that opens after the page was left', async () => {
    const { model, kind, ...steps } = page()
    model.leave()
    steps.chartOpens()
    await settled()
    expect(kind()).toBe('closed')
    expect(steps.closed).toContain('session')
  })

  it.each(['chartBreaks', 'queriesBreak', 'readingBreaks'] as const)(
    'takes a rejection for a failure of ours: %s',
    async (breaks) => {
      const { model, opened, ...steps } = page()
      if (breaks !== 'chartBreaks') steps.chartOpens()
      if (breaks === 'readingBreaks') steps.queriesCome()
      steps[breaks]()
      await expect(opened).resolves.toBeUndefined()
      expect(model.state.value).toEqual({ kind: 'stopped', problem: { kind: 'engine-failed' } })
    },
  )

  it('takes an engine that does not start, a card without shape and an unheard-of problem so, too', async () => {
    const outside = fakePorts()
    const broken = createModel(
      {
        ...outside.ports,
        startEngine: () => {
          throw new Error('no worker')
        },
      },
      fakeTimers().timers,
    )
    await broken.open()
    expect(broken.state.value).toEqual({ kind: 'stopped', problem: { kind: 'engine-failed' } })

    const shapeless = await readingPage()
    shapeless.update({ kind: 'cards', cards: [JSON.parse('{"language":"en"}')] })
    expect(shapeless.model.state.value).toEqual({ kind: 'stopped', problem: { kind: 'engine-failed' } })

    const unheard = await readingPage()
    unheard.update({ kind: 'stopped', problem: JSON.parse('{"kind":"constructor"}') })
    expect(unheard.model.state.value).toEqual({ kind: 'stopped', problem: { kind: 'engine-failed' } })
  })
})

describe('leaving the page alone', () => {
  it('closes after 15 minutes without use and forgets the patient', async () => {
    const { model, clock, closed } = await readingPage()
    clock.pass(15 * MINUTE - 1)
    expect(model.state.value.kind).toBe('reading')
    clock.pass(1)
    expect(model.state.value).toEqual({ kind: 'closed', why: 'idle' })
    expect(closed).toEqual(['engine', 'session'])
    expect(clock.waiting()).toBe(0)
  })

  it('starts the time anew at each use', async () => {
    const { model, clock } = await readingPage()
    clock.pass(14 * MINUTE)
    model.touch()
    clock.pass(14 * MINUTE)
    expect(model.state.value.kind).toBe('reading')
    clock.pass(MINUTE)
    expect(model.state.value.kind).toBe('closed')
  })

  it('closes at the first sign of life after the computer slept past the time', async () => {
    const { model, clock } = await readingPage()
    clock.sleep(60 * MINUTE)
    model.touch()
    expect(model.state.value).toEqual({ kind: 'closed', why: 'idle' })
  })

  it('keeps the page of a problem', async () => {
    const { model, clock, ...steps } = page()
    steps.chartStops('iss-unknown')
    await settled()
    clock.pass(60 * MINUTE)
    expect(model.state.value.kind).toBe('stopped')
  })
})

describe('language', () => {
  it('is the site’s, else the browser’s', async () => {
    const site = await readingPage({ language: 'nl' })
    expect(site.model.language.value).toBe('nl')
    expect(site.asked).toEqual(['nl'])
    const browser = await readingPage()
    expect(browser.model.language.value).toBe('en')
  })

  it('stays the reader’s when chosen before the chart opened', async () => {
    const { model, asked, ...steps } = page({ language: 'en' })
    model.setLanguage('nl')
    steps.chartOpens()
    await settled()
    expect(asked).toEqual(['nl'])
    expect(model.language.value).toBe('nl')
  })

  it('changes the page together with its cards', async () => {
    const { model, asked, ...steps } = await readingPage()
    model.setLanguage('nl')
    expect(asked).toEqual(['en', 'nl'])
    expect(model.shownLanguage.value).toBe('en')
    steps.update({ kind: 'cards', cards: [{ ...halfReadCard, language: 'nl' }] })
    expect(model.shownLanguage.value).toBe('nl')
  })
})

/** A page whose record is read, at a site that refers. */
async function referringPage(options: Parameters<typeof fakeDoor>[0] = {}) {
  const fake = fakeDoor(options)
  const answers = fakeAnswerStore()
  const drafts = fakeDrafts()
  const reading = await readingPage({
    referral: fake.door,
    user: REQUESTER,
    answers: answers.store,
    draft: drafts.draft,
  })
  const becomesReady = async () => {
    reading.readingEnds()
    await settled()
    reading.update({ kind: 'cards', cards: [mayFitCard] })
    await settled()
  }
  const referral = () => reading.model.referrals.value.get(TRIAL)
  return { ...reading, ...fake, ...drafts, stored: answers.stored, becomesReady, referral }
}

/** One whose referral was begun. */
async function begunPage(options?: Parameters<typeof fakeDoor>[0]) {
  const it = await referringPage(options)
  await it.becomesReady()
  it.referral()?.actions.open()
  await settled()
  const [run] = it.runs
  if (!run) throw new Error('no run was begun')
  return { ...it, run }
}

const UNDER_WAY: readonly ReferralState[] = [
  { kind: 'sending', checked: CHECKED, step: 'posting', attempt: 1 },
  { kind: 'verifying', checked: CHECKED, attempt: 1, search: 0 },
  { kind: 'ambiguous', checked: CHECKED, why: 'search-failed', references: [] },
]
const KNOWN: readonly ReferralState[] = [
  { kind: 'idle' },
  { kind: 'checking' },
  { kind: 'ready', checked: CHECKED },
  confirming(),
  sent(),
  { kind: 'notSent', checked: CHECKED, why: { kind: 'not-accepted' } },
]

describe('a referral', () => {
  it('asks nothing of the EHR, and is not offered, before everything is read', async () => {
    const { asked, model, becomesReady, referral, update, requests } = await referringPage()
    update({ kind: 'cards', cards: [mayFitCard] })
    await settled()
    expect(model.state.value.kind).toBe('reading')
    expect([asked, requests, [...model.referrals.value]]).toEqual([[], [], []])
    await becomesReady()
    expect(asked).toHaveLength(3)
    expect(referral()?.shown.value).toMatchObject({ bars: [], requester: REQUESTER })
  })

  it('stays the same one however often cards come', async () => {
    const { referral, becomesReady, update, asked } = await referringPage()
    await becomesReady()
    const first = referral()
    update({ kind: 'cards', cards: [{ ...mayFitCard, language: 'nl' }] })
    await settled()
    expect(referral()).toBe(first)
    expect(asked).toHaveLength(3)
  })

  it('is as old as the reading: 60 minutes from its beginning, whatever came before and however long it took', async () => {
    const { model, clock, ...steps } = page({ referral: fakeDoor().door, user: REQUESTER })
    clock.pass(5 * MINUTE)
    steps.chartOpens()
    steps.queriesCome()
    await settled()
    clock.pass(5 * MINUTE)
    steps.readingEnds()
    await settled()
    steps.update({ kind: 'cards', cards: [mayFitCard] })
    const bars = () => model.referrals.value.get(TRIAL)?.shown.value.bars
    for (const minutes of [14, 14, 14, 13]) {
      model.touch()
      clock.pass(minutes * MINUTE)
    }
    expect(bars()).toEqual([])
    model.touch()
    clock.pass(1)
    expect(bars()).toEqual(['read-too-old'])
  })

  it('W-18: stops the page where the patient is another one, and forgets session and answers', async () => {
    const { model, run, closed, stored } = await begunPage()
    model.clinician.answer('Q1', 'yes')
    expect(stored()).toContain('Q1')
    run.comesTo({ kind: 'notSent', why: { kind: 'patient-changed' } })
    expect(model.state.value).toEqual({ kind: 'stopped', problem: { kind: 'patient-differs' } })
    expect(closed).toEqual(['engine', 'session'])
    expect(stored()).toBeUndefined()
    expect([...model.referrals.value]).toEqual([])
  })

  it('ends with the page, whichever way, and hears nothing that comes in later', async () => {
    for (const ends of ['leave', 'fail'] as const) {
      const { model, run, referral, requests, update } = await begunPage()
      const before = referral()
      update({ kind: 'cards', cards: [{ ...mayFitCard, language: 'nl' }] })
      await settled()
      const written = requests.length
      run.comesTo({ kind: 'sending', checked: CHECKED, step: 'posting', attempt: 1 })
      const last = before?.shown.value.state
      model[ends]()
      expect(run.calls.at(-1)).toBe('close')
      run.comesTo(sent())
      await settled()
      expect(before?.shown.value.state).toEqual(last)
      // Letting go of the cards is nothing to write a letter about.
      expect(requests).toHaveLength(written)
    }
  })

  it.each(UNDER_WAY)('holds whoever leaves while it is $kind', async (state) => {
    const { model, run } = await begunPage()
    run.comesTo(state)
    expect(model.mayLeave()).toBe(false)
  })

  it.each(KNOWN)('holds nobody while it is $kind', async (state) => {
    const { model, run } = await begunPage()
    run.comesTo(state)
    expect(model.mayLeave()).toBe(true)
  })

  it('makes the browser ask before the page is left while nobody can say, and not any more after it was', async () => {
    const { model, run } = await begunPage()
    watchPage(model, window, () => {})
    const asks = () => {
      const event = Object.defineProperty(new Event('beforeunload', { cancelable: true }), 'returnValue', {
        value: '',
        writable: true,
      })
      window.dispatchEvent(event)
      // Newer browsers look at the one, older ones at the other.
      expect(Boolean(event.returnValue)).toBe(event.defaultPrevented)
      return event.defaultPrevented
    }
    expect(asks()).toBe(false)
    run.comesTo(UNDER_WAY[0]!)
    expect(asks()).toBe(true)
    window.dispatchEvent(new Event('pagehide'))
    expect(model.state.value).toEqual({ kind: 'closed', why: 'left' })
    expect(asks()).toBe(false)
  })

  it('W-24: knows nobody who refers where the EHR names nobody', async () => {
    const { model, ...steps } = await readingPage({ referral: fakeDoor().door })
    steps.readingEnds()
    await settled()
    steps.update({ kind: 'cards', cards: [mayFitCard] })
    expect(model.referrals.value.get(TRIAL)?.shown.value.bars).toEqual(['no-requester'])
  })

  it('says where the answers are kept', async () => {
    const { becomesReady, referral, model } = await referringPage({ answers: fakeKept().kept })
    await becomesReady()
    model.clinician.answer('Q1', 'yes')
    expect(referral()?.shown.value.keptAnswers).toBe('session')
  })

  it('is at hand as a letter where the site refers nobody', async () => {
    const { model, ...steps } = await readingPage({ draft: fakeDrafts().draft })
    steps.readingEnds()
    await settled()
    steps.update({ kind: 'cards', cards: [mayFitCard] })
    const referral = model.referrals.value.get(TRIAL)
    expect(referral?.shown.value.bars).toEqual(['not-turned-on'])
    referral?.actions.showLetter(false)
    await settled()
    expect(referral?.shown.value.letter?.text).toContain('not agreed')
  })
})

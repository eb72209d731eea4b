// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { createModel, SETTLE_SECONDS } from '../../src/app/model.ts'
import { SESSION_PROBLEMS } from '../../src/app/ports.ts'
import { halfReadCard, mayFitCard, readingCard } from './cards.ts'
import { fakePorts, fakeTimers, settled } from './fake-ports.ts'

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

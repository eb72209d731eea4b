import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Card } from '../engine/card/card.ts'
import type { Language } from '../engine/language.ts'
import type { Requester } from '../engine/referral/draft.ts'
import type { AdditionsReport } from '../engine/trials/site-additions.ts'
import { keepInChart } from './chart-answers.ts'
import { type Clinician, createClinician } from './clinician.ts'
import {
  type Engine,
  type EngineUpdate,
  type OpenSession,
  type Ports,
  type Progress,
  SESSION_PROBLEMS,
  type SessionProblem,
} from './ports.ts'
import { readableCard } from './readable-card.ts'
import type { Referral } from './referral.ts'
import { openReferrals, type Referrals } from './referrals.ts'

/** The page forgets the patient after this long without use. */
export const IDLE_MINUTES = 15

/** After the last answer the engine has this long to finish its cards. Longer counts as a failure of ours. */
export const SETTLE_SECONDS = 30

/** What the page waits with. Given from outside, so that a test needs no real clock. */
export interface Timers {
  /** Runs once after so many milliseconds, unless the function that it returns is called first. */
  after(milliseconds: number, run: () => void): () => void
  /** Milliseconds on a clock that keeps going while the computer sleeps. */
  milliseconds(): number
}

/** An open chart: what of it can be shown. */
export interface Chart {
  readonly showPatient: boolean
  readonly cards: readonly Card[]
  readonly progress: Progress
  /** What came of what the site adds to the built-in trials. */
  readonly additions?: AdditionsReport
}

/** Where the page is. Only `reading` and `ready` hold anything of the patient. */
export type PageState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'reading'; readonly chart: Chart }
  | { readonly kind: 'ready'; readonly chart: Chart }
  | { readonly kind: 'stopped'; readonly problem: SessionProblem }
  | { readonly kind: 'closed'; readonly why: 'idle' | 'left' }

/** The page's state and what may happen to it. */
export interface Model {
  readonly state: ReadonlySignal<PageState>
  /** The language asked for. */
  readonly language: ReadonlySignal<Language>
  /** The language on screen: the cards' own, so that page and card change together. */
  readonly shownLanguage: ReadonlySignal<Language>
  /** What the clinician may answer and override. */
  readonly clinician: Clinician
  /** The referral of each trial, by its id. Empty before everything has been read. */
  readonly referrals: ReadonlySignal<ReadonlyMap<string, Referral>>
  /** Opens the chart and reads it. Settles when that has ended; never rejects. */
  open(): Promise<void>
  setLanguage(language: Language): void
  /** The reader did something. Starts the idle time anew, unless it had already run out. */
  touch(): void
  /** False while it is not known what became of a referral: leaving now would leave nobody to say it. */
  mayLeave(): boolean
  /** The page is being left. */
  leave(): void
  /** A mistake of ours came up outside the model, such as in a view. */
  fail(): void
}

/** The page of one patient, from launch to close. */
export function createModel(ports: Ports, timers: Timers): Model {
  const state = signal<PageState>({ kind: 'opening' })
  const language = signal<Language>(ports.browserLanguage())
  const shownLanguage = computed(() => {
    const now = state.value
    const card = now.kind === 'reading' || now.kind === 'ready' ? now.chart.cards[0] : undefined
    return card?.language ?? language.value
  })

  let session: OpenSession | undefined
  let engine: Engine | undefined
  const requester = signal<Requester | undefined>(undefined)
  let referrals: Referrals | undefined
  const referralsShown = signal<ReadonlyMap<string, Referral>>(new Map())
  let endKeeping = () => {}
  let readingEnded = () => {}
  const whenRead = new Promise<void>((resolve) => {
    readingEnded = resolve
  })
  let cards: readonly Card[] = []
  let progress: Progress = { queriesDone: 0, queries: 0, entries: 0 }
  let additions: AdditionsReport | undefined
  let chosen = false
  let allRead = false
  let readAt = 0
  let lastTouch = timers.milliseconds()
  let cancelIdle = () => {}
  let cancelSettle = () => {}

  const clinician = createClinician({
    now: () => ports.now().minute,
    user: () => requester.peek()?.name,
    tell: (answers, overrides) => {
      try {
        engine?.setClinician(answers, overrides)
      } catch {
        fail()
      }
    },
  })

  const shownCards = computed((): readonly Card[] => {
    const now = state.value
    return now.kind === 'reading' || now.kind === 'ready' ? now.chart.cards : []
  })
  const writing = () => {
    const author = requester.peek()
    return { language: language.peek(), writtenAt: ports.now().instant, ...(author && { author }) }
  }

  const isLive = () => state.peek().kind !== 'stopped' && state.peek().kind !== 'closed'

  /** Shows the last state and lets go of everything of the patient. The first end counts. */
  const end = (last: Extract<PageState, { kind: 'stopped' | 'closed' }>) => {
    if (!isLive()) return
    // First: what is let go of below is another answer to nothing, neither in the chart nor in a letter.
    endKeeping()
    referrals?.close()
    state.value = last
    cards = []
    clinician.forget()
    referralsShown.value = new Map()
    cancelIdle()
    cancelSettle()
    quietly(() => engine?.close())
    if (forgetsSession(last)) {
      quietly(() => session?.answers?.clear())
      quietly(() => session?.close())
    }
    engine = undefined
    session = undefined
  }

  /** A problem that has no page of its own is a fault of ours. */
  const stop = ({ kind }: SessionProblem) =>
    end({ kind: 'stopped', problem: { kind: SESSION_PROBLEMS.includes(kind) ? kind : 'engine-failed' } })
  const fail = () => stop({ kind: 'engine-failed' })

  const show = () => {
    if (!isLive() || session === undefined) return
    const { showPatient } = session
    const chart: Chart = { showPatient, cards, progress, ...(additions && { additions }) }
    const isReady = allRead && cards.length > 0 && cards.every((card) => !card.checking)
    if (isReady) cancelSettle()
    state.value = { kind: isReady ? 'ready' : 'reading', chart }
    if (isReady && !referrals && engine) refer(session, engine)
  }

  /** Everything has been read: from now on the patient can be referred, and answers be written into the chart. */
  const refer = (opened: OpenSession, running: Engine) => {
    referrals = openReferrals({
      session: opened,
      engine: running,
      ports,
      timers,
      readAt,
      requester,
      cards: shownCards,
      keptAnswers: computed(() => (clinician.keeping.value === 'chart' ? 'in-chart' : 'session')),
      stop: (kind) => stop({ kind }),
      fail,
    })
    referralsShown.value = referrals.of
    readingEnded()
  }

  const take = (update: EngineUpdate) => {
    if (!isLive()) return
    if (update.kind === 'stopped') return stop(update.problem)
    if (update.kind === 'additions') {
      additions = update.report
      return show()
    }
    // Told only where a row is wanted; a card says itself whose it is.
    if (update.kind === 'patient') return
    try {
      cards = update.cards.map(readableCard)
      show()
    } catch {
      fail()
    }
  }

  const idleFor = () => timers.milliseconds() - lastTouch
  const idleLimit = IDLE_MINUTES * 60_000

  const watchIdle = () => {
    cancelIdle()
    cancelIdle = timers.after(Math.max(idleLimit - idleFor(), 0), () => {
      if (idleFor() >= idleLimit) end({ kind: 'closed', why: 'idle' })
      else watchIdle()
    })
  }

  const touch = () => {
    if (!isLive()) return
    // A computer that slept runs no timers: what was due meanwhile happens now.
    if (idleFor() >= idleLimit) end({ kind: 'closed', why: 'idle' })
    else lastTouch = timers.milliseconds()
  }

  const readChart = async () => {
    // The engine starts while the EHR is still asked: its code loads meanwhile.
    const started = ports.startEngine(take)
    engine = started
    const opened = await ports.openSession()
    if (!isLive()) {
      if (opened.ok) quietly(() => opened.value.close())
      return
    }
    if (!opened.ok) return stop(opened.problem)

    const chart = opened.value
    session = chart
    if (chart.answers) clinician.keepIn(chart.answers)
    // Nobody waits for a name: an answer that is given before it has none.
    void userOf(chart).then((user) => {
      if (isLive()) requester.value = user
    })
    if (!chosen && chart.language) language.value = chart.language
    show()
    const added = await chart.additions?.()
    if (!isLive()) return
    const now = ports.now()
    readAt = timers.milliseconds()
    const queries = await started.open({
      patientId: chart.patientId,
      asOf: now.date,
      readAt: now.minute,
      language: language.peek(),
      ...(added && { additions: added }),
    })
    if (!isLive()) return
    clinician.begin()
    const kept = chart.referral?.answers
    if (kept) endKeeping = keepInChart({ kept, engine: started, clinician, whenRead, writing })
    progress = { ...progress, queries: queries.length }
    show()
    const read = await chart.read(queries, started.sink, (latest) => {
      progress = latest
      show()
    })
    if (!isLive()) return
    if (!read.ok) return stop(read.problem)
    allRead = true
    cancelSettle = timers.after(SETTLE_SECONDS * 1000, fail)
    show()
  }

  return {
    state,
    language,
    shownLanguage,
    clinician,
    referrals: referralsShown,
    async open() {
      watchIdle()
      try {
        await readChart()
      } catch {
        fail()
      }
    },
    setLanguage(wanted) {
      if (!isLive()) {
        language.value = wanted
        return
      }
      chosen = true
      language.value = wanted
      try {
        if (session) engine?.setLanguage(wanted)
      } catch {
        fail()
      }
    },
    touch,
    mayLeave: () => ![...referralsShown.peek().values()].some(({ isUnderWay }) => isUnderWay()),
    leave: () => end({ kind: 'closed', why: 'left' }),
    fail,
  }
}

/** Who sits there; undefined where the EHR does not say. */
const userOf = async ({ user }: OpenSession): Promise<Requester | undefined> => {
  try {
    return await user?.()
  } catch {
    return undefined
  }
}

/**
 * True where nothing stored may be used again: the patient may be the wrong one, or nobody sits there any
 * more. Any other end leaves the session to a reload or to a new launch of the same patient, so that an
 * answer that was given is not lost.
 */
const forgetsSession = (last: Extract<PageState, { kind: 'stopped' | 'closed' }>): boolean =>
  last.kind === 'closed'
    ? last.why === 'idle'
    : last.problem.kind === 'patient-differs' || last.problem.kind === 'somebody-else'

/** Closing must not keep the rest from closing. */
function quietly(run: () => void): void {
  try {
    run()
  } catch {
    // It is being thrown away; there is nobody left to tell.
  }
}

import type { Timers } from '../../src/app/model.ts'
import type {
  AnswerStore,
  Engine,
  EngineUpdate,
  OpenSession,
  Ports,
  Progress,
  SessionProblem,
} from '../../src/app/ports.ts'
import type { Answer } from '../../src/engine/facts/answers.ts'
import type { Language } from '../../src/engine/language.ts'
import type { Query } from '../../src/engine/record/query.ts'
import type { ReferralDoor } from '../../src/engine/referral/door.ts'
import type { Requester } from '../../src/engine/referral/draft.ts'
import { fail, ok, type Result } from '../../src/engine/result.ts'
import type { Override } from '../../src/engine/verdict/override.ts'

/** What an engine was told that the clinician answered and overrode. */
interface ToldOfClinician {
  readonly answers: readonly Answer[]
  readonly overrides: readonly Override[]
}

const QUERIES: readonly Query[] = ['Condition', 'Procedure', 'Observation'].map((resource) => ({
  id: resource,
  kind: 'search',
  resource: resource as Query['resource'],
  parameters: [],
}))

/** A promise that the test settles. */
function awaited<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** An EHR and an engine in the test's hands: each step happens when the test says so. */
export function fakePorts({
  language,
  showPatient = true,
  answers,
  user,
  referral,
  draft = () => Promise.reject(new Error('not used')),
}: {
  language?: Language
  showPatient?: boolean
  answers?: AnswerStore
  user?: Requester
  referral?: ReferralDoor
  draft?: Engine['draft']
} = {}) {
  const opening = awaited<Result<OpenSession, SessionProblem>>()
  const queries = awaited<readonly Query[]>()
  const reading = awaited<Result<readonly [], SessionProblem>>()
  const closed: string[] = []
  const asked: Language[] = []
  const told: ToldOfClinician[] = []
  let tell: (update: EngineUpdate) => void = () => {}
  let report: (progress: Progress) => void = () => {}

  const session: OpenSession = {
    patientId: 'anna',
    siteName: 'Demo hospital',
    showPatient,
    ...(language && { language }),
    ...(answers && { answers }),
    ...(user && { user: () => Promise.resolve(user) }),
    ...(referral && { referral }),
    read(_queries, _sink, onProgress) {
      report = onProgress
      return reading.promise
    },
    close: () => closed.push('session'),
  }
  const ports: Ports = {
    openSession: () => opening.promise,
    startEngine(onUpdate) {
      tell = onUpdate
      return {
        open(input) {
          asked.push(input.language)
          return queries.promise
        },
        sink: {
          take: () => Promise.reject(new Error('not used')),
          takeBatch: () => Promise.reject(new Error('not used')),
          finish: () => Promise.resolve(),
        },
        setLanguage: (wanted) => asked.push(wanted),
        draft,
        writeAnswers: () => Promise.reject(new Error('not used')),
        readAnswers: () => Promise.reject(new Error('not used')),
        row: () => Promise.reject(new Error('not used')),
        setClinician: (given, overridden) => told.push({ answers: given, overrides: overridden }),
        place: 'worker',
        close: () => closed.push('engine'),
      }
    },
    now: () => ({
      date: '2026-11-23',
      minute: '2026-11-23T09:41',
      instant: '2026-11-23T09:41:07+01:00',
    }),
    browser: { copy: () => Promise.resolve(true), print: () => {}, reload: () => {} },
    browserLanguage: () => 'en',
  }
  return {
    ports,
    /** What was closed, in order. */
    closed,
    /** The languages that the engine was told, the first at its start. */
    asked,
    /** What the engine was told of the clinician, each time. */
    told,
    chartOpens: () => opening.resolve(ok(session)),
    chartStops: (kind: SessionProblem['kind']) => opening.resolve(fail({ kind })),
    chartBreaks: () => opening.reject(new Error('secret of Anna')),
    queriesCome: () => queries.resolve(QUERIES),
    queriesBreak: () => queries.reject(new Error('secret of Anna')),
    progress: (progress: Progress) => report(progress),
    readingEnds: () => reading.resolve(ok([])),
    readingStops: (kind: SessionProblem['kind']) => reading.resolve(fail({ kind })),
    readingBreaks: () => reading.reject(new Error('secret of Anna')),
    update: (update: EngineUpdate) => tell(update),
  }
}

/** A place that keeps answers for one patient, as a tab's storage does: as text. */
export function fakeAnswerStore(kept?: unknown) {
  let stored = kept === undefined ? undefined : JSON.stringify(kept)
  const store: AnswerStore = {
    load: () => (stored === undefined ? undefined : JSON.parse(stored)),
    save: (now) => {
      stored = JSON.stringify(now)
    },
    clear: () => {
      stored = undefined
    },
  }
  return { store, stored: () => stored }
}

/** A clock that moves when the test says so. */
export function fakeTimers() {
  let time = 0
  const due = new Set<{ at: number; run: () => void }>()
  const timers: Timers = {
    after(milliseconds, run) {
      const entry = { at: time + milliseconds, run }
      due.add(entry)
      return () => due.delete(entry)
    },
    milliseconds: () => time,
  }
  return {
    timers,
    /** Time goes by; whatever falls due runs. */
    pass(milliseconds: number) {
      const end = time + milliseconds
      for (;;) {
        const [next] = [...due].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)
        if (!next) break
        due.delete(next)
        time = next.at
        next.run()
      }
      time = end
    },
    /** The computer sleeps: time goes by and nothing runs. */
    sleep(milliseconds: number) {
      time += milliseconds
    },
    waiting: () => due.size,
  }
}

/** Lets everything that was promised happen. */
export const settled = () => new Promise<void>((resolve) => setTimeout(resolve))

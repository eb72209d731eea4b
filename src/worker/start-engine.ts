import type { ReadPatient } from '../engine/board/row.ts'
import type { Card } from '../engine/card/card.ts'
import type { Answer } from '../engine/facts/answers.ts'
import type { Json, Resource } from '../engine/fhir.ts'
import type { Language } from '../engine/language.ts'
import type { Query } from '../engine/record/query.ts'
import type { PageReport, PageSink } from '../engine/record/reading.ts'
import type { AnswersInChart, AnswersRefusal, AnswersWriting } from '../engine/referral/answers-response.ts'
import type { Draft, DraftRequest } from '../engine/referral/draft.ts'
import type { Result } from '../engine/result.ts'
import type {
  AdditionsReport,
  NotRead,
  RefusedAddition,
  SiteAdditions,
} from '../engine/trials/site-additions.ts'
import type { Override } from '../engine/verdict/override.ts'
import { type Call, callHost, callWorker } from './callers.ts'
import type { Opening } from './engine-host.ts'
import { Guard } from './guard.ts'
import type { HostRequest } from './messages.ts'
import { type Ask, readAdditions, TO_MATCH, TooSlow, usedOf } from './read-additions.ts'

/** What the engine says while a record comes in. */
export type EngineUpdate =
  | { readonly kind: 'cards'; readonly cards: readonly Card[] }
  /** Who it is, where the row of a board is wanted and no cards. */
  | { readonly kind: 'patient'; readonly patient: NonNullable<Card['patient']> }
  | { readonly kind: 'additions'; readonly report: AdditionsReport }
  | { readonly kind: 'stopped'; readonly problem: { readonly kind: 'engine-failed' } }

/** The engine as the page sees it, wherever it runs. */
export interface RunningEngine {
  /** Starts on a patient, with what the site adds to the built-in trials. */
  open(opening: Opening & { readonly additions?: SiteAdditions }): Promise<readonly Query[]>
  readonly sink: PageSink
  setLanguage(language: Language): void
  /** Tells all that the clinician answered and overrode. Once a patient is open; another patient starts without. */
  setClinician(answers: readonly Answer[], overrides: readonly Override[]): void
  /** What goes out with a referral. Rejects where there is no card of that trial. */
  draft(request: DraftRequest): Promise<Draft>
  /** The answers that were told, as the chart keeps them. Rejects where no patient has been read. */
  writeAnswers(writing: AnswersWriting): Promise<Json>
  /** Answers that the chart kept, each held against its question. They count once they are told. */
  readAnswers(resource: Resource): Promise<Result<AnswersInChart, AnswersRefusal>>
  /** The patient as a board keeps it, from what has been read by now. Nothing where it is not known who it is. */
  row(): Promise<ReadPatient | undefined>
  readonly place: 'worker' | 'page'
  close(): void
}

/** What the engine needs of the browser. A test gives its own. */
export interface Surroundings {
  newWorker(): Worker
  /** Runs once after so many milliseconds, unless the function that it returns is called first. */
  after(milliseconds: number, run: () => void): () => void
}

const BROWSER: Surroundings = {
  newWorker: () =>
    new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'trialside-engine' }),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}

/**
 * Starts the engine in a worker. Where the browser refuses one, before it has answered for the first time, the
 * same code runs on the page instead; a fault later on stops the card. With a site's additions in it, a worker
 * that stops answering or fails is ended, and another goes on without them.
 */
export function startEngine(
  onUpdate: (update: EngineUpdate) => void,
  { newWorker, after }: Surroundings = BROWSER,
): RunningEngine {
  let place: 'worker' | 'page' = 'worker'
  let isClosed = false
  let spoken: Language | undefined
  let end = () => {}
  /** Set while the worker has additions in it. */
  let guard: Guard | undefined
  /** What the worker that is guarded has in it, and what was said of that. */
  let inside: { readonly additions: SiteAdditions; readonly report: AdditionsReport } | undefined
  const fault = () => {
    if (!isClosed) onUpdate({ kind: 'stopped', problem: { kind: 'engine-failed' } })
  }
  const start = (): Promise<Call> => {
    let isCurrent = true
    const told = {
      cards: (cards: readonly Card[]) => {
        if (isCurrent) onUpdate({ kind: 'cards', cards })
      },
      patient: (patient: NonNullable<Card['patient']>) => {
        if (isCurrent) onUpdate({ kind: 'patient', patient })
      },
      fault: () => {
        if (!isCurrent) return
        if (guard) guard.giveUp('failed')
        else fault()
      },
    }
    return callWorker(newWorker, told, (close) => {
      end = () => {
        isCurrent = false
        close()
      }
    }).catch(() => {
      place = 'page'
      return callHost(told)
    })
  }
  let caller = start()
  const call: Call = async (request, transfer) => (await caller)(request, transfer)
  const send = (request: HostRequest) => ('body' in request ? call(request, [request.body]) : call(request))

  /** A request whose answer is not waited for without end. */
  const ask: Ask = (request, milliseconds) =>
    new Promise((answered, reject) => {
      const cancel = after(milliseconds, () => reject(new TooSlow()))
      void call(request).then(answered, reject).finally(cancel)
    })

  /** Ends the worker and starts another, which knows the built-in trials alone. */
  const startAgain = () => {
    end()
    if (!isClosed) caller = start()
  }

  const guardWith = (
    refused: readonly RefusedAddition[],
    files: readonly string[],
    keepsBodies: boolean,
  ): Guard =>
    new Guard({
      keepsBodies,
      send,
      isAlive: () => ask({ kind: 'still' }, TO_MATCH),
      giveUp: (why, journal) => {
        guard = undefined
        inside = undefined
        startAgain()
        if (isClosed) return
        onUpdate({ kind: 'additions', report: { refused, notRead: { why, files } } })
        journal.replay(send)
      },
    })

  const add = async (
    additions: SiteAdditions,
    { asOf: today, forRow }: Opening,
  ): Promise<AdditionsReport> => {
    await caller
    let now: readonly string[] = []
    const refused: RefusedAddition[] = []
    const files = additions.definitions.map(({ file }) => file)
    const report = (why: NotRead, names: readonly string[] = files): AdditionsReport => ({
      refused,
      notRead: { why, files: names },
    })
    if (place === 'page') return report('no-worker')
    try {
      await readAdditions(additions, today, ask, refused, (next) => {
        now = next
      })
      guard = guardWith(refused, usedOf(additions.definitions, refused), !forRow)
      inside = { additions, report: { refused } }
      return { refused }
    } catch (problem) {
      const isSlow = problem instanceof TooSlow
      if (isSlow) startAgain()
      return isSlow && now.length > 0 ? report('too-slow', now) : report('failed')
    }
  }

  /** The next patient with the same additions: they are in the worker, and what it was asked before is kept no more. */
  const keep = (additions: SiteAdditions, { forRow }: Opening): AdditionsReport | undefined => {
    if (!guard || inside?.additions !== additions) return undefined
    guard.end()
    const { refused } = inside.report
    guard = guardWith(refused, usedOf(additions.definitions, refused), !forRow)
    return inside.report
  }

  const request = (asked: HostRequest): Promise<unknown> => (guard ? guard.ask(asked) : send(asked))

  return {
    open: async ({ additions, ...opening }) => {
      if (additions) {
        const report = keep(additions, opening) ?? (await add(additions, opening))
        if (!isClosed) onUpdate({ kind: 'additions', report })
      }
      const { language } = opening
      // Another may have been asked for while the additions were read.
      const latest = { ...opening, language: spoken ?? language }
      return (await request({ kind: 'open', opening: latest })) as readonly Query[]
    },
    sink: {
      take: async (query, body) => (await request({ kind: 'take', query, body })) as PageReport,
      takeBatch: async (queries, body) =>
        (await request({ kind: 'take-batch', queries, body })) as readonly (PageReport | undefined)[],
      finish: async (entry) => {
        await request({ kind: 'finish', entry })
      },
    },
    setLanguage: (language) => {
      spoken = language
      void request({ kind: 'language', language }).catch(fault)
    },
    setClinician: (answers, overrides) => {
      void request({ kind: 'clinician', answers, overrides }).catch(fault)
    },
    draft: async (asked) => {
      const draft = (await request({ kind: 'draft', request: asked })) as Draft | undefined
      if (!draft) throw new Error(`no card of ${asked.trial}`)
      return draft
    },
    writeAnswers: async (writing) => {
      const response = (await request({ kind: 'write-answers', writing })) as Json | undefined
      if (!response) throw new Error('answers about nobody')
      return response
    },
    readAnswers: async (resource) =>
      (await request({ kind: 'read-answers', resource })) as Result<AnswersInChart, AnswersRefusal>,
    row: async () => (await request({ kind: 'row' })) as ReadPatient | undefined,
    get place() {
      return place
    },
    close: () => {
      isClosed = true
      guard?.end()
      end()
    },
  }
}

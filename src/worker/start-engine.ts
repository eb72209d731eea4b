import type { Card } from '../engine/card/card.ts'
import type { Language } from '../engine/language.ts'
import type { Query } from '../engine/record/query.ts'
import type { PageReport, PageSink } from '../engine/record/reading.ts'
import type { AdditionsReport, NotRead, SiteAdditions } from '../engine/trials/site-additions.ts'
import { type Call, callHost, callWorker } from './callers.ts'
import type { Opening } from './engine-host.ts'
import { readAdditions, TooSlow } from './read-additions.ts'

/** What the engine says while a record comes in. */
export type EngineUpdate =
  | { readonly kind: 'cards'; readonly cards: readonly Card[] }
  | { readonly kind: 'additions'; readonly report: AdditionsReport }
  | { readonly kind: 'stopped'; readonly problem: { readonly kind: 'engine-failed' } }

/** The engine as the page sees it, wherever it runs. */
export interface RunningEngine {
  /** Starts on a patient, with what the site adds to the built-in trials. */
  open(opening: Opening & { readonly additions?: SiteAdditions }): Promise<readonly Query[]>
  readonly sink: PageSink
  setLanguage(language: Language): void
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
 * same code runs on the page instead; a fault later on stops the card.
 */
export function startEngine(
  onUpdate: (update: EngineUpdate) => void,
  { newWorker, after }: Surroundings = BROWSER,
): RunningEngine {
  const told = {
    cards: (cards: readonly Card[]) => onUpdate({ kind: 'cards', cards }),
    fault: () => onUpdate({ kind: 'stopped', problem: { kind: 'engine-failed' } }),
  }
  let place: 'worker' | 'page' = 'worker'
  let isClosed = false
  let spoken: Language | undefined
  let end = () => {}
  const start = (): Promise<Call> =>
    callWorker(newWorker, told, (close) => {
      end = close
    }).catch(() => {
      place = 'page'
      return callHost(told)
    })
  let caller = start()
  const call: Call = async (request, transfer) => (await caller)(request, transfer)

  /** A request whose answer is not waited for without end. */
  const ask = (request: Parameters<Call>[0], milliseconds: number): Promise<unknown> =>
    new Promise((answered, reject) => {
      const cancel = after(milliseconds, () => reject(new TooSlow()))
      void call(request).then(answered, reject).finally(cancel)
    })

  const add = async (additions: SiteAdditions, today: string) => {
    await caller
    let now = ''
    const files = additions.definitions.map(({ file }) => file)
    const report = (why: NotRead, names = files): AdditionsReport => ({
      refused: [],
      notRead: { why, files: names },
    })
    if (place === 'page') return report('no-worker')
    try {
      return await readAdditions(additions, today, ask, (what) => {
        now = what
      })
    } catch (problem) {
      if (!(problem instanceof TooSlow) || now === '') return report('failed')
      end()
      if (!isClosed) caller = start()
      return report('too-slow', [now])
    }
  }

  return {
    open: async ({ additions, ...opening }) => {
      if (additions) {
        const report = await add(additions, opening.asOf)
        if (!isClosed) onUpdate({ kind: 'additions', report })
      }
      const { language } = opening
      // Another may have been asked for while the additions were read.
      const latest = { ...opening, language: spoken ?? language }
      return (await call({ kind: 'open', opening: latest })) as readonly Query[]
    },
    sink: {
      take: async (query, body) => (await call({ kind: 'take', query, body }, [body])) as PageReport,
      finish: async (entry) => {
        await call({ kind: 'finish', entry })
      },
    },
    setLanguage: (language) => {
      spoken = language
      void call({ kind: 'language', language }).catch(told.fault)
    },
    get place() {
      return place
    },
    close: () => {
      isClosed = true
      end()
    },
  }
}

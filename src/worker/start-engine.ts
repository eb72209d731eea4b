import type { Card } from '../engine/card/card.ts'
import type { Language } from '../engine/language.ts'
import type { Query } from '../engine/record/query.ts'
import type { PageReport, PageSink } from '../engine/record/reading.ts'
import type { Opening } from './engine-host.ts'
import type { Reply, Request, Unnumbered } from './messages.ts'

/** What the engine says while a record comes in. */
export type EngineUpdate =
  | { readonly kind: 'cards'; readonly cards: readonly Card[] }
  | { readonly kind: 'stopped'; readonly problem: { readonly kind: 'engine-failed' } }

/** The engine as the page sees it, wherever it runs. */
export interface RunningEngine {
  open(opening: Opening): Promise<readonly Query[]>
  readonly sink: PageSink
  setLanguage(language: Language): void
  readonly place: 'worker' | 'page'
  close(): void
}

type Call = (request: Unnumbered<Request>, transfer?: Transferable[]) => Promise<unknown>

/**
 * Starts the engine in a worker. Where the browser refuses one, before it has answered for the first time, the
 * same code runs on the page instead; a fault later on stops the card.
 */
export function startEngine(onUpdate: (update: EngineUpdate) => void): RunningEngine {
  const stop = () => onUpdate({ kind: 'stopped', problem: { kind: 'engine-failed' } })
  const show = (cards: readonly Card[]) => onUpdate({ kind: 'cards', cards })
  let place: 'worker' | 'page' = 'worker'
  let end = () => {}
  const onPage = async (): Promise<Call> => {
    place = 'page'
    return callHost(show, stop)
  }
  const caller: Promise<Call> = inWorker(show, stop, (close) => {
    end = close
  }).catch(onPage)
  const call: Call = async (request, transfer) => (await caller)(request, transfer)
  return {
    open: async (opening) => (await call({ kind: 'open', opening })) as readonly Query[],
    sink: {
      take: async (query, body) => (await call({ kind: 'take', query, body }, [body])) as PageReport,
      finish: async (entry) => {
        await call({ kind: 'finish', entry })
      },
    },
    setLanguage: (language) => void call({ kind: 'language', language }).catch(stop),
    get place() {
      return place
    },
    close: () => end(),
  }
}

/** A worker that has said it is there; rejects where none may run. */
function inWorker(
  show: (cards: readonly Card[]) => void,
  stop: () => void,
  onStart: (close: () => void) => void,
): Promise<Call> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      type: 'module',
      name: 'trialside-engine',
    })
    onStart(() => worker.terminate())
    const waiting = new Map<number, (value: unknown) => void>()
    let calls = 0
    let ready = false
    const call: Call = (request, transfer = []) =>
      new Promise((answered) => {
        calls += 1
        waiting.set(calls, answered)
        worker.postMessage({ ...request, call: calls }, transfer)
      })
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if (data.kind === 'ready') {
        ready = true
        resolve(call)
      } else if (data.kind === 'cards') show(data.cards)
      else if (data.kind === 'fault') stop()
      else {
        waiting.get(data.call)?.(data.value)
        waiting.delete(data.call)
      }
    }
    worker.onerror = () => {
      worker.terminate()
      if (ready) stop()
      else reject(new Error('no worker'))
    }
    worker.onmessageerror = stop
  })
}

/** The engine on the page itself. */
async function callHost(show: (cards: readonly Card[]) => void, stop: () => void): Promise<Call> {
  const [{ answer, EngineHost }, { catalog, version }] = await Promise.all([
    import('./engine-host.ts'),
    import('virtual:catalog'),
  ])
  const host = new EngineHost(catalog, version, 'page', show, (run) => {
    setTimeout(() => {
      try {
        run()
      } catch {
        stop()
      }
    })
  })
  return async (request) => answer(host, request)
}

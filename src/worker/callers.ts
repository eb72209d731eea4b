import type { Told } from './engine-host.ts'
import { isAddition, type Reply, type Request, type WorkerRequest } from './messages.ts'

/** Asks the engine, and gives its answer. */
export type Call = (request: WorkerRequest, transfer?: Transferable[]) => Promise<unknown>

/** Whom the engine tells what it says by itself, and that it cannot go on. */
export interface Listener extends Told {
  fault(): void
}

/** The engine in a worker that has said it is there; rejects where none may run. */
export function callWorker(
  newWorker: () => Worker,
  told: Listener,
  onStart: (close: () => void) => void,
): Promise<Call> {
  return new Promise((resolve, reject) => {
    const worker = newWorker()
    onStart(() => worker.terminate())
    const waiting = new Map<number, { answered: (value: unknown) => void; failed: (why: Error) => void }>()
    let calls = 0
    let ready = false
    const call: Call = (request, transfer = []) =>
      new Promise((answered, failed) => {
        calls += 1
        waiting.set(calls, { answered, failed })
        worker.postMessage({ call: calls, request } satisfies Request, transfer)
      })
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if (data.kind === 'ready') {
        ready = true
        resolve(call)
      } else if (data.kind === 'cards') told.cards(data.cards)
      else if (data.kind === 'patient') told.patient(data.patient)
      else if (data.kind === 'fault') told.fault()
      else {
        const asked = waiting.get(data.call)
        waiting.delete(data.call)
        if (data.kind === 'done') asked?.answered(data.value)
        else asked?.failed(new Error('not added'))
      }
    }
    worker.onerror = () => {
      worker.terminate()
      if (ready) told.fault()
      else reject(new Error('no worker'))
    }
    worker.onmessageerror = told.fault
  })
}

/** The engine on the page itself. It takes no additions: nothing could end one that keeps it busy. */
export async function callHost(told: Listener): Promise<Call> {
  const [{ answer, EngineHost }, { catalog, version }] = await Promise.all([
    import('./engine-host.ts'),
    import('virtual:catalog'),
  ])
  const host = new EngineHost(catalog, version, 'page', told, (run) => {
    setTimeout(() => {
      try {
        run()
      } catch {
        told.fault()
      }
    })
  })
  return async (request) => {
    if (isAddition(request)) throw new Error(`not on the page: ${request.kind}`)
    return answer(host, request)
  }
}

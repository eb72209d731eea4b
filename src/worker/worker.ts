import { catalog, version } from 'virtual:catalog'
import type { SiteCatalog } from '../authoring/site-additions.ts'
import type { Catalog } from '../engine/index.ts'
import { assertNever } from '../engine/result.ts'
import { answer, EngineHost } from './engine-host.ts'
import { type AdditionRequest, isAddition, type Reply, type Request } from './messages.ts'

const say = (reply: Reply) => self.postMessage(reply)

const hostOf = (trials: Catalog) =>
  new EngineHost(
    trials,
    version,
    'worker',
    {
      cards: (cards) => say({ kind: 'cards', cards }),
      patient: (patient) => say({ kind: 'patient', patient }),
    },
    (run) => setTimeout(run),
  )

let host = hostOf(catalog)
let site: SiteCatalog | undefined

self.onmessage = ({ data: { call, request } }: MessageEvent<Request>) => {
  if (isAddition(request))
    return add(request).then(
      (value) => say({ kind: 'done', call, value }),
      () => say({ kind: 'failed', call }),
    )
  try {
    return say({ kind: 'done', call, value: answer(host, request) })
  } catch {
    return say({ kind: 'fault' })
  }
}

/** What reads definitions is loaded only where a site adds something: nobody else waits for it. */
async function add(request: AdditionRequest): Promise<unknown> {
  if (request.kind === 'prepare') {
    const { SiteCatalog } = await import('../authoring/site-additions.ts')
    site = new SiteCatalog(catalog, request.today)
    return undefined
  }
  // Cards are made in a timer: this one falls due after theirs.
  if (request.kind === 'still') return new Promise<void>((due) => setTimeout(due))
  if (!site) throw new Error('an addition before its reader')
  switch (request.kind) {
    case 'definition':
      return site.add(request)
    case 'overrides':
      return site.override(request.overrides)
    case 'use':
      host = hostOf(site.catalog)
      return undefined
    default:
      return assertNever(request)
  }
}

say({ kind: 'ready' })

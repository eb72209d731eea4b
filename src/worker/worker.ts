import { catalog, version } from 'virtual:catalog'
import { answer, EngineHost } from './engine-host.ts'
import type { Reply, Request } from './messages.ts'

const say = (reply: Reply) => self.postMessage(reply)
const host = new EngineHost(
  catalog,
  version,
  'worker',
  (cards) => say({ kind: 'cards', cards }),
  (run) => setTimeout(run),
)

self.onmessage = ({ data }: MessageEvent<Request>) => {
  try {
    say({ kind: 'done', call: data.call, value: answer(host, data) })
  } catch {
    say({ kind: 'fault' })
  }
}

say({ kind: 'ready' })

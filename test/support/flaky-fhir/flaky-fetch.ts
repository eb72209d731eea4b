import type { Json } from '../../../src/engine/fhir.ts'
import type { Outside } from '../../../src/smart/outside.ts'
import { type Answered, type Asked, BASE, type FhirServer } from './fhir-server.ts'
import type { Chance } from './seeded.ts'
import type { Fault } from './weather.ts'

/** What lies between one page and the server. */
export interface Wire {
  readonly server: FhirServer
  readonly clock: Outside['clock']
  readonly chance: Chance
  fault(asked: Asked): Fault
  /** Bearer tokens that the server takes. */
  readonly tokens: ReadonlySet<string>
  /** True where answers are as much of a `Response` as is read of one: a real one takes twice as long to build. */
  readonly isLight?: boolean
  /** True once the page is gone: what it sent goes on, and nothing comes back or leaves any more. */
  isGone?(): boolean
}

/** A request that is late arrives when it is between so old and so old. */
const LATE = [5_000, 20_000] as const

/** The network of one page: `fetch`, as the browser has it, over a wire on which things go wrong. */
export function flakyFetch(wire: Wire): Outside['fetch'] {
  const { server, clock, chance } = wire
  const responseOf = wire.isLight ? lightResponse : realResponse
  const way = () => clock.pause(chance.between(20, 250))
  return async (address, init) => {
    const asked = readAsked(address, init, clock.now())
    if (wire.isGone?.()) return never(init)
    const fault = wire.fault(asked)
    await way()
    if (!wire.tokens.has(tokenIn(asked))) return responseOf({ status: 401 })
    const arrive = () => server.handle(asked)
    switch (fault) {
      case 'silence-before':
        return never(init)
      case 'silence-after':
        arrive()
        return never(init)
      case 'reset-before':
        throw new TypeError('Failed to fetch')
      case 'reset-after':
        arrive()
        throw new TypeError('Failed to fetch')
      case 'error-before':
        return responseOf({ status: chance.oneOf([500, 502, 503]) })
      case 'error-after':
        arrive()
        return responseOf({ status: chance.oneOf([500, 502, 504]) })
      case 'busy':
        return responseOf({
          status: chance.oneOf([429, 503]),
          headers: { 'retry-after': String(chance.oneOf([1, 3, 8])) },
        })
      case 'late':
        clock.deadline(chance.between(...LATE), arrive)
        return never(init)
      case 'reset-late':
        clock.deadline(LATE[1], arrive)
        throw new TypeError('Failed to fetch')
      case 'none': {
        const answered = arrive()
        await way()
        return wire.isGone?.() ? never(init) : responseOf(answered)
      }
    }
  }
}

/** Nothing comes, until whoever waits gives up. */
const never = ({ signal }: RequestInit): Promise<Response> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')))
  })

const tokenIn = ({ headers }: Asked): string => (headers.get('authorization') ?? '').replace('Bearer ', '')

function readAsked(address: string, init: RequestInit, leftAt: number): Asked {
  const url = new URL(address)
  return {
    method: init.method ?? 'GET',
    path: url.pathname.slice(new URL(BASE).pathname.length).replace(/^\//, ''),
    query: url.searchParams,
    headers: new Headers(init.headers),
    body: typeof init.body === 'string' ? (JSON.parse(init.body) as Json) : {},
    leftAt,
  }
}

const realResponse = ({ status, body, headers = {} }: Answered): Response =>
  new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/fhir+json', ...headers },
  })

function lightResponse({ status, body, headers = {} }: Answered): Response {
  const bytes = body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body))
  let isRead = bytes === undefined
  const cancel = async () => {}
  const read = async () => {
    if (isRead) return { done: true }
    isRead = true
    return { done: false, value: bytes }
  }
  return {
    status,
    ok: status >= 200 && status < 300,
    type: 'cors',
    headers: new Headers({ 'content-type': 'application/fhir+json', ...headers }),
    body: bytes ? { getReader: () => ({ read, cancel }), cancel } : null,
  } as unknown as Response
}

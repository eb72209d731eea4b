import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Handler } from './origins.ts'

/** Only this machine can reach the sandbox. */
export const HOST = '127.0.0.1'

const PARTS = 3
const TRIES = 50

/** A port that is taken, but answers nothing yet. */
export interface Door {
  readonly origin: string
  serve(handler: Handler): void
  close(): Promise<void>
}

/**
 * Takes three ports: any three for 0, else three in a row from the first, moving on while one is in use.
 * Ports are taken before the sandbox is made, because every part has to know where the others are.
 */
export async function takeDoors(first: number): Promise<readonly [Door, Door, Door]> {
  for (let port = first, tries = 0; tries < TRIES; port += PARTS, tries += 1) {
    const doors: Door[] = []
    try {
      for (let part = 0; part < PARTS; part += 1) doors.push(await openDoor(first === 0 ? 0 : port + part))
      return doors as unknown as readonly [Door, Door, Door]
    } catch (problem) {
      await Promise.all(doors.map((door) => door.close()))
      if ((problem as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw problem
    }
  }
  throw new Error(`No three free ports from ${first} on`)
}

async function openDoor(port: number): Promise<Door> {
  let handler: Handler = async () => new Response('Starting', { status: 503 })
  const answer = async (request: Request, { outgoing }: HttpBindings): Promise<Response> => {
    // A browser sends a request again by itself, a POST too, when a connection that it used before breaks without an
    // answer. Each request has a connection of its own, so that the app meets the fault and not the browser.
    outgoing.shouldKeepAlive = false
    const response = await handler(request)
    if (response.type !== 'error') return response
    outgoing.destroy()
    return RESPONSE_ALREADY_SENT
  }
  // The listener would replace the process's Request and Response, which a test runner watches.
  const listener = getRequestListener((request, bindings) => answer(request, bindings as HttpBindings), {
    overrideGlobalObjects: false,
  })
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(port, HOST, listening)
  })
  return {
    origin: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    serve: (next) => {
      handler = next
    },
    close: () => closed(server),
  }
}

const closed = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })

import { type AddressInfo, createServer } from 'node:net'

/** A port that nobody should knock at. */
export interface Trap {
  readonly port: number
  /** How often somebody did. */
  readonly knocks: number
  close(): Promise<void>
}

/** Opens the port to which every name under `.example` leads. It answers nothing. */
export async function setTrap(): Promise<Trap> {
  let knocks = 0
  const server = createServer((socket) => {
    knocks += 1
    socket.destroy()
  })
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening)
  })
  return {
    port: (server.address() as AddressInfo).port,
    get knocks() {
      return knocks
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}

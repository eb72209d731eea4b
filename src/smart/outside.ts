/**
 * Time, chance and the network, as this folder uses them. A test gives its own and then needs neither
 * sleep nor luck.
 */
export interface Outside {
  fetch(address: string, init: RequestInit): Promise<Response>
  readonly clock: Clock
  /** At least 0, below 1. Spreads retries; protects nothing. */
  random(): number
  /** 122 random bits or more, from the cryptographic generator (SMART App Launch 2.2, `state`). */
  secret(): string
}

/** Time that passes, and things that happen when it has. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves when so many milliseconds have passed. */
  pause(milliseconds: number): Promise<void>
  /** Runs something when so many milliseconds have passed. Gives what calls it off. */
  deadline(milliseconds: number, run: () => void): () => void
}

/** 128 bits of the cryptographic generator, in letters and digits that need no escaping anywhere. */
export function randomSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The browser's own. */
export const outside: Outside = {
  fetch: (address, init) => fetch(address, init),
  clock: {
    now: () => Date.now(),
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    deadline: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  },
  random: () => Math.random(),
  secret: randomSecret,
}

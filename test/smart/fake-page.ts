import type { Page } from '../../src/smart/page.ts'

/** Where the app is served in these tests. */
export const APP = 'https://app.example/trialside'

/** Storage of one tab, which all its frames share. */
export function tabStorage(): Storage {
  const items = new Map<string, string>()
  // A browser lists the stored names as the object's own keys; so does this.
  const methods = {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  }
  return new Proxy(methods as Storage, {
    ownKeys: () => [...items.keys()],
    getOwnPropertyDescriptor: (_, name) =>
      items.has(String(name))
        ? { configurable: true, enumerable: true, value: items.get(String(name)) }
        : undefined,
  })
}

/** Storage that a browser blocks, as it does in a third-party frame. */
export function blockedStorage(): never {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}

/** A frame, and what became of it. */
export interface FakePage extends Page {
  readonly left: readonly string[]
  readonly rewritten: readonly string[]
  readonly reloads: number
  /** The browser brings it back from its back/forward cache. */
  restore(): void
}

/** One document in a frame. `note` is what the frame noted before, as after a reload. */
export function fakePage(
  address: string,
  {
    storage = tabStorage(),
    place = '',
    reloaded = false,
    note = null,
  }: { storage?: Storage | (() => Storage); place?: string; reloaded?: boolean; note?: unknown } = {},
): FakePage {
  const left: string[] = []
  const rewritten: string[] = []
  const restored: (() => void)[] = []
  let current = note
  let reloads = 0
  return {
    address,
    reloaded,
    place,
    storage: () => (typeof storage === 'function' ? storage() : storage),
    note: () => current,
    rewrite: (to, noted) => {
      rewritten.push(to)
      current = noted
    },
    leave: (to) => void left.push(to),
    whenRestored: (run) => void restored.push(run),
    reload: () => {
      reloads += 1
    },
    restore: () => {
      for (const run of restored) run()
    },
    left,
    rewritten,
    get reloads() {
      return reloads
    },
  }
}

/** Asks once for all who want to know it, and again only where nothing came of it. */
export function onceKnown<T>(ask: () => Promise<T | undefined>): () => Promise<T | undefined> {
  let asked: Promise<T | undefined> | undefined
  return async () => {
    asked ??= ask()
    let known: T | undefined
    try {
      known = await asked
      return known
    } finally {
      if (known === undefined) asked = undefined
    }
  }
}

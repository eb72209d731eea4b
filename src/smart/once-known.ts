/** Asks once for all who want to know it, and again only where nothing came of it. */
export function onceKnown<T>(ask: () => Promise<T | undefined>): () => Promise<T | undefined> {
  let asked: Promise<T | undefined> | undefined
  return async () => {
    asked ??= ask()
    const own = asked
    let known: T | undefined
    try {
      known = await own
      return known
    } finally {
      // By the time the second of those who waited hears of it, the first may have asked again.
      if (known === undefined && asked === own) asked = undefined
    }
  }
}

/** What fhirclient may fetch at the moment, by address. */
const errands = new Map<string, Run>()

type Run = (init: RequestInit | undefined) => Promise<Response>

/**
 * fhirclient keeps the `fetch` that it finds while it loads. For that moment it finds ours, which from then
 * on runs our errands and refuses everything else. Whoever else fetches meanwhile gets the browser's own.
 */
async function load() {
  const browsers = globalThis.fetch
  let isLent = false
  const lent: typeof fetch = (input, init) => {
    if (!isLent) return browsers.call(globalThis, input, init)
    const run = errands.get(String(input))
    return run ? run(init) : Promise.reject(new TypeError('not an errand of ours'))
  }
  // fhirclient's own word for "take the browser's fetch, bring no other".
  Reflect.set(globalThis, 'FHIRCLIENT_PURE', true)
  globalThis.fetch = lent
  try {
    const [smart, security] = await Promise.all([
      import('fhirclient/lib/smart.js'),
      import('fhirclient/lib/security/browser.js'),
    ])
    return {
      authorize: smart.authorize,
      ready: smart.ready,
      generatePKCEChallenge: security.generatePKCEChallenge,
    }
  } finally {
    if (globalThis.fetch === lent) globalThis.fetch = browsers
    isLent = true
  }
}

let loading: ReturnType<typeof load> | undefined

/** Starts to load fhirclient. Calling it early saves the wait later. */
export function loadFhirclient(): ReturnType<typeof load> {
  loading ??= load()
  return loading
}

/** Takes a step of fhirclient's with the way open to one address, and to nowhere else. */
export async function errand<T>(address: string, run: Run, step: () => Promise<T>): Promise<T> {
  errands.set(address, run)
  try {
    return await step()
  } finally {
    errands.delete(address)
  }
}

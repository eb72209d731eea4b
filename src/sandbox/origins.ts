/** Where the four parts of the sandbox are. FHIR and authorization share one origin. */
export interface Origins {
  readonly chart: string
  readonly fhir: string
  readonly app: string
}

/** The FHIR base address, which is also the issuer. */
export const fhirBase = (origins: Origins): string => `${origins.fhir}/fhir`

/** The one client that is registered. */
export const CLIENT_ID = 'trialside'

/** Where a code may be sent: exactly these. */
export const redirectUris = (origins: Origins): readonly string[] => [
  `${origins.app}/index.html`,
  `${origins.app}/`,
  `${origins.app}/board.html`,
]

/**
 * A part of the sandbox: a request in, an answer out, without a network. `Response.error()` is a connection that was
 * cut: whoever listens cuts it, and a test's `fetch` fails as it would.
 */
export type Handler = (request: Request) => Promise<Response>

/**
 * Refuses what was not sent to this very origin. Another name that resolves to this machine must not read
 * the sandbox, invented as its patients are.
 */
export const onlyAt =
  (origin: string, handler: Handler): Handler =>
  async (request) =>
    new URL(request.url).origin === origin
      ? handler(request)
      : new Response(`This is ${origin} and answers to no other address.`, { status: 421 })

import * as z from 'zod/mini'
import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import { fhirBase, isSecure } from './fhir-base.ts'
import type { Outside } from './outside.ts'
import type { SessionProblem } from './problems.ts'
import { problem } from './problems.ts'
import { jsonIn, timedFetch } from './timed-fetch.ts'

const origin = z.string().check(
  z.refine((text) => URL.canParse(text) && new URL(text).origin === text && isSecure(new URL(text)), {
    error: 'is not an origin such as https://ehr.example.org',
  }),
)

const site = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  iss: z.string().check(z.refine((text) => fhirBase(text) !== undefined)),
  // What a form takes unescaped: fhirclient does not escape the client id when it refreshes.
  clientId: z.string().check(z.regex(/^[\w.~:@/-]{1,200}$/)),
  origins: z.array(origin),
  frameAncestors: z.array(z.string()),
  language: z.optional(z.enum(['en', 'nl'])),
  ehrShowsBanner: z.boolean(),
  timeZone: z.optional(z.string().check(z.refine(isTimeZone))),
  pageSize: z.optional(z.int().check(z.gte(1), z.lte(1000))),
})

const registry = z
  .object({ sites: z.array(site) })
  .check(z.refine(({ sites }) => new Set(sites.map(({ iss }) => fhirBase(iss))).size === sites.length))

/** An EHR that this installation trusts, and what it is trusted with. */
export type Site = Readonly<z.infer<typeof site>>

/** Reads the list of sites. One fault anywhere makes the whole list unreadable: half a trust list is none. */
export function decodeRegistry(json: unknown): Result<readonly Site[], SessionProblem> {
  const read = registry.safeParse(json)
  return read.success ? ok(read.data.sites) : fail(problem('config-unreadable'))
}

/** Gets the list of sites that is served beside the page. */
export async function fetchRegistry(
  page: string,
  outside: Outside,
): Promise<Result<readonly Site[], SessionProblem>> {
  const init: RequestInit = { redirect: 'error', cache: 'no-cache', credentials: 'same-origin' }
  const answer = await timedFetch(new URL('config.json', page).href, init, { bytes: 1_000_000 }, outside)
  if (!answer.ok || answer.value.status !== 200) return fail(problem('config-unreadable'))
  return decodeRegistry(jsonIn(answer.value.body))
}

/** The site of an `iss`: the same address, letter for letter, one trailing slash aside. */
export function siteOf(sites: readonly Site[], iss: string): Result<Site, SessionProblem> {
  const base = fhirBase(iss)
  const found = base === undefined ? undefined : sites.find((known) => fhirBase(known.iss) === base)
  return found ? ok(found) : fail(problem('iss-unknown'))
}

/** True for an origin that the site lists, and for the one of its FHIR server. */
export const trustsOrigin = (site: Site, url: URL): boolean =>
  url.origin === new URL(site.iss).origin || site.origins.includes(url.origin)

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

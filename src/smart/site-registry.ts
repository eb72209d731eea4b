import type { Language } from '../engine/language.ts'
import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import { fhirBase, isSecure } from './fhir-base.ts'
import { fieldsOf } from './fields.ts'
import type { Outside } from './outside.ts'
import type { SessionProblem } from './problems.ts'
import { problem } from './problems.ts'
import { decodeAdditions, type ListedAdditions } from './site-additions.ts'
import { decodeReferral, type SiteReferral } from './site-referral.ts'
import { jsonIn, timedFetch } from './timed-fetch.ts'
import { urlOf } from './url-of.ts'

/** An EHR that this installation trusts, and what it is trusted with. */
export interface Site {
  readonly name: string
  /** The FHIR base address, which is the `iss` of its launches. */
  readonly iss: string
  /** The id under which this app is registered there. */
  readonly clientId: string
  /** Where its authorization endpoints, and pages of its answers, may be besides the origin of `iss`. */
  readonly origins: readonly string[]
  /** Who may put this app in a frame. For the server that sends the headers; nothing here reads it. */
  readonly frameAncestors: readonly string[]
  readonly language?: Language
  /** True where the EHR itself shows around the frame whose chart this is. */
  readonly ehrShowsBanner: boolean
  readonly timeZone?: string
  /** Entries to ask for on a page. */
  readonly pageSize?: number
  /** Definitions beside the app, and the site's own word on trials. */
  readonly additions?: ListedAdditions
  /** Whom referrals go to. Absent where the site has not turned referral on. */
  readonly referral?: SiteReferral
}

/** Reads the list of sites. One fault anywhere makes the whole list unreadable: half a trust list is none. */
export function decodeRegistry(json: unknown): Result<readonly Site[], SessionProblem> {
  const listed = fieldsOf(json).get('sites')
  const sites = Array.isArray(listed) ? listed.map(decodeSite) : [undefined]
  const bases = new Set(sites.map((site) => site && fhirBase(site.iss)))
  const isWhole = sites.every((site) => site !== undefined) && bases.size === sites.length
  return isWhole ? ok(sites) : fail(problem('config-unreadable'))
}

function decodeSite(json: unknown): Site | undefined {
  const given = fieldsOf(json)
  const [name, iss, clientId] = ['name', 'iss', 'clientId'].map((field) => given.get(field))
  const [origins, frameAncestors] = [given.get('origins'), given.get('frameAncestors')]
  const [language, timeZone, pageSize] = ['language', 'timeZone', 'pageSize'].map((field) => given.get(field))
  const ehrShowsBanner = given.get('ehrShowsBanner')
  if (!isText(name) || !isText(iss) || fhirBase(iss) === undefined) return undefined
  // What a form takes unescaped: fhirclient does not escape the client id when it refreshes.
  if (!isText(clientId) || !/^[\w.~:@/-]+$/.test(clientId)) return undefined
  if (!isListOf(origins, isOrigin) || !isListOf(frameAncestors, isText)) return undefined
  if (typeof ehrShowsBanner !== 'boolean') return undefined
  if (language !== undefined && language !== 'en' && language !== 'nl') return undefined
  if (timeZone !== undefined && !isTimeZone(timeZone)) return undefined
  if (pageSize !== undefined && !isPageSize(pageSize)) return undefined
  const additions = decodeAdditions(given)
  const referral = decodeReferral(given.get('referral'))
  if (given.has('referral') && !referral) return undefined
  return {
    name,
    iss,
    clientId,
    origins,
    frameAncestors,
    ehrShowsBanner,
    ...(language === undefined ? {} : { language }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(additions === undefined ? {} : { additions }),
    ...(referral === undefined ? {} : { referral }),
  }
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

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 1024

function isOrigin(value: unknown): value is string {
  const url = isText(value) ? urlOf(value) : undefined
  return url !== undefined && url.origin === value && isSecure(url)
}

const isListOf = <T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] =>
  Array.isArray(value) && value.every(isItem)

const isPageSize = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1000

function isTimeZone(name: unknown): name is string {
  if (!isText(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

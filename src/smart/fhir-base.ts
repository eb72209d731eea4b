import { urlOf } from './url-of.ts'

/**
 * An address that may be trusted with a token: https, or http on this very machine; no user, no query, no
 * fragment; and written exactly as it would be read, so that two readers cannot understand it differently.
 * One trailing slash is taken off. Anything else is not an address of an EHR.
 */
export function fhirBase(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 1024) return undefined
  const url = urlOf(text)
  if (!url || !isSecure(url) || url.username || url.password || url.search || url.hash) return undefined
  const written = withoutSlash(text)
  const isAsRead = written === withoutSlash(url.href)
  return isAsRead && !hasLooseSegment(url.pathname) ? written : undefined
}

/** Https anywhere; http only where nothing leaves the machine. */
export function isSecure(url: URL): boolean {
  return (
    url.protocol === 'https:' || (url.protocol === 'http:' && /^(localhost|127\.0\.0\.1)$/.test(url.hostname))
  )
}

const withoutSlash = (text: string): string => (text.endsWith('/') ? text.slice(0, -1) : text)

/** Escapes, doubled slashes and backslashes are what servers and browsers read differently. */
const hasLooseSegment = (path: string): boolean => /%|\/\/|\\|;/.test(path)

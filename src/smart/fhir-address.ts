import { urlOf } from './url-of.ts'

/**
 * A link, resolved against the FHIR base, where it stays inside it: the origin of the base or one that the
 * site lists for it, and the path of the base. The token goes nowhere else
 * (SMART App Launch 2.2: an app should not follow references blindly with its token).
 */
export function insideBase(link: unknown, base: string, origins: readonly string[] = []): string | undefined {
  if (typeof link !== 'string' || link === '' || link.length > 8192 || hasHiddenCharacter(link))
    return undefined
  const root = new URL(`${base.replace(/\/$/, '')}/`)
  const url = urlOf(link, root)
  if (!url) return undefined
  if (url.origin !== root.origin && !origins.includes(url.origin)) return undefined
  if (url.username || url.password) return undefined
  const path = plainPath(url.pathname)
  if (path === undefined || !`${path}/`.startsWith(root.pathname)) return undefined
  url.hash = ''
  return url.href
}

/** Spaces, line ends, other controls, and the backslash: read as one thing here and as another there. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hasHiddenCharacter = (text: string): boolean => /[\u0000-\u0020\u007f-\u00a0\\]/.test(text)

/** A path with its escapes undone, where no amount of undoing makes a step out of it. */
function plainPath(path: string): string | undefined {
  let plain = path
  for (let round = 0; round < 4; round += 1) {
    if (hasHiddenCharacter(plain) || /\/\/|(?:^|\/)\.{1,2}(?:\/|$)/.test(plain)) return undefined
    if (!plain.includes('%')) return plain
    try {
      plain = decodeURIComponent(plain)
    } catch {
      return undefined
    }
  }
  return undefined
}

import { insideBase } from '../fhir-address.ts'
import { isId } from './connection.ts'

/**
 * The id that a `Location` names, where it is of the type that was created and inside the FHIR base:
 * `[base]/Type/id`, with or without `/_history/version`, or the same relative to the base. Any other says nothing. The
 * link itself is never asked for: what is read again is `Type/id` below our own base.
 */
export function idIn(location: unknown, type: string, base: string): string | undefined {
  const inside = insideBase(location, base)
  if (inside === undefined) return undefined
  const { pathname, search } = new URL(inside)
  const root = new URL(`${base.replace(/\/$/, '')}/`).pathname
  const [named, id, history, version, ...rest] = pathname.slice(root.length).split('/')
  if (search !== '' || named !== type || rest.length > 0 || !isId(id)) return undefined
  const isVersion = history === undefined || (history === '_history' && isId(version))
  return isVersion ? id : undefined
}

import type { CodeSystem } from '../../engine/facts/catalog.ts'
import { nearest } from '../nearest.ts'

type Systems = Readonly<Record<string, CodeSystem>>

/** The key of the code system that somebody probably meant: by its address, however written, or by a near name. */
export function suggestedSystem(written: string, systems: Systems): string | undefined {
  const plain = plainAddress(written)
  const byAddress = Object.entries(systems).find(([, { uri, aliases }]) =>
    [uri, ...aliases].some((one) => plainAddress(one) === plain),
  )
  return byAddress?.[0] ?? nearest(written, Object.keys(systems))
}

/** An address without what people get wrong: scheme, www, case, trailing slash, edition behind SNOMED CT. */
const plainAddress = (address: string): string =>
  address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/^(snomed\.info\/sct).*$/, '$1')
    .replace(/\/+$/, '')

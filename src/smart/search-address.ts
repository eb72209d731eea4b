import type { Query } from '../engine/record/query.ts'

/** Longer addresses are cut off or refused by servers and proxies on the way. */
const LONGEST_ADDRESS = 1900

/** How many entries a page may have. Oracle Health's maximum; others give fewer by themselves. */
export const PAGE_SIZE = 200

/**
 * The addresses that together ask a query. Usually one; where a list of codes makes it too long, the list
 * is shared out over several, and the query is read whole only when all of them are.
 */
export function addressesOf(
  query: Query,
  patientId: string,
  base: string,
  pageSize = PAGE_SIZE,
): readonly string[] {
  const root = base.replace(/\/$/, '')
  if (query.kind === 'read') return [`${root}/Patient/${encodeURIComponent(patientId)}`]
  const address = (parameters: Query['parameters']) => {
    const all = [['patient', patientId] as const, ...parameters, ['_count', String(pageSize)] as const]
    return `${root}/${query.resource}?${all.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&')}`
  }
  return shared(query.parameters, (parameters) => address(parameters).length <= LONGEST_ADDRESS).map(address)
}

type Parameters = Query['parameters']

/** Halves the longest list until everything fits. A list of one cannot be shared and goes as it is. */
function shared(parameters: Parameters, fits: (parameters: Parameters) => boolean): readonly Parameters[] {
  if (fits(parameters)) return [parameters]
  const lists = parameters.map(([, value]) => value.match(ALTERNATIVE) ?? [])
  const longest = lists.reduce((best, list, at) => (list.length > (lists[best]?.length ?? 0) ? at : best), 0)
  const values = lists[longest] ?? []
  if (values.length < 2) return [parameters]
  const middle = Math.ceil(values.length / 2)
  return [values.slice(0, middle), values.slice(middle)].flatMap((half) =>
    shared(
      parameters.map(([name, value], at) => [name, at === longest ? half.join(',') : value] as const),
      fits,
    ),
  )
}

/** A comma ends an alternative, unless escaped (FHIR R4, search, "Escaping Search Parameters"). */
const ALTERNATIVE = /(?:\\.|[^,\\])+/g

/** What an address must escape, and not more: codes with their systems are long enough. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/%(?:2C|2F|3A)/g, decodeURIComponent)

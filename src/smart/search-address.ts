import type { Query } from '../engine/record/query.ts'

/** Longer addresses are cut off or refused by servers and proxies on the way. */
const LONGEST_ADDRESS = 1900

/** How many entries a page may have. Oracle Health's maximum; others give fewer by themselves. */
export const PAGE_SIZE = 200

/** The addresses that together ask a query: one, or those of its search. */
export function addressesOf(
  query: Query,
  patientId: string,
  base: string,
  pageSize = PAGE_SIZE,
): readonly string[] {
  const root = base.replace(/\/$/, '')
  if (query.kind === 'read') return [`${root}/Patient/${encodeURIComponent(patientId)}`]
  return searchAddresses(`${root}/${query.resource}`, [
    ['patient', patientId],
    ...query.parameters,
    ['_count', String(pageSize)],
  ])
}

/**
 * The addresses that together ask a search. Usually one; where a list makes it too long, the list is shared out over
 * several, and the search is whole only when all of them are.
 * @param type the address of what is searched
 */
export function searchAddresses(type: string, parameters: Parameters): readonly string[] {
  const address = (all: Parameters) =>
    `${type}?${all.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&')}`
  return shared(parameters, (all) => address(all).length <= LONGEST_ADDRESS).map(address)
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

/** A part of an address, escaped, but for what is allowed there: codes with their systems are long enough. */
export const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/%(?:2C|2F|3A)/g, decodeURIComponent)

import type { Coding, Resource } from '../fhir.ts'
import type { ResourceReading } from './catalog.ts'
import type { Codebook, Meaning } from './codebook.ts'
import { codingsIn, expression, UnreadableResource } from './expression.ts'

/** The site in the code itself, else every body site that is understood. Two sites in two codes are none. */
export function sitesOf(
  meanings: readonly Meaning[],
  codings: readonly Coding[],
  book: Codebook,
): readonly string[] {
  const inCode = [...new Set(meanings.flatMap(({ entry }) => entry.site ?? []))]
  if (inCode.length > 0) return inCode.length === 1 ? inCode : []
  const named = codings.flatMap((coding) => book.meaningsOf(coding))
  return [...new Set(named.flatMap(({ set, entry }) => (set === 'body-site' ? (entry.site ?? []) : [])))]
}

/** The body sites that a resource names, whatever its code; none when it is malformed. */
export function bodySitesOf(
  resource: Resource,
  {
    book,
    readings,
  }: {
    readonly book: Codebook
    readonly readings: Readonly<Partial<Record<string, ResourceReading>>>
  },
): readonly string[] {
  const text = readings[resource.resourceType]?.sites
  try {
    return text ? sitesOf([], codingsIn(expression(text)(resource)), book) : []
  } catch (error) {
    if (error instanceof UnreadableResource) return []
    throw error
  }
}

/**
 * The class that several codings of one thing come to: the telling one, unless two of them contradict each other.
 */
export function classOf(meanings: readonly Meaning[]): string | undefined {
  const classes = new Set(meanings.flatMap(({ entry }) => entry.class ?? []))
  if (classes.has('not-permitted') && classes.has('permitted-if-region')) return 'ambiguous'
  return (
    ['not-permitted', 'permitted-if-region', 'ambiguous'].find((one) => classes.has(one)) ?? [...classes][0]
  )
}

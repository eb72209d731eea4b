import { core, type StoredResource } from './medplum.ts'

type SortRule = { code: string; descending?: boolean }

/** Sorts by search parameters. Keys are worked out once per resource; what has none comes last. */
export function sortResources<Entry extends { resource?: StoredResource }>(
  entries: readonly Entry[],
  rules: readonly SortRule[],
): Entry[] {
  const keyed = entries.map((entry) => ({
    entry,
    keys: rules.map((rule) => keyOf(entry.resource, rule.code)),
  }))
  keyed.sort((a, b) => {
    for (const [index, rule] of rules.entries()) {
      const order = compare(a.keys[index], b.keys[index], rule.descending === true)
      if (order !== 0) return order
    }
    return 0
  })
  return keyed.map(({ entry }) => entry)
}

function keyOf(resource: StoredResource | undefined, code: string): string | undefined {
  const expression =
    resource && core.globalSchema.types[resource.resourceType]?.searchParams?.[code]?.expression
  if (!expression) return undefined
  const [first] = core.evalFhirPath(expression, resource) as unknown[]
  if (first === undefined) return undefined
  if (typeof first === 'string') return first
  const period = first as { start?: string; end?: string }
  return period.start ?? period.end ?? JSON.stringify(first)
}

function compare(a: string | undefined, b: string | undefined, descending: boolean): number {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  return (a < b ? -1 : 1) * (descending ? -1 : 1)
}

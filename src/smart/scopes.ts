import type { ResourceType } from '../engine/record/ledger.ts'
import type { Query } from '../engine/record/query.ts'

/**
 * The scopes that a launch asks for: the launch context, who is using the app, and for each type that a
 * query reads exactly what the query does with it. No wildcard, no `offline_access`.
 */
export function scopesFor(
  queries: readonly Query[],
  how: { readonly standalone: boolean; readonly speaksOnlyV1: boolean },
): string {
  const context = [how.standalone ? 'launch/patient' : 'launch', 'openid', 'fhirUser', 'online_access']
  const searched = new Set(queries.filter(({ kind }) => kind === 'search').map(({ resource }) => resource))
  const types = [...new Set(queries.map(({ resource }) => resource))]
  const right = (type: ResourceType) => (how.speaksOnlyV1 ? 'read' : searched.has(type) ? 'rs' : 'r')
  return [...context, ...types.map((type) => `patient/${type}.${right(type)}`)].join(' ')
}

/** How much of a query the granted scopes allow. `part` gives fewer rows without saying so. */
export type Leave = 'whole' | 'part' | 'none'

/**
 * What the granted scopes allow (SMART App Launch 2.2, section 3.0.2). No scope in the answer means as
 * asked (RFC 6749, section 5.1); then the server's refusals say the rest.
 */
export function leaveFor(query: Query, granted: string | undefined): Leave {
  if (granted === undefined) return 'whole'
  let best: Leave = 'none'
  for (const scope of granted.split(/\s+/)) {
    const leave = leaveByOne(scope, query)
    if (leave === 'whole') return 'whole'
    if (leave === 'part') best = 'part'
  }
  return best
}

const SCOPE = /^(?:patient|user)\/([A-Za-z]+|\*)\.(read|write|\*|c?r?u?d?s?)(?:\?(.+))?$/

function leaveByOne(scope: string, query: Query): Leave {
  const [, type, rights = '', limits] = SCOPE.exec(scope) ?? []
  if (type !== '*' && type !== query.resource) return 'none'
  const isAllowed =
    rights === 'read' ||
    rights === '*' ||
    (rights !== 'write' && rights.includes(query.kind === 'read' ? 'r' : 's'))
  if (!isAllowed) return 'none'
  return limits === undefined || staysWithin(query, limits) ? 'whole' : 'part'
}

/** True where the query itself asks for no more than the scope's own search parameters leave. */
function staysWithin(query: Query, limits: string): boolean {
  return [...new URLSearchParams(limits)].every(([name, allowed]) =>
    query.parameters.some(
      ([asked, values]) =>
        asked === name && values.split(',').every((value) => allowed.split(',').includes(value)),
    ),
  )
}

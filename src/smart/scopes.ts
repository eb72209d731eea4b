import type { Query } from '../engine/record/query.ts'

/** How a launch is made, and what it may ask for. */
export interface Asking {
  readonly standalone: boolean
  readonly speaksOnlyV1: boolean
  /** True where the site has turned referral on. */
  readonly refers?: boolean
}

/**
 * What a referral does with each type: it creates conditionally (which is a search too), reads back, and marks a
 * double entry as an error. `Consent` is asked for an objection to research, `Practitioner` for who refers.
 */
const TO_REFER: readonly (readonly [type: string, rights: string])[] = [
  ['ServiceRequest', 'crus'],
  ['Task', 'crus'],
  ['QuestionnaireResponse', 'crus'],
  ['ResearchSubject', 'crs'],
  ['Provenance', 'crs'],
  ['DocumentReference', 'crs'],
  ['Consent', 'rs'],
  ['Practitioner', 'r'],
]

/**
 * The scopes that a launch asks for: the launch context, who is using the app, and for each type exactly what a query
 * or a referral does with it. No wildcard, no `offline_access`; nothing to write where the site refers nobody.
 */
export function scopesFor(queries: readonly Query[], { standalone, speaksOnlyV1, refers }: Asking): string {
  const context = [standalone ? 'launch/patient' : 'launch', 'openid', 'fhirUser', 'online_access']
  const rights = new Map<string, Set<string>>()
  const add = (type: string, letters: string) =>
    rights.set(type, new Set([...(rights.get(type) ?? []), ...letters]))
  for (const { resource, kind } of queries) add(resource, kind === 'search' ? 'rs' : 'r')
  for (const [type, letters] of refers ? TO_REFER : []) add(type, letters)
  const data = [...rights].flatMap(([type, letters]) =>
    speaksOnlyV1
      ? inV1(type, letters)
      : [`patient/${type}.${[...'cruds'].filter((one) => letters.has(one)).join('')}`],
  )
  return [...context, ...data].join(' ')
}

/** The first syntax knows two rights only. */
const inV1 = (type: string, letters: ReadonlySet<string>): string[] =>
  letters.has('c') ? [`patient/${type}.read`, `patient/${type}.write`] : [`patient/${type}.read`]

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

import type { Query } from '../engine/record/query.ts'

/** What a launch opens: the chart of one patient, or a board of many. */
export type Opens = 'chart' | 'board'

/** How a launch is made, and what it may ask for. */
export interface Asking {
  readonly opens: Opens
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

/** What a board does besides: reads the list it was launched with, and finds a patient by number. */
const TO_LIST: readonly (readonly [type: string, rights: string])[] = [
  ['Patient', 'rs'],
  ['List', 'r'],
  ['Group', 'r'],
]

/**
 * The scopes that a launch asks for: the launch context, who is using the app, and for each type exactly what a query
 * or a referral does with it. No wildcard, no `offline_access`; nothing to write where the site refers nobody. A board
 * asks for what its user may see, because a scope of `patient/` is for one patient; and lets nobody pick one.
 */
export function scopesFor(
  queries: readonly Query[],
  { opens, standalone, speaksOnlyV1, refers }: Asking,
): string {
  const context = [...contextOf(opens, standalone), 'openid', 'fhirUser', 'online_access']
  const level = opens === 'board' ? 'user' : 'patient'
  const rights = new Map<string, Set<string>>()
  const add = (type: string, letters: string) =>
    rights.set(type, new Set([...(rights.get(type) ?? []), ...letters]))
  for (const { resource, kind } of queries) add(resource, kind === 'search' ? 'rs' : 'r')
  for (const [type, letters] of opens === 'board' ? TO_LIST : []) add(type, letters)
  for (const [type, letters] of refers ? TO_REFER : []) add(type, letters)
  const data = [...rights].flatMap(([type, letters]) =>
    speaksOnlyV1
      ? inV1(`${level}/${type}`, letters)
      : [`${level}/${type}.${[...'cruds'].filter((one) => letters.has(one)).join('')}`],
  )
  return [...context, ...data].join(' ')
}

/** Where the EHR does not launch, it lets the clinician pick the patient of a chart. */
const contextOf = (opens: Opens, standalone: boolean): readonly string[] =>
  standalone ? (opens === 'chart' ? ['launch/patient'] : []) : ['launch']

/** The first syntax knows two rights only. */
const inV1 = (type: string, letters: ReadonlySet<string>): string[] =>
  letters.has('c') ? [`${type}.read`, `${type}.write`] : [`${type}.read`]

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

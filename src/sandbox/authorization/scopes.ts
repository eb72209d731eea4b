import type { Interaction } from '../fhir/access.ts'

/** One scope on data: who, which type, which interactions. */
export interface DataScope {
  readonly context: 'patient' | 'user'
  readonly type: string
  readonly interactions: ReadonlySet<Interaction>
  readonly text: string
}

const v1: Record<string, string> = { read: 'rs', write: 'cud', '*': 'cruds' }

/**
 * Reads a scope on data, in SMART's second syntax (`patient/Observation.rs`) or, tolerated, its first
 * (`patient/Observation.read`). Letters out of order are no scope, and neither is one with search
 * parameters, which this server cannot keep to. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html
 */
export function readDataScope(text: string): DataScope | undefined {
  const [, context, type, asked] = /^(patient|user)\/([A-Za-z]+|\*)\.([a-z]+|\*)$/.exec(text) ?? []
  if (context === undefined || type === undefined || asked === undefined) return undefined
  const letters = v1[asked] ?? asked
  if (!/^c?r?u?d?s?$/.test(letters)) return undefined
  return {
    context: context as DataScope['context'],
    type,
    interactions: new Set([...letters] as Interaction[]),
    text,
  }
}

/** Scopes that are not about data and that this server knows. */
const others = new Set([
  'openid',
  'fhirUser',
  'profile',
  'launch',
  'launch/patient',
  'online_access',
  'offline_access',
])

/** The scopes of a request that this server understands, once each; the rest is dropped without a word. */
export const understoodScopes = (asked: string): readonly string[] => [
  ...new Set(asked.split(/\s+/).filter((text) => others.has(text) || readDataScope(text) !== undefined)),
]

/** Whether scopes granted allow an interaction with a type. */
export const scopesAllow = (scopes: readonly string[], interaction: Interaction, type: string): boolean =>
  scopes.some((text) => {
    const scope = readDataScope(text)
    return (
      scope !== undefined &&
      (scope.type === '*' || scope.type === type) &&
      scope.interactions.has(interaction)
    )
  })

/** Scopes without those that are about a patient in context, for a launch that has none. */
export const withoutPatient = (scopes: readonly string[]): readonly string[] =>
  scopes.filter((text) => text !== 'launch/patient' && readDataScope(text)?.context !== 'patient')

/** Scopes without one type. A wildcard becomes the list of the other types. */
export const withoutType = (
  scopes: readonly string[],
  type: string,
  types: readonly string[],
): readonly string[] =>
  scopes.flatMap((text) => {
    const scope = readDataScope(text)
    if (!scope) return [text]
    if (scope.type === type) return []
    if (scope.type !== '*') return [text]
    const suffix = text.slice(text.indexOf('.'))
    return types.filter((other) => other !== type).map((other) => `${scope.context}/${other}${suffix}`)
  })

/** Scopes that leave everything to be read and nothing to be written, but of the types named. */
export const withoutWriting = (scopes: readonly string[], but: readonly string[] = []): readonly string[] =>
  scopes.flatMap((text) => {
    const scope = readDataScope(text)
    const writes = [...'cud'].some((letter) => scope?.interactions.has(letter as Interaction))
    if (!scope || !writes || but.includes(scope.type)) return [text]
    const reading = [...'rs'].filter((letter) => scope.interactions.has(letter as Interaction)).join('')
    const suffix = text.slice(text.indexOf('.'))
    return [
      ...(reading === '' ? [] : [`${scope.context}/${scope.type}.${reading}`]),
      ...(scope.type === '*' ? but.map((type) => `${scope.context}/${type}${suffix}`) : []),
    ]
  })

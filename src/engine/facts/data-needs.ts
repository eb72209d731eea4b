import { RESOURCE_TYPES, type ResourceType } from '../record/ledger.ts'
import type { Query } from '../record/query.ts'
import type { FactCatalog } from './catalog.ts'

/**
 * The queries that the facts need. Vendors differ in what they let one ask (Epic refuses Observations without a
 * code or a category and opens Conditions by category; others ignore categories), so Conditions are asked plainly
 * and by each category, and Observations by code and by the categories in which such results are filed. Repeated
 * resources cost nothing; a query that is refused is a gap, never an absence.
 */
export function dataNeeds(catalog: FactCatalog): Query[] {
  const types = new Set<ResourceType>([
    'Patient',
    ...catalog.facts.flatMap(({ from }) => from.map(({ resource }) => resource)),
  ])
  return RESOURCE_TYPES.filter((type) => types.has(type)).flatMap((type) => queriesFor(type, catalog))
}

const CONDITION_CATEGORIES = ['problem-list-item', 'encounter-diagnosis', 'health-concern']
const OBSERVATION_CATEGORIES = ['survey', 'exam']

function queriesFor(resource: ResourceType, catalog: FactCatalog): Query[] {
  const search = (name: string, ...parameters: [string, string][]): Query => ({
    id: name ? `${resource}:${name}` : resource,
    kind: 'search',
    resource,
    parameters,
  })
  switch (resource) {
    case 'Patient':
      return [{ id: 'Patient', kind: 'read', resource, parameters: [] }]
    case 'Condition':
      return [search(''), ...CONDITION_CATEGORIES.map((category) => search(category, ['category', category]))]
    case 'Observation':
      return [
        search('by-code', ['code', observedCodes(catalog).join(',')]),
        ...OBSERVATION_CATEGORIES.map((category) => search(category, ['category', category])),
      ]
    default:
      return [search('')]
  }
}

/** `system|code` of every observation that a fact is read from. */
function observedCodes({ facts, valueSets, systems }: FactCatalog): string[] {
  const sets = new Set(
    facts.flatMap(({ from }) => from.flatMap((one) => (one.resource === 'Observation' ? one.sets : []))),
  )
  const codes = valueSets
    .filter(({ name }) => sets.has(name))
    .flatMap((set) =>
      set.codes.flatMap(({ system, code }) => (code ? [`${systems[system]?.uri ?? system}|${code}`] : [])),
    )
  return [...new Set(codes)].sort()
}

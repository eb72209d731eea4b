import type { Bundle, FhirResource } from 'fhir/r4'
import { core } from '../../../src/sandbox/fhir/medplum.ts'
import { PROFILES } from './r4.ts'

type Validated = Parameters<typeof core.validateResource>[0]
type Definitions = Parameters<typeof core.indexStructureDefinitionBundle>[0]

/** What Medplum needs to know of R4: indexing every type would take a second. */
const TYPES = [
  'Bundle',
  'ResearchStudy',
  'Group',
  'Questionnaire',
  'CodeSystem',
  'ValueSet',
  'QuestionnaireResponse',
  'ServiceRequest',
  'Task',
  'ResearchSubject',
  'Provenance',
  'DocumentReference',
  'DomainResource',
  'Resource',
]

for (const { entry } of PROFILES) {
  const wanted = entry.filter(({ resource: { id, kind } }) => kind !== 'resource' || TYPES.includes(id ?? ''))
  core.indexStructureDefinitionBundle({
    resourceType: 'Bundle',
    type: 'collection',
    entry: wanted,
  } as Definitions)
}

/** What Medplum finds wrong with a resource. */
export function faultsOf(resource: FhirResource): string[] {
  try {
    core.validateResource(resource as Validated)
    return []
  } catch (fault) {
    return [fault instanceof Error ? fault.message : String(fault)]
  }
}

/** The resources in a Bundle. */
export const resourcesIn = ({ entry = [] }: Bundle): FhirResource[] =>
  entry.flatMap(({ resource }) => (resource as FhirResource | undefined) ?? [])

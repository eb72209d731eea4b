import type { FhirResource } from 'fhir/r4'
import type { Json } from '../../../src/engine/fhir.ts'
import { brokenRulesIn, wrongCodesIn } from '../../authoring/fhir/rules.ts'
import { faultsOf } from '../../authoring/fhir/validated.ts'

/** Everything that is wrong with a resource by FHIR R4: to Medplum, by its required bindings, by its own rules. */
export const brokenIn = (resource: Json): string[] => [
  ...faultsOf(resource as unknown as FhirResource),
  ...wrongCodesIn(resource),
  ...brokenRulesIn(resource),
]

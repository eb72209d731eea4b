import { isObject, listOf, type Resource } from '../fhir.ts'

/** True for a resource with the tag of invented data, HTEST (HL7 v3-ActReason). */
export const isTestData = (resource: Resource | undefined): boolean =>
  isObject(resource?.['meta']) &&
  [...listOf(resource['meta']['tag']), ...listOf(resource['meta']['security'])].some(
    (tag) => isObject(tag) && tag['code'] === 'HTEST',
  )

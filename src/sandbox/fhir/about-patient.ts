import type { FhirResource } from 'fhir/r4'

/** Where a resource names the patient that it is about, in the order in which we look. */
const fields = ['subject', 'patient', 'for', 'individual', 'beneficiary'] as const

/** The id in `Patient/x`, in an absolute reference, or in a bare id. */
export const patientIdIn = (reference: string): string =>
  reference.replace(/^.*Patient\//, '').split('/')[0] ?? ''

/**
 * The patient that a resource is about; undefined for what belongs to no patient, such as a Practitioner.
 * Shorter than the specification's compartment definition: only the fields that place a resource in a chart.
 */
export function patientOf(resource: FhirResource): string | undefined {
  if (resource.resourceType === 'Patient') return resource.id
  const named = resource as unknown as Record<string, { reference?: string } | undefined>
  for (const field of fields) {
    const reference = named[field]?.reference
    if (reference?.includes('Patient/')) return patientIdIn(reference)
  }
  return undefined
}

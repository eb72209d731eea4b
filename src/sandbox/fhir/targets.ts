import type { BundleEntry, FhirResource, Provenance } from 'fhir/r4'
import { patientIdIn, patientOf } from './about-patient.ts'

/** Finds the patient of a resource that is stored or sent along, by its reference. */
export type Owner = (reference: string) => string | undefined | Promise<string | undefined>

/** What a Provenance vouches for, as references without a version. */
export const targetsOf = ({ target }: Provenance): readonly string[] =>
  target.map(({ reference = '' }) => reference.replace(/\/_history\/.*$/, ''))

/**
 * The patient of a Provenance, which names none itself: that of everything it vouches for. Undefined where its targets
 * belong to several patients or to nobody. R4's patient compartment places a Provenance so too.
 */
export async function patientOfTargets(provenance: Provenance, owner: Owner): Promise<string | undefined> {
  const patients = new Set<string | undefined>()
  for (const reference of targetsOf(provenance))
    patients.add(/(^|\/)Patient\//.test(reference) ? patientIdIn(reference) : await owner(reference))
  const [only] = patients
  return patients.size === 1 ? only : undefined
}

/** The patient of what is sent along in the same bundle, by its `fullUrl` or as `Type/id`. */
export const ownerAmong =
  (entries: readonly BundleEntry<FhirResource>[]): ((reference: string) => string | undefined) =>
  (reference) => {
    const found = entries.find(
      ({ fullUrl, resource }) =>
        fullUrl === reference || (resource?.id && `${resource.resourceType}/${resource.id}` === reference),
    )
    return found?.resource && patientOf(found.resource)
  }

import type { Json } from '../../fhir.ts'
import type { PartMaterial } from '../material.ts'
import { identifierOf, studyReference, testMark } from './shared.ts'

/** That the patient can be considered. Whether anybody is eligible or screened is for the study team to say. */
export const researchSubject = ({ request, trial, patient, isTestData }: PartMaterial): Json => ({
  resourceType: 'ResearchSubject',
  ...testMark(isTestData),
  identifier: [identifierOf(request.key)],
  status: 'candidate',
  study: studyReference(trial),
  individual: { reference: `Patient/${patient.id}` },
})

import type { Json } from '../../fhir.ts'
import type { PartMaterial } from '../material.ts'
import { identifierOf, letterAttachment, requesterReference, studyExtension, testMark } from './shared.ts'

/** The letter as a note of the EHR. It leads to no other part: it may be the only one. */
export const documentReference = ({
  request,
  trial,
  patient,
  requester,
  letter,
  isTestData,
}: PartMaterial): Json => ({
  resourceType: 'DocumentReference',
  ...testMark(isTestData),
  language: request.language,
  extension: [studyExtension(trial)],
  identifier: [identifierOf(request.key)],
  status: 'current',
  docStatus: 'final',
  type: { coding: [{ system: 'http://loinc.org', code: '57133-1', display: 'Referral note' }] },
  subject: { reference: `Patient/${patient.id}` },
  date: request.writtenAt,
  author: [requesterReference(requester)],
  description: letter.title,
  content: [{ attachment: letterAttachment(letter, request) }],
})

import type { Json } from '../../fhir.ts'
import { statementOf } from '../letter-rows.ts'
import type { PartMaterial } from '../material.ts'
import { plain } from '../plain.ts'
import {
  fullUrlOf,
  identifierOf,
  recipientReference,
  requesterReference,
  studyExtension,
  testMark,
} from './shared.ts'

/** The order: that the patient be looked at for the trial. */
export const serviceRequest = (material: PartMaterial): Json => ({
  resourceType: 'ServiceRequest',
  ...testMark(material.isTestData),
  language: material.request.language,
  extension: [studyExtension(material.trial)],
  identifier: [identifierOf(material.request.key)],
  status: 'active',
  intent: 'order',
  code: {
    coding: [{ system: 'http://snomed.info/sct', code: '3457005', display: 'Patient referral' }],
    text: material.words.order,
  },
  subject: { reference: `Patient/${material.patient.id}` },
  authoredOn: material.request.writtenAt,
  requester: requesterReference(material.requester),
  performer: [recipientReference(material.recipient)],
  ...reasons(material),
  supportingInfo: [{ reference: fullUrlOf(material.request.key, 'QuestionnaireResponse') }],
  note: [{ text: inShort(material) }],
})

/** The diagnoses that a criterion rests on. */
function reasons({ cited }: PartMaterial): Json {
  const conditions = cited.filter(({ reference }) => reference.startsWith('Condition/'))
  return conditions.length > 0 ? { reasonReference: conditions.map(({ reference }) => ({ reference })) } : {}
}

/** The verdict and its points, for whoever sees the order alone. */
function inShort({ card, words, request }: PartMaterial): string {
  const listed = (effect: 'contradicts' | 'open') =>
    card.lines
      .filter((line) => line.effect === effect)
      .map((line) => plain(statementOf(line, words)))
      .join('; ')
  const [against, open] = [listed('contradicts'), listed('open')]
  return [
    `${card.verdict.sentence}.`,
    ...(against ? [words.contradicted(against)] : []),
    ...(open ? [words.toConfirm(open)] : []),
    ...(request.reason ? [words.line(words.terms.reason, request.reason)] : []),
  ].join(' ')
}

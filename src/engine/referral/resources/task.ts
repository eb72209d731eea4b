import type { Json } from '../../fhir.ts'
import type { PartMaterial } from '../material.ts'
import {
  fullUrlOf,
  identifierOf,
  letterAttachment,
  recipientReference,
  requesterReference,
  studyExtension,
  testMark,
} from './shared.ts'

/** What the study team answers: whether they take the order, and by when that is expected. */
export const task = ({
  request,
  trial,
  patient,
  recipient,
  requester,
  letter,
  words,
  isTestData,
}: PartMaterial): Json => ({
  resourceType: 'Task',
  ...testMark(isTestData),
  language: request.language,
  extension: [studyExtension(trial)],
  identifier: [identifierOf(request.key)],
  status: 'requested',
  intent: 'order',
  code: {
    coding: [
      {
        system: 'http://hl7.org/fhir/CodeSystem/task-code',
        code: 'fulfill',
        display: 'Fulfill the focal request',
      },
    ],
  },
  description: letter.title,
  focus: { reference: fullUrlOf(request.key, 'ServiceRequest') },
  for: { reference: `Patient/${patient.id}` },
  authoredOn: request.writtenAt,
  lastModified: request.writtenAt,
  requester: requesterReference(requester),
  owner: recipientReference(recipient),
  restriction: { period: { end: request.answerBy } },
  input: [
    {
      type: { text: words.taskInput },
      valueReference: { reference: fullUrlOf(request.key, 'QuestionnaireResponse') },
    },
    // The letter with the consent note is the same on every rung, and this is what the study team opens.
    { type: { text: words.letterInput }, valueAttachment: letterAttachment(letter, request) },
  ],
})

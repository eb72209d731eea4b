import type { Json } from '../../../src/engine/fhir.ts'
import {
  type Cited,
  type Draft,
  type DraftPart,
  PARTS,
  type PartType,
} from '../../../src/engine/referral/draft.ts'
import { REFERRAL_SYSTEM } from '../../../src/engine/referral/key.ts'

/** The patient in the chart: invented test data. */
export const PATIENT: Json = {
  resourceType: 'Patient',
  id: 'p-1',
  name: [{ use: 'official', family: 'Test', given: ['Proef'] }],
  birthDate: '1961-04-02',
}

/** What the referral states something from. */
export const CITED: Cited = { reference: 'Condition/c-1', version: '1' }

/** The same, as the record holds it. */
export const CONDITION = {
  resourceType: 'Condition',
  id: 'c-1',
  meta: { versionId: '1' },
  subject: { reference: 'Patient/p-1' },
}

const SUBJECT = { reference: 'Patient/p-1' }
const RECIPIENT = { reference: 'Organization/o-1', display: 'Trial office (test data)' }
const WRITTEN = '2026-11-23T13:00:07+01:00'
const urn = (type: PartType): string => `urn:uuid:00000000-0000-8000-8000-00000000000${PARTS.indexOf(type)}`

/** As small as what a referral consists of can be, with every reference among its parts. */
const BODIES: Readonly<Record<PartType, Json>> = {
  QuestionnaireResponse: { status: 'completed', subject: SUBJECT, authored: WRITTEN },
  ServiceRequest: {
    status: 'active',
    intent: 'order',
    code: { coding: [{ system: 'http://snomed.info/sct', code: '3457005' }] },
    subject: SUBJECT,
    authoredOn: WRITTEN,
    performer: [RECIPIENT],
    supportingInfo: [{ reference: urn('QuestionnaireResponse') }],
  },
  Task: {
    status: 'requested',
    intent: 'order',
    for: SUBJECT,
    authoredOn: WRITTEN,
    focus: { reference: urn('ServiceRequest') },
    owner: RECIPIENT,
  },
  ResearchSubject: { status: 'candidate', individual: SUBJECT, study: { display: 'A trial (test data)' } },
  Provenance: { target: [{ reference: urn('ServiceRequest') }], recorded: WRITTEN, agent: [] },
  DocumentReference: { status: 'current', subject: SUBJECT, date: WRITTEN, content: [] },
}

const partOf = (type: PartType, key: string): DraftPart => {
  const token = { system: REFERRAL_SYSTEM, value: key }
  const mark: Json =
    type === 'Provenance'
      ? { meta: { tag: [{ system: REFERRAL_SYSTEM, code: key }] } }
      : { identifier: type === 'QuestionnaireResponse' ? token : [token] }
  return {
    type,
    fullUrl: urn(type),
    ifNoneExist: `${type === 'Provenance' ? '_tag' : 'identifier'}=${REFERRAL_SYSTEM}|${key}`,
    resource: { resourceType: type, ...mark, ...BODIES[type] },
  }
}

/** A draft of everything. */
export const sampleDraft = (key: string): Draft => ({
  trial: 'NCT00000000',
  key,
  letter: { language: 'en', title: 'Test data', parts: [], text: 'Test data' },
  parts: PARTS.map((type) => partOf(type, key)),
  cited: [CITED],
  patient: PATIENT,
})

/** A part of a referral as a server may hold it already. */
export const heldPart = (type: PartType, key: string, id: string, changed: Json = {}) => {
  const focus = type === 'Task' ? { focus: { reference: `ServiceRequest/${id}` } } : {}
  const { resource } = partOf(type, key)
  return { ...resource, ...focus, meta: { versionId: '1' }, ...changed, resourceType: type, id }
}

import type { Json } from '../../fhir.ts'
import { type DraftPart, PARTS, type PartType } from '../draft.ts'
import { REFERRAL_SYSTEM } from '../key.ts'
import type { PartMaterial } from '../material.ts'
import { documentReference } from './document-reference.ts'
import { provenance } from './provenance.ts'
import { questionnaireResponse } from './questionnaire-response.ts'
import { researchSubject } from './research-subject.ts'
import { serviceRequest } from './service-request.ts'
import { fullUrlOf } from './shared.ts'
import { task } from './task.ts'

const RESOURCES: Readonly<Record<PartType, (material: PartMaterial) => Json>> = {
  QuestionnaireResponse: questionnaireResponse,
  ServiceRequest: serviceRequest,
  Task: task,
  ResearchSubject: researchSubject,
  Provenance: provenance,
  DocumentReference: documentReference,
}

/** Every part of a referral, each with the address by which others name it and the query that finds it. */
export const partsOf = (material: PartMaterial): DraftPart[] =>
  PARTS.map((type) => ({
    type,
    fullUrl: fullUrlOf(material.request.key, type),
    ifNoneExist: ifNoneExist(type, material.request.key),
    resource: RESOURCES[type](material),
  }))

/**
 * The query that finds a part, the query alone: `identifier=system|value`. The bar stands as it is, as in the examples
 * of FHIR R4 (http, "Conditional create"): who reads it as a query takes either, who splits it by hand only this. No
 * other letter of the system or of a key in base64url needs an escape.
 */
export const ifNoneExist = (type: PartType, key: string): string =>
  `${type === 'Provenance' ? '_tag' : 'identifier'}=${REFERRAL_SYSTEM}|${encodeURIComponent(key)}`

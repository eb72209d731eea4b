import { isObject, type Json, listOf, textOf } from '../fhir.ts'
import { REFERRAL_SYSTEM } from './key.ts'

/**
 * The identifiers of ours that a resource carries. A QuestionnaireResponse has one identifier and no list of them, and
 * a Provenance has none: there it is a tag (FHIR R4, QuestionnaireResponse.identifier, Provenance, Meta.tag).
 */
export function keysOf(resource: Json): string[] {
  const { identifier, meta } = resource
  const tags = isObject(meta) ? listOf(meta['tag']) : []
  return [
    ...listOf(identifier).flatMap((one) => ours(one, 'value')),
    ...(resource['resourceType'] === 'Provenance' ? tags.flatMap((tag) => ours(tag, 'code')) : []),
  ]
}

function ours(value: unknown, name: 'value' | 'code'): string[] {
  const key = isObject(value) && value['system'] === REFERRAL_SYSTEM ? textOf(value[name]) : undefined
  return key === undefined ? [] : [key]
}

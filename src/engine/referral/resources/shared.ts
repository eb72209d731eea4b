import { isObject, type Json, listOf, textOf } from '../../fhir.ts'
import type { Trial } from '../../trials/trial.ts'
import { fnv1a, ownAddress, registrySystem } from '../addresses.ts'
import { base64Of } from '../base64.ts'
import type { DraftRequest, Letter, PartType, Recipient, Requester } from '../draft.ts'
import { REFERRAL_SYSTEM } from '../key.ts'
import { trialName } from '../trial-name.ts'

/** The identifier of everything that belongs to one referral. */
export const identifierOf = (key: string): Json => ({ system: REFERRAL_SYSTEM, value: key })

/** That what is written is invented, as what it is made of (HL7 v3-ActReason). */
export const testMark = (isTestData: boolean): Json =>
  isTestData
    ? {
        meta: {
          security: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
              code: 'HTEST',
              display: 'test health data',
            },
          ],
        },
      }
    : {}

/** A trial, as far as a reference names it. */
type Named = Pick<Trial, 'id' | 'acronym' | 'registryLink'>

/** The trial by its number in the registry: no resource of it need be at the EHR. */
export const studyReference = (trial: Named): Json => ({
  type: 'ResearchStudy',
  identifier: { system: registrySystem(trial), value: trial.id },
  display: trialName(trial),
})

/** HL7's extension that names a trial: R4 has no element for it. */
const STUDY = 'http://hl7.org/fhir/StructureDefinition/workflow-researchStudy'

/** Which trial a request, a task or an answer is for. */
export const studyExtension = (trial: Named): Json => ({
  url: STUDY,
  valueReference: studyReference(trial),
})

/** The number in the registry of the one trial that a resource is for. */
export function studyIn(resource: Json): string | undefined {
  const [own, ...more] = listOf(resource['extension']).filter((one) => isObject(one) && one['url'] === STUDY)
  const reference = isObject(own) ? own['valueReference'] : undefined
  const identifier = isObject(reference) ? reference['identifier'] : undefined
  return isObject(identifier) && more.length === 0 ? textOf(identifier['value']) : undefined
}

/** Who refers, by reference and by name. */
export const requesterReference = ({ reference, name }: Requester): Json => ({ reference, display: name })

/** Whom it goes to: a resource of the EHR where there is one, else by the site's own list. */
export const recipientReference = ({ id, name, reference }: Recipient): Json => ({
  ...(reference
    ? { reference }
    : { identifier: { system: ownAddress('NamingSystem', 'trialside-recipient'), value: id } }),
  display: name,
})

/**
 * The address of a part inside a transaction: the same each time that the same referral is written, and another for each
 * type. A UUID of version 8, whose digits are of our making (RFC 9562, section 5.8); it means nothing outside.
 */
export function fullUrlOf(key: string, type: PartType): string {
  const text = `${type} ${key}`
  const hex = [1, 2, 3, 4]
    .map((round) =>
      fnv1a(text, fnv1a(String(round)))
        .toString(16)
        .padStart(8, '0'),
    )
    .join('')
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ]
  return `urn:uuid:${parts.join('-')}`
}

/** The letter as text, to be read by anybody. */
export const letterAttachment = (letter: Letter, { language, writtenAt }: DraftRequest): Json => ({
  contentType: 'text/plain; charset=utf-8',
  language,
  data: base64Of(letter.text),
  title: letter.title,
  creation: writtenAt,
})

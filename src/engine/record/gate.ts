/**
 * The gate: what a resource's own status allows it to be used for (FHIR R4, modifier elements). Nothing
 * passes because a status was not understood.
 */
import { codesOf, codingsOf, isObject, listOf, type Resource, textOf } from '../fhir.ts'

/** How much a resource can carry. Weak and planned ones never decide anything. */
export type Strength = 'confirmed' | 'weak' | 'planned'

/** Why a resource is not used, or only weakly. Each has a sentence on the card. */
export type Objection =
  | 'entered-in-error'
  | 'refuted'
  | 'not-done'
  | 'cancelled'
  | 'unconfirmed'
  | 'preliminary'
  | 'status-unknown'
  | 'status-missing'
  | 'in-progress'
  | 'stopped'
  | 'planned'
  | 'do-not-perform'
  | 'about-another-focus'
  | 'unknown-modifier'

/** What the gate says of one resource. */
export type Passage =
  | { readonly passes: true; readonly strength: Strength; readonly objection?: Objection }
  | { readonly passes: false; readonly objection: Objection }

const confirmed: Passage = { passes: true, strength: 'confirmed' }
const weak = (objection: Objection): Passage => ({ passes: true, strength: 'weak', objection })
const planned: Passage = { passes: true, strength: 'planned', objection: 'planned' }
const refused = (objection: Objection): Passage => ({ passes: false, objection })

/** Decides what a resource may be used for, from its status, verification and modifiers. */
export function gate(resource: Resource): Passage {
  if (resource['implicitRules'] !== undefined || listOf(resource['modifierExtension']).length > 0)
    return refused('unknown-modifier')
  if (resource['doNotPerform'] === true) return refused('do-not-perform')
  const status = textOf(resource['status'])
  switch (resource.resourceType) {
    case 'Condition':
      return gateCondition(resource)
    case 'Observation':
      if (listOf(resource['focus']).length > 0) return refused('about-another-focus')
      return gateReport(status)
    case 'DiagnosticReport':
      return gateReport(status)
    case 'Procedure':
      // Begun is not done, and of what was stopped only the fact itself knows whether it counts.
      return status === 'in-progress' || status === 'stopped' ? weak(status) : gateEvent(status)
    case 'MedicationAdministration':
    case 'MedicationStatement':
      return status === 'active'
        ? confirmed
        : status === 'intended'
          ? planned
          : status === 'not-taken'
            ? refused('not-done')
            : gateEvent(status)
    case 'ImagingStudy':
      return status === 'available' ? confirmed : status === 'registered' ? planned : gateEvent(status)
    case 'MedicationRequest':
      return isOrdered(resource) ? confirmed : gateRequest(status)
    case 'ServiceRequest':
      return gateRequest(status)
    default:
      return confirmed
  }
}

const VERIFICATION: Readonly<Record<string, Passage>> = {
  confirmed,
  unconfirmed: weak('unconfirmed'),
  provisional: weak('unconfirmed'),
  differential: weak('unconfirmed'),
  refuted: refused('refuted'),
  'entered-in-error': refused('entered-in-error'),
  // The second coding that nl-core sends (zib2020 ConceptMap VerificatieStatus).
  '410605003': confirmed,
  '415684004': weak('unconfirmed'),
  '410590009': weak('unconfirmed'),
  '410516002': refused('refuted'),
  UNK: weak('unconfirmed'),
}

/** Several codings of one status: the most doubtful counts. None at all means asserted. */
function gateCondition(resource: Resource): Passage {
  const codes = codesOf(resource['verificationStatus'])
  if (resource['verificationStatus'] !== undefined && codes.length === 0) return weak('status-unknown')
  const passages = codes.map((code) => VERIFICATION[code] ?? weak('status-unknown'))
  return (
    passages.find((passage) => !passage.passes) ??
    passages.find((passage) => passage.passes && passage.strength === 'weak') ??
    confirmed
  )
}

function gateReport(status: string | undefined): Passage {
  switch (status) {
    case 'final':
    case 'amended':
    case 'corrected':
    case 'appended':
      return confirmed
    case 'preliminary':
    case 'partial':
      return weak('preliminary')
    case 'registered':
      return planned
    case 'cancelled':
      return refused('cancelled')
    case 'entered-in-error':
      return refused('entered-in-error')
    default:
      return weak(status === undefined ? 'status-missing' : 'status-unknown')
  }
}

/** FHIR R4 event-status, and the words of its neighbours. A stopped or running course has been given in part. */
function gateEvent(status: string | undefined): Passage {
  switch (status) {
    case 'completed':
    case 'in-progress':
    case 'stopped':
      return confirmed
    case 'preparation':
    case 'on-hold':
      return planned
    case 'not-done':
      return refused('not-done')
    case 'cancelled':
      return refused('cancelled')
    case 'entered-in-error':
      return refused('entered-in-error')
    default:
      return weak(status === undefined ? 'status-missing' : 'status-unknown')
  }
}

/** A prescription in force or used up: the medicine was ordered, which is all that it says. */
const isOrdered = ({ status, intent }: Resource): boolean =>
  ['active', 'completed', 'stopped'].includes(String(status)) &&
  !['proposal', 'plan'].includes(String(intent))

/** A request says what somebody intends; that it was done stands elsewhere. */
function gateRequest(status: string | undefined): Passage {
  switch (status) {
    case 'entered-in-error':
      return refused('entered-in-error')
    case 'cancelled':
    case 'revoked':
    case 'stopped':
      return refused('cancelled')
    default:
      return planned
  }
}

/** True for an observation or result that says why it has no value. */
export const hasNoValue = (resource: Resource): boolean =>
  isObject(resource['dataAbsentReason']) || codingsOf(resource['dataAbsentReason']).length > 0

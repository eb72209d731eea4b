import { codesOf, isObject, type Json, listOf, type Resource, textOf } from '../../engine/fhir.ts'
import { belongsTo } from '../../engine/record/subject.ts'
import type { Objection } from '../../engine/referral/desk.ts'
import { escaped } from '../search-address.ts'
import { baseOf, type Connection } from './connection.ts'
import { isGranted } from './granted.ts'
import { readSearchset } from './searchset.ts'

const RESEARCH = 'http://terminology.hl7.org/CodeSystem/consentscope|research'

/** HL7 v3 ActReason: the purposes of use that are research. */
const RESEARCH_PURPOSES = [
  'HRESCH',
  'CLINTRCH',
  'CLINTRCHNPC',
  'CLINTRCHPC',
  'PRECLINTRCH',
  'BIORCH',
  'DSRCH',
  'POARCH',
  'TRANSRCH',
]

/**
 * Whether the record holds an objection to research. An objection that was found stands, whatever else could not be
 * read; "none" is said only after everything was.
 */
export async function objectionIn(connection: Connection): Promise<Objection> {
  const { patientId, scope, clock } = connection
  if (!isGranted('s', 'Consent', scope)) return 'not-readable'
  const query = `patient=${escaped(patientId)}&scope=${escaped(RESEARCH)}&_count=100`
  const { resources, fault } = await readSearchset(`${baseOf(connection)}/Consent?${query}`, connection)
  // A day that is not over everywhere on earth is not over.
  const today = new Date(clock.now() - 12 * 3600_000).toISOString().slice(0, 10)
  const isObjection = resources.some(
    (one) =>
      one.resourceType === 'Consent' &&
      belongsTo(one, patientId, new Set()) !== 'somebody-else' &&
      objects(one, today),
  )
  if (isObjection) return 'objects'
  return fault === undefined ? 'none' : 'not-readable'
}

/**
 * True for a Consent (FHIR R4) about research that says no: one that the patient rejected, or one in force that denies.
 * Servers may ignore what was searched for, so the scope is looked at again: to deny access to a treatment record is no
 * objection to research.
 */
export function objects(consent: Resource, today: string): boolean {
  const { scope, status, provision, policyRule } = consent
  if (!codesOf(scope).includes('research')) return false
  if (status === 'rejected') return true
  if (status !== 'active') return false
  const rule = isObject(provision) && !isOver(provision, today) ? provision : {}
  const isOptOut = codesOf(policyRule).some((code) => code === 'OPTOUT' || code === 'OPTOUTE')
  return rule['type'] === 'deny' || (isOptOut && rule['type'] !== 'permit') || deniesResearch(rule, today)
}

/** An exception below a permit counts where it is about research; what it excepts is often one hospital or one study. */
const deniesResearch = (rule: Json, today: string): boolean =>
  listOf(rule['provision']).some((inner) => {
    if (!isObject(inner) || isOver(inner, today)) return false
    const isResearch = codesOf({ coding: inner['purpose'] }).some((code) => RESEARCH_PURPOSES.includes(code))
    return (inner['type'] === 'deny' && isResearch) || deniesResearch(inner, today)
  })

/** True for a provision whose last day is gone by. A day, a month or a year lasts until it ends. */
function isOver({ period }: Json, today: string): boolean {
  const end = isObject(period) ? textOf(period['end'])?.slice(0, 10) : undefined
  return end !== undefined && /^\d{4}(-\d\d){0,2}$/.test(end) && end < today.slice(0, end.length)
}

import type { Consent } from 'fhir/r4'
import { concept } from './codes.ts'
import { type Entry, idOf } from './invented.ts'

const SCOPE = 'http://terminology.hl7.org/CodeSystem/consentscope'
const CATEGORY = 'http://terminology.hl7.org/CodeSystem/consentcategorycodes'

/** An objection to research: a consent of scope `research` that denies. */
export const researchObjection =
  (on: string): Entry =>
  (about, number) =>
    ({
      resourceType: 'Consent',
      id: idOf(about, number, 'consent'),
      status: 'active',
      scope: concept({ system: SCOPE, code: 'research', display: 'Research' }),
      category: [concept({ system: CATEGORY, code: 'research', display: 'Research Information Access' })],
      patient: { reference: `Patient/${about.patient}` },
      dateTime: on,
      policyRule: { text: 'Objection to the use of one’s data for research' },
      provision: { type: 'deny' },
    }) satisfies Consent

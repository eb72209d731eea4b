import type { Bundle, FhirResource } from 'fhir/r4'

/** The invented clinician who is signed in. */
export const CLINICIAN = {
  reference: 'Practitioner/dr-test-oncologist',
  name: 'Dr. Test Oncologist',
} as const

/** Where referrals go: invented offices, at addresses and a number that belong to nobody. */
export const TRIAL_OFFICES = {
  'sandbox-trial-office': {
    name: 'Trial office, Sandbox Hospital (fictional)',
    mail: 'trial-office@sandbox.example',
    phone: '+1 202 555 0143',
  },
  'sandbox-oncology-trials': {
    name: 'Oncology trials, Sandbox Hospital (fictional)',
    mail: 'oncology-trials@sandbox.example',
    phone: '+1 202 555 0178',
  },
} as const

/** The id of an office that takes referrals. */
export type TrialOffice = keyof typeof TRIAL_OFFICES

/** Who works in the invented hospital. */
export const STAFF: Bundle<FhirResource> = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      resource: {
        resourceType: 'Practitioner',
        id: 'dr-test-oncologist',
        name: [{ text: CLINICIAN.name, family: 'Oncologist', given: ['Test'], prefix: ['Dr.'] }],
      },
    },
    { resource: { resourceType: 'Organization', id: 'sandbox-hospital', name: 'Sandbox Hospital' } },
    ...Object.entries(TRIAL_OFFICES).map(([id, { name, mail, phone }]) => ({
      resource: {
        resourceType: 'Organization' as const,
        id,
        name,
        partOf: { reference: 'Organization/sandbox-hospital' },
        telecom: [
          { system: 'email' as const, value: mail },
          { system: 'phone' as const, value: phone },
        ],
      },
    })),
  ],
}

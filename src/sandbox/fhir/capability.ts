import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r4'
import { searchParametersOf } from './medplum.ts'
import { OFFERED_TYPES, SHARED_TYPES } from './offered-types.ts'

const reading = ['read', 'vread', 'history-instance', 'search-type'] as const
const writing = ['create', 'update', 'patch', 'delete'] as const

/** What the server says of itself at `/metadata`, with where SMART's endpoints are. */
export function capabilityStatement(base: string, origin: string, date: string): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    software: { name: 'Trialside sandbox EHR' },
    implementation: { description: 'A sandbox with invented patients, for trying and testing', url: base },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [
      {
        mode: 'server',
        security: {
          extension: [
            {
              url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
              extension: [
                { url: 'authorize', valueUri: `${origin}/authorize` },
                { url: 'token', valueUri: `${origin}/token` },
                { url: 'revoke', valueUri: `${origin}/revoke` },
                { url: 'introspect', valueUri: `${origin}/introspect` },
              ],
            },
          ],
          cors: true,
          service: [
            {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                  code: 'SMART-on-FHIR',
                },
              ],
            },
          ],
        },
        resource: OFFERED_TYPES.map(describeType),
        interaction: [{ code: 'transaction' }, { code: 'batch' }],
      },
    ],
  }
}

function describeType(type: (typeof OFFERED_TYPES)[number]): CapabilityStatementRestResource {
  const parameters = Object.values(searchParametersOf(type) ?? {})
  const isShared = SHARED_TYPES.has(type)
  return {
    type,
    interaction: (isShared ? reading : [...reading, ...writing]).map((code) => ({ code })),
    versioning: 'versioned-update',
    conditionalCreate: !isShared,
    searchParam: parameters.flatMap(({ code, type: kind }) =>
      ['string', 'token', 'reference', 'date', 'uri', 'quantity'].includes(kind)
        ? [{ name: code, type: kind as 'token' }]
        : [],
    ),
    ...(type === 'Patient'
      ? {
          operation: [
            {
              name: 'everything',
              definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything',
            },
          ],
        }
      : {}),
  }
}

/** Every status that FHIR R4 has for each type, and what it lets the resource carry. */
import { describe, expect, it } from 'vitest'
import type { Resource } from '../../src/engine/fhir.ts'
import { gate } from '../../src/engine/record/gate.ts'
import { factsNamed } from '../support/match.ts'

const told = (resource: Resource): string => {
  const passage = gate(resource)
  return passage.passes
    ? [passage.strength, passage.objection].filter(Boolean).join(': ')
    : `refused: ${passage.objection}`
}

const withStatus = (resourceType: string, status: unknown): Resource => ({
  resourceType,
  id: 'r',
  ...(status === undefined ? {} : { status }),
})

describe('the status of an Observation or a DiagnosticReport (HZ-05, D-07)', () => {
  const table: readonly (readonly [string | undefined, string])[] = [
    ['registered', 'planned: planned'],
    ['partial', 'weak: preliminary'],
    ['preliminary', 'weak: preliminary'],
    ['final', 'confirmed'],
    ['amended', 'confirmed'],
    ['corrected', 'confirmed'],
    ['appended', 'confirmed'],
    ['cancelled', 'refused: cancelled'],
    ['entered-in-error', 'refused: entered-in-error'],
    ['unknown', 'weak: status-unknown'],
    ['nonsense', 'weak: status-unknown'],
    [undefined, 'weak: status-missing'],
  ]
  it.each(table)('%s: %s', (status, expected) => {
    expect(told(withStatus('Observation', status))).toBe(expected)
    expect(told(withStatus('DiagnosticReport', status))).toBe(expected)
  })
})

describe('the status of a Procedure (HZ-05, D-07, D-23)', () => {
  it.each<readonly [string | undefined, string]>([
    ['preparation', 'planned: planned'],
    ['in-progress', 'weak: in-progress'],
    ['not-done', 'refused: not-done'],
    ['on-hold', 'planned: planned'],
    ['stopped', 'weak: stopped'],
    ['completed', 'confirmed'],
    ['entered-in-error', 'refused: entered-in-error'],
    ['unknown', 'weak: status-unknown'],
    ['nonsense', 'weak: status-unknown'],
    [undefined, 'weak: status-missing'],
  ])('%s: %s', (status, expected) => {
    expect(told(withStatus('Procedure', status))).toBe(expected)
  })
})

describe('the status of an ImagingStudy (HZ-05, D-07)', () => {
  it.each<readonly [string | undefined, string]>([
    ['registered', 'planned: planned'],
    ['available', 'confirmed'],
    ['cancelled', 'refused: cancelled'],
    ['entered-in-error', 'refused: entered-in-error'],
    ['unknown', 'weak: status-unknown'],
    [undefined, 'weak: status-missing'],
  ])('%s: %s', (status, expected) => {
    expect(told(withStatus('ImagingStudy', status))).toBe(expected)
  })
})

describe('the status of a request: what was asked for is not done (HZ-05, D-24, D-26)', () => {
  it.each<readonly [string | undefined, string]>([
    ['draft', 'planned: planned'],
    ['active', 'planned: planned'],
    ['on-hold', 'planned: planned'],
    ['completed', 'planned: planned'],
    ['unknown', 'planned: planned'],
    ['revoked', 'refused: cancelled'],
    ['cancelled', 'refused: cancelled'],
    ['stopped', 'refused: cancelled'],
    ['entered-in-error', 'refused: entered-in-error'],
    [undefined, 'planned: planned'],
  ])('%s: %s', (status, expected) => {
    expect(told(withStatus('ServiceRequest', status))).toBe(expected)
    // A prescription in force or used up says that the medicine was ordered, which is all that is asked of it.
    const inForce = ['active', 'completed', 'stopped'].includes(String(status))
    expect(told(withStatus('MedicationRequest', status))).toBe(inForce ? 'confirmed' : expected)
    const proposed = { ...withStatus('MedicationRequest', status), intent: 'proposal' }
    expect(told(proposed)).toBe(expected)
  })
})

describe('the status of a medication that was given or taken (HZ-05, D-07)', () => {
  it.each<readonly [string, string | undefined, string]>([
    ['MedicationStatement', 'active', 'confirmed'],
    ['MedicationStatement', 'completed', 'confirmed'],
    ['MedicationStatement', 'stopped', 'confirmed'],
    ['MedicationStatement', 'intended', 'planned: planned'],
    ['MedicationStatement', 'on-hold', 'planned: planned'],
    ['MedicationStatement', 'not-taken', 'refused: not-done'],
    ['MedicationStatement', 'entered-in-error', 'refused: entered-in-error'],
    ['MedicationStatement', 'unknown', 'weak: status-unknown'],
    ['MedicationAdministration', 'in-progress', 'confirmed'],
    ['MedicationAdministration', 'completed', 'confirmed'],
    ['MedicationAdministration', 'stopped', 'confirmed'],
    ['MedicationAdministration', 'on-hold', 'planned: planned'],
    ['MedicationAdministration', 'not-done', 'refused: not-done'],
    ['MedicationAdministration', 'entered-in-error', 'refused: entered-in-error'],
    ['MedicationAdministration', 'unknown', 'weak: status-unknown'],
    ['MedicationAdministration', undefined, 'weak: status-missing'],
  ])('%s %s: %s', (resourceType, status, expected) => {
    expect(told(withStatus(resourceType, status))).toBe(expected)
  })
})

describe('the verification of a Condition (HZ-05, D-08)', () => {
  const HL7 = 'http://terminology.hl7.org/CodeSystem/condition-ver-status'
  const condition = (...codes: readonly string[]): Resource => ({
    resourceType: 'Condition',
    id: 'r',
    verificationStatus: { coding: codes.map((code) => ({ system: HL7, code })) },
  })

  it.each([
    ['confirmed', 'confirmed'],
    ['unconfirmed', 'weak: unconfirmed'],
    ['provisional', 'weak: unconfirmed'],
    ['differential', 'weak: unconfirmed'],
    ['refuted', 'refused: refuted'],
    ['entered-in-error', 'refused: entered-in-error'],
    ['410605003', 'confirmed'],
    ['415684004', 'weak: unconfirmed'],
    ['410590009', 'weak: unconfirmed'],
    ['410516002', 'refused: refuted'],
    ['UNK', 'weak: unconfirmed'],
    ['nonsense', 'weak: status-unknown'],
  ])('%s: %s', (code, expected) => {
    expect(told(condition(code))).toBe(expected)
  })

  it('left out counts as asserted, in words only does not', () => {
    expect(told({ resourceType: 'Condition', id: 'r' })).toBe('confirmed')
    expect(told({ resourceType: 'Condition', id: 'r', verificationStatus: { text: 'zeker' } })).toBe(
      'weak: status-unknown',
    )
  })

  it.each([
    [['confirmed', 'refuted'], 'refused: refuted'],
    [['refuted', 'confirmed'], 'refused: refuted'],
    [['confirmed', 'UNK'], 'weak: unconfirmed'],
    [['confirmed', '410605003'], 'confirmed'],
  ])('of %s the most doubtful counts: %s', (codes, expected) => {
    expect(told(condition(...codes))).toBe(expected)
  })
})

describe('what changes the meaning of a resource', () => {
  const observation = withStatus('Observation', 'final')

  it.each<readonly [string, Resource, string]>([
    [
      'a modifier extension',
      { ...observation, modifierExtension: [{ url: 'urn:x' }] },
      'refused: unknown-modifier',
    ],
    [
      'one modifier extension that is no list',
      { ...observation, modifierExtension: { url: 'urn:x' } },
      'refused: unknown-modifier',
    ],
    ['no modifier extension in an empty list', { ...observation, modifierExtension: [] }, 'confirmed'],
    ['implicit rules', { ...observation, implicitRules: 'urn:x' }, 'refused: unknown-modifier'],
    [
      'a focus (HZ-06)',
      { ...observation, focus: [{ reference: 'Patient/baby' }] },
      'refused: about-another-focus',
    ],
    [
      'do not perform (D-26)',
      { ...withStatus('ServiceRequest', 'active'), doNotPerform: true },
      'refused: do-not-perform',
    ],
  ])('%s', (_, resource, expected) => {
    expect(told(resource)).toBe(expected)
  })
})

describe('a fact carries what its resource may (HZ-05)', () => {
  it.each([
    ['2020-01-01 recurrence left breast', 'confirmed'],
    ['2020-01-01 recurrence left breast verification=provisional', 'weak'],
    ['2020-01-01 recurrence left breast verification=refuted', undefined],
  ])('%s: %s', (line, strength) => {
    expect(factsNamed('recurrence', `female\n${line}`)[0]?.strength).toBe(strength)
  })
})

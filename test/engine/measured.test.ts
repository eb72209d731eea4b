/** Measured values: the unit of the fact, the upper limit beside the result, and what is never guessed. */
import { describe, expect, it } from 'vitest'
import type { FactCatalog, FactDefinition } from '../../src/engine/facts/catalog.ts'
import { FactReader } from '../../src/engine/facts/facts-of.ts'
import { catalog, day, recordOf, TODAY } from '../support/match.ts'

const both = (text: string) => ({ en: text, nl: text })

const definition: FactDefinition = {
  name: 'haemoglobin',
  title: both('Haemoglobin'),
  from: [{ resource: 'Observation', sets: ['haemoglobin'], quantity: 'value.ofType(Quantity)' }],
  unit: 'g/dL',
  molarMass: 16114,
  plausible: { from: 1, to: 30 },
}
const status: FactDefinition = {
  name: 'receptor',
  title: both('Receptor'),
  from: [
    {
      resource: 'Observation',
      sets: ['receptor'],
      coded: 'value.ofType(CodeableConcept).coding',
      codedBy: 'receptor-value',
      kindByValue: true,
    },
  ],
}
const medicine: FactDefinition = {
  name: 'medicine',
  title: both('Medicine'),
  from: [{ resource: 'MedicationRequest', sets: ['medicine'], lasts: true }],
}
const set = (name: string, system: string, codes: readonly (readonly [string, string?])[]) => ({
  name,
  title: both(name),
  codes: codes.map(([code, value]) => ({ system, code, display: code, ...(value ? { value } : {}) })),
})
const small: FactCatalog = {
  systems: catalog.systems,
  resources: catalog.resources,
  valueSets: [
    set('haemoglobin', 'loinc', [['718-7']]),
    set('receptor', 'loinc', [['16112-5']]),
    set('receptor-value', 'snomed', [
      ['10828004', 'positive'],
      ['260385009', 'negative'],
    ]),
    set('medicine', 'atc', [['L01EF01']]),
  ],
  facts: [definition, status, medicine],
  questions: [],
}
const reader = new FactReader(small)

const UCUM = 'http://unitsofmeasure.org'
const observation = (more: object, code = '718-7') => ({
  resourceType: 'Observation',
  id: 'o',
  status: 'final',
  subject: { reference: 'Patient/p' },
  code: { coding: [{ system: 'http://loinc.org', code }] },
  effectiveDateTime: '2026-11-20',
  ...more,
})
const factOf = (...resources: readonly object[]) => {
  const { facts } = reader.factsOf(recordOf([{ resourceType: 'Patient', id: 'p' }, ...resources]), day(TODAY))
  return facts[0]
}
const quantity = (more: object) => factOf(observation({ valueQuantity: more }))

describe('a quantity', () => {
  it.each([
    [{ value: 9, system: UCUM, code: 'g/dL' }, 9],
    [{ value: 90, system: UCUM, code: 'g/L' }, 9],
    [{ value: 5.6, system: UCUM, code: 'mmol/L' }, 9.02384],
  ])('%j is %s g/dL (P-09)', (given, expected) => {
    expect(quantity(given)).toMatchObject({ low: expected, high: expected, strength: 'confirmed' })
  })

  it.each([
    [{ value: 9, unit: 'g/dL' }, 'unit-unknown'],
    [{ value: 9, system: 'http://example.org/units', code: 'g/dL' }, 'unit-unknown'],
    [{ value: 9, system: UCUM, code: 'furlong' }, 'unit-unknown'],
    [{ value: 9, system: UCUM, code: 'U/L' }, 'unit-unknown'],
    [{ value: 90, system: UCUM, code: 'g/dL' }, 'value-implausible'],
    [{ value: '9', system: UCUM, code: 'g/dL' }, 'value-unreadable'],
    [{ system: UCUM, code: 'g/dL' }, 'value-unreadable'],
    [{ value: 9, comparator: '~', system: UCUM, code: 'g/dL' }, 'value-unreadable'],
  ])('%j decides nothing: %s (HZ-07)', (given, doubt) => {
    const fact = quantity(given)
    expect(fact).toMatchObject({ strength: 'weak', doubt })
    expect(fact?.low).toBeUndefined()
  })

  it('with a comparator leaves one end open, and is shown as it was written', () => {
    expect(quantity({ value: 9, comparator: '<', unit: 'g/dL', system: UCUM, code: 'g/dL' })).toMatchObject({
      low: Number.NEGATIVE_INFINITY,
      high: 9,
      valueText: '< 9 g/dL',
    })
  })

  it('that is a text is not read', () => {
    expect(factOf(observation({ valueString: '9 g/dL' }))).toMatchObject({ doubt: 'value-unreadable' })
  })
})

describe('the upper limit of normal', () => {
  const value = { valueQuantity: { value: 9, system: UCUM, code: 'g/dL' } }
  const range = (high: object) => ({ high })

  it('stands in the unit of the fact', () => {
    const referenceRange = [range({ value: 160, system: UCUM, code: 'g/L' })]
    expect(factOf(observation({ ...value, referenceRange }))?.upperLimit).toBe(16)
  })

  it.each([
    [[]],
    [[range({ value: 16 })]], // without a unit
    [[range({ value: 16, system: UCUM, code: 'g/dL' }), range({ value: 18, system: UCUM, code: 'g/dL' })]],
    [[{ text: '12 to 16' }]],
  ])('is none in %j', (referenceRange) => {
    expect(factOf(observation({ ...value, referenceRange }))?.upperLimit).toBeUndefined()
  })
})

describe('a value that names the kind', () => {
  const answered = (code: string) =>
    factOf(
      observation(
        { valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code }] } },
        '16112-5',
      ),
    )

  it('makes the kind of the fact', () => {
    expect(answered('10828004')).toMatchObject({ kind: 'positive', strength: 'confirmed' })
    expect(answered('260385009')).toMatchObject({ kind: 'negative', strength: 'confirmed' })
  })

  it('leaves it open when nobody understood it', () => {
    expect(answered('42425007')).toMatchObject({ strength: 'weak', doubt: 'value-unreadable' })
  })
})

describe('a medicine that goes on', () => {
  const prescribed = (more: object) =>
    factOf({
      resourceType: 'MedicationRequest',
      id: 'm',
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/p' },
      medicationCodeableConcept: { coding: [{ system: 'http://www.whocc.no/atc', code: 'L01EF01' }] },
      ...more,
    })

  it('has an end that is not known', () => {
    const fact = prescribed({ authoredOn: '2026-01-05' })
    expect(fact?.end).toEqual({ first: day('2026-01-05'), last: Number.POSITIVE_INFINITY })
    expect(fact?.start).toEqual({ first: day('2026-01-05'), last: day('2026-01-05') })
  })
})

import type { Group } from 'fhir/r4'
import { describe, expect, it } from 'vitest'
import { exportFhir } from '../../../src/authoring/fhir/export.ts'
import { example, type Said } from '../explain/example.ts'

const groupsOf = (rule: string, said: Said = {}): Group[] =>
  (exportFhir(example({ one: rule }, said)).entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === 'Group' ? (resource as Group) : [],
  )

const valuesIn = ({ characteristic = [] }: Group) =>
  characteristic.map(({ id: _id, extension: _extension, code: _code, ...value }) => value)

/** The one characteristic of a trial of one rule, without what is the same for each. */
const value = (rule: string) => {
  const { exclude: _exclude, ...rest } = valuesIn(groupsOf(rule)[0]!)[0]!
  return rest
}

const years = { unit: 'years', system: 'http://unitsofmeasure.org', code: 'a' }
const perLitre = { unit: '10*9/L', system: 'http://unitsofmeasure.org', code: '10*9/L' }
const AS_TEXT = { valueBoolean: true }

describe('what R4 can say', () => {
  it.each([
    ['{ age: { at-least: 18 } }', { valueQuantity: { value: 18, comparator: '>=', ...years } }],
    // Still 65 on the last day before the birthday: "at most 65" in whole years is below 66.
    ['{ age: { at-most: 65 } }', { valueQuantity: { value: 66, comparator: '<', ...years } }],
    [
      '{ latest: { fact: neutrophils, at-least: 1.5 10*9/L, within: 14 days } }',
      { valueQuantity: { value: 1.5, comparator: '>=', ...perLitre } },
    ],
    [
      '{ latest: { fact: platelets, more-than: 100 10*9/L, within: 14 days } }',
      { valueQuantity: { value: 100, comparator: '>', ...perLitre } },
    ],
    [
      '{ latest: { fact: platelets, at-least: 100 10*9/L, at-most: 400 10*9/L, within: 14 days } }',
      { valueRange: { low: { value: 100, ...perLitre }, high: { value: 400, ...perLitre } } },
    ],
    [
      '{ latest: { fact: performance-status, at-most: 1, within: any time } }',
      { valueQuantity: { value: 1, comparator: '<=' } },
    ],
  ])('is said in its elements: %s', (rule, expected) => {
    expect(value(rule)).toEqual(expected)
  })

  it('is a code of a value set, where only the code matters', () => {
    const canonical = 'https://trials.example.org/fhir/ValueSet/nct00000001-heart-failure|1.2.3'
    expect(value('{ event: { fact: heart-failure } }')).toMatchObject({
      valueCodeableConcept: {
        extension: [
          { url: 'http://hl7.org/fhir/StructureDefinition/codeOptions', valueCanonical: canonical },
        ],
      },
    })
  })
})

describe('what R4 cannot say', () => {
  it.each([
    // From the 18th birthday until the day before the 66th: a Range would end on the 65th.
    '{ age: { at-least: 18, at-most: 65 } }',
    '{ latest: { fact: alt, at-most: 3 ULN, within: 14 days } }',
    '{ latest: { fact: platelets, more-than: 100 10*9/L, less-than: 400 10*9/L, within: 14 days } }',
    '{ same-day: { facts: [neutrophils, platelets], within: 14 days } }',
    '{ event: { fact: heart-failure, within: 6 months } }',
    '{ event: { fact: breast-surgery, kinds: [mastectomy], before: recurrence } }',
    '{ permission: {} }',
    '{ ask: {} }',
  ])('is there as text, never as something that comes close: %s', (rule) => {
    const [group] = groupsOf(rule)
    expect(valuesIn(group!)).toEqual([{ ...AS_TEXT, exclude: false }])
    expect(group?.characteristic?.[0]?.code.text).toBe('one in English')
    expect(JSON.stringify(group?.characteristic?.[0]?.extension)).toContain('The sentence of one')
  })

  it('is there with `unavailable`, which nobody could read', () => {
    const [group] = groupsOf('{ unavailable: {} }', { wording: 'summary' })
    expect(valuesIn(group!)).toEqual([{ ...AS_TEXT, exclude: false }])
    expect(JSON.stringify(group?.extension)).toContain('"valueCode":"summary"')
  })
})

describe('rules made of others', () => {
  const parts = (rule: string) =>
    groupsOf(rule)
      .slice(1)
      .map((group) => ({
        id: group.id,
        method: group.extension?.map(({ valueCode, valuePositiveInt }) => valueCode ?? valuePositiveInt),
        values: valuesIn(group),
      }))
  const old = { valueQuantity: { value: 18, comparator: '>=', ...years } }

  it('are Groups of their own that the characteristic refers to', () => {
    const rule = '{ any-of: [{ age: { at-least: 18 } }, { ask: {} }] }'
    expect(value(rule)).toEqual({ valueReference: { reference: 'Group/nct00000001-i1' } })
    expect(parts(rule)).toEqual([
      {
        id: 'nct00000001-i1',
        method: ['any-of'],
        values: [
          { ...old, exclude: false },
          { ...AS_TEXT, exclude: false },
        ],
      },
    ])
  })

  it('say how many of them, and the opposite of one by its exclusion', () => {
    const rule =
      '{ at-least: { count: 2, of: [{ age: { at-least: 18 } }, { not: { event: { fact: heart-failure } } }, { ask: {} }] } }'
    const [group] = parts(rule)
    expect(group?.method).toEqual(['at-least', 2])
    expect(group?.values.map(({ exclude }) => exclude)).toEqual([false, true, false])
  })

  it('that depend on something are either of two pairs', () => {
    const rule =
      '{ depends: { on: { age: { at-least: 50 } }, if-met: { age: { at-least: 18 } }, if-not: { ask: {} } } }'
    const fifty = { valueQuantity: { value: 50, comparator: '>=', ...years } }
    expect(
      parts(rule).map(({ id, method, values }) => [id, method, values.map((one) => one.exclude)]),
    ).toEqual([
      ['nct00000001-i1', ['any-of'], [false, false]],
      ['nct00000001-i1-1', ['all-of'], [false, false]],
      ['nct00000001-i1-2', ['all-of'], [true, false]],
    ])
    expect(parts(rule)[2]?.values[0]).toEqual({ ...fifty, exclude: true })
  })

  it('in two steps both have to hold', () => {
    const rule = '{ once: { first: { age: { at-least: 18 } }, next: { ask: {} } } }'
    expect(parts(rule)[0]?.method).toEqual(['all-of'])
    expect(parts(rule)[0]?.values).toHaveLength(2)
  })
})

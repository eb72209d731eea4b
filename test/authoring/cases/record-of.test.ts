/** Entries of example patients as FHIR R4: through the same door as a bundle, and valid as HL7 has it. */
import { describe, expect, it } from 'vitest'
import { ENTRY_KINDS } from '../../../src/authoring/cases/entry-kinds.ts'
import { core, loadDefinitions } from '../../../src/sandbox/fhir/medplum.ts'
import { reading, subjectWith } from './example.ts'

type Validated = Parameters<typeof core.validateResource>[0]

const subject = subjectWith({ adult: 'age: { at-least: 18 }' })

/** The resources of one patient with these entries, the Patient first. */
function resourcesOf(entries: readonly string[], person = '{ sex: female, born: "1961-04-02" }') {
  const { cases, problems } = reading(
    `  - name: one\n    patient: ${person}\n    record: [${entries.join(', ')}]\n`,
    subject,
  )
  expect(problems).toEqual([])
  const record = cases!.patients[0]!.record
  return [record.patient!, ...record.resources.filter(({ resourceType }) => resourceType !== 'Patient')]
}
const resourceOf = (entry: string) => resourcesOf([entry])[1]

const SAID: Readonly<Record<string, string>> = {
  date: '"2026-08"',
  from: '"2026-08-01"',
  to: '"2026-08-20"',
  recorded: '"2026-08-21"',
  side: 'left',
  site: 'breast',
  verification: 'provisional',
  clinical: 'recurrence',
  value: '"< 30 U/L"',
  'upper-limit': '45 U/L',
  reason: 'icd-10 C50.9',
  morphology: 'icd-o-3 8500/3',
}

describe('an entry of each kind', () => {
  const entryWith = (kind: string, without: readonly string[]) => {
    const { keys = [], statuses = [] } = ENTRY_KINDS[kind] ?? {}
    const said = keys
      .filter((key) => SAID[key] !== undefined && !without.includes(key))
      // A condition has no reason; there it is the tumour that it comes from.
      .map((key) => `${key}: ${kind === 'condition' && key === 'reason' ? 'first' : SAID[key]}`)
    return [`${kind}: snomed 404684003`, ...said, ...statuses.slice(0, 1).map((one) => `status: ${one}`)]
  }

  it.each(Object.keys(ENTRY_KINDS))('%s with all that can be said of it is valid FHIR R4', (kind) => {
    loadDefinitions()
    const first = '{ condition: icd-10 C50.9, id: first }'
    for (const without of [['from', 'to'], ['date']]) {
      const resources = resourcesOf([first, `{ ${entryWith(kind, without).join(', ')}, words: in words }`])
      expect(resources).toHaveLength(3)
      for (const resource of resources) {
        expect(() => core.validateResource(resource as unknown as Validated)).not.toThrow()
        expect(resource).toHaveProperty('meta.tag.0.code', 'HTEST')
      }
    }
  })

  it.each(
    Object.entries(ENTRY_KINDS).flatMap(([kind, { statuses }]) => statuses.map((status) => [kind, status])),
  )('%s has the status %s', (kind, status) => {
    expect(resourceOf(`{ ${kind}: snomed 404684003, status: ${status} }`)).toHaveProperty('status', status)
  })
})

describe('what an entry says', () => {
  it('is a side as mCODE writes it, on a site of the catalog', () => {
    expect(resourceOf('{ procedure: snomed 392021009, side: left, site: breast }')).toMatchObject({
      code: { coding: [{ system: 'http://snomed.info/sct', code: '392021009' }] },
      bodySite: [
        {
          coding: [{ code: '76752008' }],
          extension: [{ valueCodeableConcept: { coding: [{ code: '7771000' }] } }],
        },
      ],
    })
  })

  it('is several codes of one thing, or words without a code', () => {
    expect(
      resourceOf('{ condition: snomed 254838004 + icd-10-nl C50.9, words: mammacarcinoom }'),
    ).toMatchObject({
      code: {
        coding: [{ code: '254838004' }, { system: 'http://hl7.org/fhir/sid/icd-10-nl', code: 'C50.9' }],
        text: 'mammacarcinoom',
      },
    })
    expect(resourceOf(`{ procedure: 'text "bestraling elders"' }`)).toHaveProperty('code', {
      text: 'bestraling elders',
    })
  })

  it.each([
    ['2', { valueInteger: 2 }],
    ['2.5', { valueQuantity: { value: 2.5 } }],
    ['6.2 mmol/L', { valueQuantity: { value: 6.2, code: 'mmol/L', system: 'http://unitsofmeasure.org' } }],
    ['"< 30 U/L"', { valueQuantity: { value: 30, comparator: '<', code: 'U/L' } }],
    ['snomed 1229901006', { valueCodeableConcept: { coding: [{ code: '1229901006' }] } }],
    [`'text "positief"'`, { valueString: 'positief' }],
    ['true', { valueBoolean: true }],
  ])('is the value %s', (value, expected) => {
    expect(resourceOf(`{ observation: loinc 718-7, value: ${value} }`)).toMatchObject(expected)
  })

  it('is the upper limit of normal beside a value', () => {
    expect(resourceOf('{ observation: loinc 1742-6, value: 50 U/L, upper-limit: 45 U/L }')).toHaveProperty(
      'referenceRange.0.high.value',
      45,
    )
  })

  it.each([
    ['date: "2026-08"', { onsetDateTime: '2026-08' }],
    ['from: "2026-08-01"', { onsetPeriod: { start: '2026-08-01' } }],
    ['recorded: "2026-08-21"', { recordedDate: '2026-08-21' }],
  ])('is when it was: %s', (when, expected) => {
    expect(resourceOf(`{ condition: icd-10 C50.9, ${when} }`)).toMatchObject(expected)
  })

  it('is the tumour that a metastasis comes from, by the id of its entry', () => {
    const [, , metastasis] = resourcesOf([
      '{ condition: icd-10 C50.9, id: first }',
      '{ condition: icd-10 C79.5, reason: first }',
    ])
    expect(metastasis).toHaveProperty('extension.0.valueReference.reference', 'Condition/first')
  })

  it('is a resource as it is, with an id, the patient and the mark of test data', () => {
    expect(
      resourceOf('{ resource: { resourceType: Observation, status: final, code: { text: x } } }'),
    ).toMatchObject({
      resourceType: 'Observation',
      id: 'r1',
      subject: { reference: 'Patient/example-1' },
      meta: { tag: [{ code: 'HTEST' }] },
    })
  })

  it('is the person', () => {
    const person = '{ sex: male, born: "1950", died: "2026-01-01", language: nl }'
    expect(resourcesOf([], person)[0]).toMatchObject({
      gender: 'male',
      birthDate: '1950',
      deceasedDateTime: '2026-01-01',
      communication: [{ language: { coding: [{ code: 'nl' }] } }],
    })
  })
})

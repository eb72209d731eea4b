/** Hostile definitions end in refusal or in unknown (T-18). How long each takes: `npm run verify:definitions`. */
import { describe, expect, it } from 'vitest'
import { readDefinition, sharedIn, withTrial } from '../../../src/authoring/definition.ts'
import { Matcher } from '../../../src/engine/index.ts'
import { catalog, day, recordOf, TODAY } from '../../support/match.ts'
import { HOSTILE, type Hostile } from './hostile-definitions.ts'

const shared = sharedIn(catalog)
const read = ({ text }: Hostile) =>
  readDefinition(new TextEncoder().encode(text), 'trial.yaml', shared, TODAY)

/** A chart with many results of the kind that the definitions ask for. */
const record = recordOf([
  { resourceType: 'Patient', id: 'p', birthDate: '1970-01-01', gender: 'female' },
  ...Array.from({ length: 300 }, (_, index) => ({
    resourceType: 'Observation',
    id: `o${index}`,
    status: 'final',
    subject: { reference: 'Patient/p' },
    code: { coding: [{ system: 'http://loinc.org', code: '2951-2' }] },
    effectiveDateTime: '2026-11-01',
    component: Array.from({ length: 10 }, () => ({ code: { text: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' } })),
    valueQuantity: { value: 140, system: 'http://unitsofmeasure.org', code: 'mmol/L', unit: 'mmol/L' },
  })),
])

describe('a hostile definition (T-18)', () => {
  it.each(HOSTILE.filter(({ ends }) => ends === 'refused'))('is refused: $name', (hostile) => {
    const { definition, problems } = read(hostile)
    expect(definition).toBeUndefined()
    expect(problems.some(({ severity }) => severity === 'refused')).toBe(true)
    // What is said of it is short, however long it is.
    for (const { message, hint = '' } of problems) expect(message.length + hint.length).toBeLessThan(2000)
  })

  it.each(HOSTILE.filter(({ ends }) => ends === 'unknown'))('is judged as unknown: $name', (hostile) => {
    const { definition, problems } = read(hostile)
    if (!definition) throw new Error(problems.map(({ code, message }) => `${code} ${message}`).join('\n'))
    const trial = { ...definition.trial, hash: 'a test' }
    const matcher = new Matcher(withTrial(catalog, trial, definition))
    const [verdict] = matcher.match(record, [trial], day(TODAY), []).verdicts
    const statuses = verdict?.findings.filter(({ criterion }) => criterion !== 'age') ?? []
    expect(statuses.length).toBeGreaterThan(0)
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set(['unknown']))
  })

  it('leaves no mark on the objects of the language (T-18)', () => {
    for (const hostile of HOSTILE.filter(({ name }) => name.includes('key named'))) read(hostile)
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>)['ask']).toBeUndefined()
  })
})

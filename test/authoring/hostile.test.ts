/** Hostile definitions (T-18), made by code: refused for what they do, or judged without ever saying that a patient fits. */
import { describe, expect, it } from 'vitest'
import { readDefinition, sharedIn, withTrial } from '../../src/authoring/definition.ts'
import { tooMuchIn } from '../../src/authoring/text-size.ts'
import { Matcher } from '../../src/engine/index.ts'
import { catalog, day, recordOf, TODAY } from '../support/match.ts'
import { bytesOf, HOSTILE, type Hostile } from './hostile/hostile.ts'

const shared = sharedIn(catalog)
const read = (hostile: Hostile) => readDefinition(bytesOf(hostile), 'trial.yaml', shared, TODAY)

/** A chart with many results of the kinds that the definitions ask for. */
const record = recordOf([
  { resourceType: 'Patient', id: 'p', birthDate: '1970-01-01', gender: 'female' },
  ...Array.from({ length: 400 }, (_, index) => ({
    resourceType: 'Observation',
    id: `o${index}`,
    status: 'final',
    subject: { reference: 'Patient/p' },
    effectiveDateTime: '2026-11-01',
    component: Array.from({ length: 10 }, () => ({ code: { text: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' } })),
    ...(index < 100
      ? { code: { coding: [{ system: 'http://loinc.org', code: '89247-1' }] }, valueInteger: 1 }
      : {
          code: { coding: [{ system: 'http://loinc.org', code: '2951-2' }] },
          valueQuantity: { value: 140, system: 'http://unitsofmeasure.org', code: 'mmol/L', unit: 'mmol/L' },
        }),
  })),
])

describe('a hostile definition made by code (T-18)', () => {
  it.each(HOSTILE.filter(({ refused }) => refused))(
    'is refused as $refused: $name',
    (hostile) => {
      const { definition, problems } = read(hostile)
      expect(definition).toBeUndefined()
      const codes = problems.filter(({ severity }) => severity === 'refused').map(({ code }) => code)
      if (hostile.refused === 'somehow') {
        expect(codes).not.toEqual([])
        // What is said of it is short, however long it is.
        for (const { message, hint = '' } of problems) expect(message.length + hint.length).toBeLessThan(2000)
      } else expect(codes).toContain(hostile.refused)
      // The work of finding places is bounded, and so is what is printed.
      expect(problems.length).toBeLessThanOrEqual(1001)
    },
    60_000,
  )

  it.each(HOSTILE.filter(({ refused }) => !refused))(
    'never fits: $name',
    (hostile) => {
      const { definition, problems } = read(hostile)
      if (!definition) throw new Error(problems.map(({ code, message }) => `${code} ${message}`).join('\n'))
      const matcher = new Matcher(withTrial(catalog, { ...definition.trial, hash: 'x' }, definition))
      const trial = matcher.catalog.trials.at(-1)
      const [verdict] = matcher.match(record, trial ? [trial] : [], day(TODAY), []).verdicts
      expect(verdict).toBeDefined()
      expect(verdict?.kind).not.toBe('fits')
      if (hostile.ends === undefined) return
      const statuses = verdict?.findings.filter(({ criterion }) => criterion !== 'age') ?? []
      expect(statuses.length).toBeGreaterThan(0)
      expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([hostile.ends]))
    },
    60_000,
  )

  it('leaves no mark on the objects of the language', () => {
    for (const hostile of HOSTILE.filter(({ name }) => name.includes('key named'))) read(hostile)
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>)['ask']).toBeUndefined()
  })

  it('ends the count of words at the first one too many', () => {
    expect(tooMuchIn('- a\n'.repeat(60_000))).toMatch(/words and signs/)
    expect(tooMuchIn('- a\n'.repeat(1000))).toBeUndefined()
  })
})

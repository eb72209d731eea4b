/** Hostile definitions (T-18), made by code: refused for what they do, or judged without ever saying that a patient fits. */
import { describe, expect, it } from 'vitest'
import { readDefinition, sharedIn, withTrial } from '../../src/authoring/definition.ts'
import { tooMuchIn } from '../../src/authoring/text-size.ts'
import { Matcher } from '../../src/engine/index.ts'
import { catalog, day, recordOf, TODAY } from '../support/match.ts'
import { bytesOf, HOSTILE, type Hostile } from './hostile/hostile.ts'

const shared = sharedIn(catalog)
const read = (hostile: Hostile) => readDefinition(bytesOf(hostile), 'trial.yaml', shared, TODAY)

const record = recordOf([
  { resourceType: 'Patient', id: 'p', birthDate: '1970-01-01', gender: 'female' },
  ...Array.from({ length: 100 }, (_, index) => ({
    resourceType: 'Observation',
    id: `o${index}`,
    status: 'final',
    subject: { reference: 'Patient/p' },
    code: { coding: [{ system: 'http://loinc.org', code: '89247-1' }] },
    effectiveDateTime: '2026-11-01',
    component: Array.from({ length: 10 }, () => ({ code: { text: 'aaaaaaaaaaaaaaaaaaaaaaaa!' } })),
    valueInteger: 1,
  })),
])

describe('a hostile definition made by code (T-18)', () => {
  it.each(HOSTILE.filter(({ refused }) => refused))(
    'is refused as $refused: $name',
    (hostile) => {
      const { definition, problems } = read(hostile)
      expect(definition).toBeUndefined()
      const codes = problems.filter(({ severity }) => severity === 'refused').map(({ code }) => code)
      expect(codes).toContain(hostile.refused)
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
    },
    60_000,
  )

  it('ends the count of words at the first one too many', () => {
    expect(tooMuchIn('- a\n'.repeat(60_000))).toMatch(/words and signs/)
    expect(tooMuchIn('- a\n'.repeat(1000))).toBeUndefined()
  })
})

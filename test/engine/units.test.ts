import { describe, expect, it } from 'vitest'
import { converted, isUnit } from '../../src/engine/facts/units.ts'

describe('units of UCUM', () => {
  it.each([
    [9, 'g/dL', 'g/L', undefined, 90],
    [30, 'mm', 'cm', undefined, 3],
    [1500, '/uL', '10*9/L', undefined, 1.5],
    [1.5, '10*3/uL', '10*9/L', undefined, 1.5],
    [100000, '/mm3', '10*9/L', undefined, 100],
    [1, 'g/dL', 'mmol/L', 16114, 0.6205783791],
    [88.4, 'umol/L', 'mg/dL', 113.12, 0.9999808],
    [0.47, 's', 'ms', undefined, 470],
  ])('%s %s is in %s, at %s g/mol, %s (P-09)', (value, from, to, molarMass, expected) => {
    expect(converted(value, from, to, molarMass)).toBeCloseTo(expected, 9)
  })

  it('keeps a value on its limit: no error of floating-point numbers is left (HZ-07)', () => {
    for (const [value, from, to] of [
      [1.5, '10*3/uL', '10*9/L'],
      [1500, '/uL', '10*9/L'],
      [100, '10*3/uL', '10*9/L'],
    ] as const)
      expect([1.5, 100]).toContain(converted(value, from, to))
  })

  it.each([
    ['mm', 'g'],
    ['mmol/L', 'g/dL'], // without a molar mass
    ['U/L', '[IU]/L'],
    ['mL/min', 'mL/min/{1.73_m2}'], // per body surface is another quantity
    ['mg/dL', 'µmol/L'],
    ['', 'cm'],
    ['Cel', '[degF]'], // another zero
    ['mmol/mol', '%'], // parts of a whole, counted in two ways
    ['1', '%'],
    ['[ppth]', '%'],
  ])('%s is not converted to %s', (from, to) => {
    expect(converted(1, from, to)).toBeUndefined()
  })

  it.each([
    ['umol/L', true],
    ['mg/dl', true], // litre is l and L in UCUM
    ['mm[Hg]', true],
    ['mmHg', false],
    ['IU/L', false],
    ['', false],
  ])('"%s" is one: %s', (unit, expected) => {
    expect(isUnit(unit)).toBe(expected)
  })
})

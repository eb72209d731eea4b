/** So many times: OlympiA asks for six cycles of chemotherapy. */
import { describe, expect, it } from 'vitest'
import type { Rule } from '../../../src/engine/criteria/kinds.ts'
import { fact, truthOf } from '../../support/scene.ts'

const sixCycles: Rule = { kind: 'count', of: { fact: 'event' }, atLeast: 6 }
const cycles = (number: number) =>
  Array.from({ length: number }, (_, index) => fact('event', { on: `2025-0${index + 1}-05` }))

describe('at least six cycles', () => {
  it('are enough when six days are on record', () => {
    expect(truthOf(sixCycles, cycles(6))).toBe(true)
    expect(truthOf(sixCycles, cycles(7))).toBe(true)
  })

  it('are open with fewer: some may have been given elsewhere', () => {
    expect(truthOf(sixCycles, cycles(5))).toBe('missing')
    expect(truthOf(sixCycles, [])).toBe('missing')
  })

  it('are counted by days, not by entries', () => {
    const twice = Array.from({ length: 8 }, () => fact('event', { on: '2025-01-05' }))
    expect(truthOf(sixCycles, twice)).toBe('missing')
  })

  it('do not count a month, a period or a weak entry as a cycle', () => {
    expect(truthOf(sixCycles, [...cycles(5), fact('event', { on: '2025-06' })])).toBe('missing')
    expect(truthOf(sixCycles, [...cycles(5), fact('event', { on: '2025-06-05', strength: 'weak' })])).toBe(
      'ambiguous',
    )
  })

  it('are settled by a number that a person states', () => {
    expect(truthOf(sixCycles, [...cycles(2), fact('event', { value: 6, answer: true })])).toBe(true)
    expect(truthOf(sixCycles, [...cycles(2), fact('event', { value: 4, answer: true })])).toBe(false)
    expect(truthOf(sixCycles, [fact('event', { none: true, answer: true })])).toBe(false)
  })

  it('are contested where the person and the chart differ', () => {
    expect(truthOf(sixCycles, [...cycles(6), fact('event', { value: 4, answer: true })])).toBe('conflict')
    expect(truthOf(sixCycles, [...cycles(2), fact('event', { none: true, answer: true })])).toBe('conflict')
  })

  it('are incomplete while not all was read, unless six are there already (P-01)', () => {
    expect(truthOf(sixCycles, cycles(5), { unread: ['Observation'] })).toBe('incomplete')
    expect(truthOf(sixCycles, cycles(6), { unread: ['Observation'] })).toBe(true)
  })
})

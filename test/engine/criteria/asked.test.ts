/** What only a person can say, and what nobody can. */
import { describe, expect, it } from 'vitest'
import { fact, truthOf } from '../../support/scene.ts'

describe('a question of the trial itself', () => {
  const ask = { kind: 'ask', fact: 'event' } as const

  it('is for the clinician until it is answered', () => {
    expect(truthOf(ask, [])).toBe('clinician')
    expect(truthOf(ask, [fact('event', { kind: 'yes', answer: true })])).toBe(true)
    expect(truthOf(ask, [fact('event', { kind: 'no', answer: true })])).toBe(false)
  })

  it('shows a hint that never answers it', () => {
    expect(truthOf({ ...ask, hint: 'value' }, [fact('value', { value: 1 })])).toBe('clinician')
  })
})

describe('a criterion whose text is not at hand', () => {
  it('stays open, whatever is on record', () => {
    expect(truthOf({ kind: 'unavailable' }, [fact('event', { on: '2026-01-01' })])).toBe('incomplete')
  })
})

describe('an oldest age', () => {
  const born = (on: string) => [fact('birth', { on })]

  it.each([
    ['1950-11-24', true], // 75 until tomorrow
    ['1950-11-23', false], // 76 today
    ['1950', 'ambiguous'],
    ['1949', false],
    ['2009-01-01', false], // too young
  ])('18 to 75, born %s: %s', (on, expected) => {
    expect(truthOf({ kind: 'age', atLeast: 18, atMost: 75 }, born(on))).toBe(expected)
  })
})

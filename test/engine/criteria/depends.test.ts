/** A limit that depends on something: the size by the histology, the QTc by the sex. */
import { describe, expect, it } from 'vitest'
import type { Rule } from '../../../src/engine/criteria/kinds.ts'
import { fact, limit, truthOf } from '../../support/scene.ts'

const size = (most: number): Rule => ({
  kind: 'latest',
  fact: 'value',
  atMost: limit(most),
  within: 'any time',
})
const rule: Rule = {
  kind: 'depends',
  on: { kind: 'documented', fact: 'event', met: ['in-situ'], notMet: ['invasive'] },
  ifMet: size(2.5),
  ifNot: size(3),
}
const histology = (kind: string) => fact('event', { kind, on: '2026-10-01' })
const sized = (value: number) => fact('value', { value, on: '2026-10-01' })

describe('a size limit that depends on the histology', () => {
  it.each([
    ['in-situ', 2.5, true],
    ['in-situ', 2.6, false],
    ['invasive', 3, true],
    ['invasive', 3.1, false],
  ])('%s of %s: %s', (kind, value, expected) => {
    expect(truthOf(rule, [histology(kind), sized(value)])).toBe(expected)
  })

  it('decides without the histology what holds in either case', () => {
    expect(truthOf(rule, [sized(2.4)])).toBe(true)
    expect(truthOf(rule, [sized(3.2)])).toBe(false)
    expect(truthOf(rule, [sized(2.8)])).toBe('missing')
  })

  it('is open without a size, whatever the histology', () => {
    expect(truthOf(rule, [histology('in-situ')])).toBe('missing')
    expect(truthOf(rule, [histology('in-situ'), histology('invasive')])).toBe('conflict')
  })
})

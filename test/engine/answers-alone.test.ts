/** An answer settles what it speaks of, and nothing beside it: what nobody read is not denied by another answer. */
import { describe, expect, it } from 'vitest'
import type { Rule } from '../../src/engine/criteria/kinds.ts'
import type { Criterion } from '../../src/engine/trials/trial.ts'
import { find } from '../../src/engine/verdict/find.ts'
import { fact, sceneOf } from '../support/scene.ts'

const text = { en: '', nl: '' }
const criterion: Criterion = {
  id: 'no-earlier-treatment',
  exclude: false,
  sentence: '',
  statement: text,
  reading: text,
  settledBy: text,
  questions: ['Q'],
  rule: {
    kind: 'all-of',
    of: [
      { kind: 'question', fact: 'treated', met: ['no'], notMet: ['yes'] },
      { kind: 'not', of: { kind: 'event', fact: 'event', absenceCounts: true } },
    ],
  } as Rule,
}
const untreated = fact('treated', { answer: true, kind: 'no' })
const unreadChart = sceneOf([], { unread: ['Observation'] })
const readChart = sceneOf([])

describe('an answer beside a criterion in which absence counts', () => {
  it('leaves open what was not read and the answer does not speak of', () => {
    expect(find(criterion, unreadChart, [untreated])).toMatchObject({
      status: 'unknown',
      reason: 'incomplete',
    })
  })

  it('settles the rest of a chart that was read to the end', () => {
    expect(find(criterion, readChart, [untreated])).toMatchObject({ status: 'met' })
  })

  it('settles what was not read where an answer speaks of it', () => {
    const none = fact('event', { answer: true, none: true })
    expect(find(criterion, unreadChart, [untreated, none])).toMatchObject({ status: 'met' })
  })

  it('contradicts a chart that shows otherwise: both are shown and neither wins', () => {
    const shown = fact('event', { on: '2020-03-01' })
    const found = find(criterion, sceneOf([shown]), [untreated])
    expect(found).toMatchObject({ status: 'unknown', reason: 'conflict', disagreement: true })
  })
})

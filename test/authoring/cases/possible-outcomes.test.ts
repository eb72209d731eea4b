/** Which outcomes a criterion can come to: those that cannot be are not asked for, and say why. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { possibleOutcomes } from '../../../src/authoring/cases/possible-outcomes.ts'
import { generatedAnswers, generatedPatient, resourcesOfGenerated } from '../../support/generated-patients.ts'
import { trial, verdictOf } from '../../support/match.ts'
import { running, subjectWith, uncovered } from './example.ts'

const impossible = (rule: string, questions: readonly string[] = []): string[] => {
  const { trial, catalog } = subjectWith({ it: rule }, questions)
  return trial.criteria.flatMap((criterion) => Object.keys(possibleOutcomes(criterion, catalog)))
}

describe('outcomes that cannot be', () => {
  it.each([
    ['permission: { show: { fact: systemic-therapy } }', [], ['not-met', 'unknown', 'conflict']],
    ['unavailable: {}', [], ['met', 'not-met', 'conflict']],
    ['age: { at-least: 18 }', [], ['conflict']],
    ['latest: { fact: performance-status, at-most: 2, within: 90 days }', [], []],
    ['event: { fact: pet-ct }', ['Q9'], ['not-met', 'conflict']],
    ['event: { fact: pet-ct, absence-counts: true }', [], ['conflict']],
    // The chart may say that there was none, and the answer that there was.
    ['event: { fact: pet-ct, absence-counts: true }', ['Q9'], []],
    ['event: { fact: radiotherapy, sites: [breast] }', [], ['not-met', 'conflict']],
    ['event: { fact: radiotherapy, sites: [breast] }', ['Q6'], []],
    ['event: { fact: radiotherapy, sided: true }', [], ['not-met']],
    ['question: { fact: high-risk, met: ["yes"], not-met: ["no"] }', ['Q1'], ['conflict']],
    ['question: { fact: high-risk, met: ["yes"], not-met: ["no"] }', [], ['met', 'not-met', 'conflict']],
    ['same-day: { facts: [neutrophils, platelets], within: 28 days }', [], ['not-met', 'conflict']],
    ['documented: { fact: breast-histology, met: [sarcoma], not-met: [carcinoma] }', [], []],
    // A chart has one sex.
    ['documented: { fact: sex, met: [female], not-met: [male] }', [], ['conflict']],
    ['not: { permission: { show: { fact: systemic-therapy } } }', [], ['met', 'unknown', 'conflict']],
    ['any-of: [{ age: { at-least: 18 } }, { unavailable: {} }]', [], ['not-met', 'conflict']],
    ['all-of: [{ age: { at-least: 18 } }, { unavailable: {} }]', [], ['met', 'conflict']],
  ])('%s with the questions %j: %j', (rule, questions, expected) => {
    expect(impossible(rule, questions)).toEqual(expected)
  })

  it('say why in the report, and are not missed', () => {
    const report = running(
      '  - { name: one, expect: { it: unknown } }\n',
      subjectWith({ it: 'unavailable: {}' }),
    )
    expect(uncovered(report)).toEqual([])
    expect(report.outcomes.map(({ outcome, impossible: why }) => [outcome, why])).toEqual([
      ['met', 'its text is not at hand: always unknown'],
      ['not-met', 'its text is not at hand: always unknown'],
      ['unknown', undefined],
      ['conflict', 'its text is not at hand: nothing can contradict'],
    ])
  })
})

/** Rules of every kind that can be wrong about what is possible, each on facts that the generated patients have. */
const SUSPECTS = {
  a: 'latest: { fact: performance-status, at-most: 2, within: 90 days }',
  b: 'event: { fact: radiotherapy, sites: [breast], sided: true, before: recurrence }',
  c: 'event: { fact: breast-surgery, kinds: [mastectomy], sided: true, absence-counts: true }',
  d: 'event: { fact: pet-ct, since: recurrence, grace: 60 days }',
  e: 'documented: { fact: breast-histology, met: [sarcoma], not-met: [carcinoma] }',
  f: 'interval: { from: { fact: radiotherapy }, to: recurrence, more-than: 12 months }',
  g: 'count: { of: { fact: systemic-therapy }, at-least: 2 }',
  h: 'not: { event: { fact: metastasis } }',
  i: 'in-order: { first: { fact: radiotherapy, sites: [breast] }, second: recurrence }',
  j: 'at-least: { count: 2, of: [{ age: { at-least: 18 } }, { event: { fact: pet-ct } }, { unavailable: {} }] }',
  k: 'once: { first: { event: { fact: breast-surgery } }, next: { question: { fact: high-risk, met: ["yes"], not-met: ["no"] } } }',
  l: 'depends: { on: { event: { fact: pet-ct } }, if-met: { age: { at-least: 18 } }, if-not: { unavailable: {} } }',
}

describe('what is said to be impossible', () => {
  const subject = subjectWith(SUSPECTS, trial.questionOrder)
  const everything = {
    ...subject.trial,
    criteria: [...subject.trial.criteria, ...trial.criteria],
  }
  const ruledOut = new Map(
    everything.criteria.map((criterion) => [criterion.id, possibleOutcomes(criterion, subject.catalog)]),
  )

  it('never comes out, whatever the record and the answers', () => {
    fc.assert(
      fc.property(generatedPatient, generatedAnswers, (patient, answers) => {
        const { findings } = verdictOf(resourcesOfGenerated(patient), { answers, trial: everything })
        const came = findings.map(({ criterion, status, reason }) => ({
          criterion,
          outcome: reason === 'conflict' ? ('conflict' as const) : status,
        }))
        expect(came.filter(({ criterion, outcome }) => ruledOut.get(criterion)?.[outcome])).toEqual([])
      }),
      { seed: 20261123, numRuns: 100 },
    )
    // Some seconds on a busy machine.
  }, 30_000)
})

import { describe, expect, it } from 'vitest'
import { loadCatalog } from '../../src/authoring/load.ts'
import { rulesIn } from '../../src/engine/criteria/parts.ts'
import { dataNeeds } from '../../src/engine/facts/data-needs.ts'
import { expression } from '../../src/engine/facts/expression.ts'
import { openTermsOf } from '../../src/engine/trials/trial.ts'

const catalog = loadCatalog('src/catalog')
const factNames = new Set(catalog.facts.map(({ name }) => name))
const setNames = new Set(catalog.valueSets.map(({ name }) => name))

describe.each(catalog.trials.map((trial) => [trial.id, trial] as const))('%s', (_id, trial) => {
  it('puts every question of its criteria in order', () => {
    expect(new Set(trial.questionOrder)).toEqual(
      new Set(trial.criteria.flatMap((criterion) => criterion.questions)),
    )
  })
})

describe('RT-HYPE', () => {
  const trial = catalog.trials.find(({ id }) => id === 'NCT06452485')!

  it('has its criteria in the order of the registry, under the ids that are fixed', () => {
    expect(trial.criteria.map(({ id, exclude }) => `${id}${exclude ? ' (exclusion)' : ''}`)).toEqual([
      'performance-status',
      'adult',
      'locoregional-recurrence',
      'salvage-surgery',
      'prior-breast-irradiation',
      'systemic-therapy-allowed',
      'pet-ct-staging',
      'oligometastases-limit',
      'dutch-language',
      'primary-breast-sarcoma (exclusion)',
      'low-risk-recurrence (exclusion)',
    ])
  })

  it('says that the public text leaves the open terms open', () => {
    for (const term of ['high-risk*', 'low-risk', 'indication']) {
      const criterion = trial.criteria.find(({ sentence }) => sentence.includes(term))!
      const open = openTermsOf(trial, criterion.id).map(({ text }) => text.en)
      expect(open.join(' '), term).toContain(term)
      expect(criterion.questions.length, term).toBeGreaterThan(0)
    }
  })

  it('lets only a person settle what the text leaves open (HZ-18)', () => {
    const salvage = trial.criteria.find(({ id }) => id === 'salvage-surgery')!
    expect([...rulesIn(salvage.rule)].some(({ kind }) => kind === 'question')).toBe(true)
  })
})

describe('facts', () => {
  it.each(catalog.facts.map((fact) => [fact.name, fact] as const))(
    '%s is read from value sets that exist',
    (_, fact) => {
      for (const source of fact.from)
        for (const set of [
          ...source.sets,
          ...(source.unless ?? []),
          ...(source.codedBy ? [source.codedBy] : []),
        ])
          expect(setNames).toContain(set)
    },
  )

  it('are read by FHIRPath that compiles', () => {
    const readings = Object.values(catalog.resources).flatMap(({ when, weakWhen, ...rest }) => [
      ...when,
      ...weakWhen,
      ...Object.values(rest),
    ])
    const sources = catalog.facts.flatMap(({ from }) =>
      from.flatMap(({ where, number, quantity, coded }) => [where, number, quantity, coded]),
    )
    for (const text of [...readings, ...sources]) if (text) expect(() => expression(text), text).not.toThrow()
  })

  it('state in answers only facts that exist', () => {
    for (const question of catalog.questions) {
      for (const { states } of question.answers)
        for (const { fact } of states) expect(factNames).toContain(fact)
      if (question.number) expect(factNames).toContain(question.number.fact)
    }
  })
})

describe('queries', () => {
  const queries = dataNeeds(catalog)

  it('have ids of their own', () => {
    expect(new Set(queries.map(({ id }) => id)).size).toBe(queries.length)
  })

  it('ask for every type that a fact is read from', () => {
    const asked = new Set(queries.map(({ resource }) => resource))
    for (const { from } of catalog.facts) for (const { resource } of from) expect(asked).toContain(resource)
  })

  it('never ask for Observations without a code or a category', () => {
    for (const { resource, parameters } of queries)
      if (resource === 'Observation') expect(parameters.map(([name]) => name)).not.toEqual([])
  })
})

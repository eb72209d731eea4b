import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadCatalog } from '../../src/authoring/load.ts'
import type { EventRule, Rule } from '../../src/engine/criteria/rule.ts'
import { dataNeeds } from '../../src/engine/facts/data-needs.ts'
import { expression } from '../../src/engine/facts/expression.ts'
import { factNamesIn } from '../../src/engine/verdict/fact-names.ts'

const catalog = loadCatalog('src/catalog')
const factNames = new Set(catalog.facts.map(({ name }) => name))
const setNames = new Set(catalog.valueSets.map(({ name }) => name))

/** The registry's text as people read it: the markdown escapes of the copy undone. */
const sourceOf = (id: string) =>
  readFileSync(`src/catalog/trials/${id}/source.txt`, 'utf8').replaceAll(/\\([>*<_])/g, '$1')

describe.each(catalog.trials.map((trial) => [trial.id, trial] as const))('%s', (id, trial) => {
  const source = sourceOf(id)

  it.each(trial.criteria.map((criterion) => [criterion.id, criterion] as const))(
    '%s quotes its source word for word',
    (_, criterion) => {
      expect(source).toContain(`* ${criterion.sentence}\n`)
    },
  )

  it('leaves no line of the registry text out', () => {
    const lines = source.split('\n').flatMap((line) => /^\* (.*)$/.exec(line)?.[1] ?? [])
    expect(trial.criteria.map(({ sentence }) => sentence)).toEqual(lines)
  })

  it('names an exclusion exactly where the registry does', () => {
    const exclusions = source.slice(source.indexOf('Exclusion Criteria:'))
    for (const { sentence, exclude } of trial.criteria)
      expect(exclusions.includes(`* ${sentence}\n`)).toBe(exclude)
  })

  it('asks only for facts and questions that exist', () => {
    const questions = new Set(catalog.questions.map((question) => question.id))
    for (const criterion of trial.criteria) {
      for (const name of factNamesIn(criterion.rule)) expect(factNames, criterion.id).toContain(name)
      for (const question of criterion.questions) expect(questions, criterion.id).toContain(question)
    }
    expect(new Set(trial.questionOrder)).toEqual(
      new Set(trial.criteria.flatMap((criterion) => criterion.questions)),
    )
    for (const name of [
      ...trial.applies,
      trial.course.anchor,
      ...trial.course.timeline.map(({ fact }) => fact),
    ])
      expect(factNames).toContain(name)
  })

  it('says that the public text leaves the open terms open', () => {
    for (const term of ['high-risk*', 'low-risk', 'indication']) {
      const criterion = trial.criteria.find(({ sentence }) => sentence.includes(term))
      expect(criterion?.leftOpen?.en, term).toContain(term)
      expect(criterion?.questions.length, term).toBeGreaterThan(0)
    }
  })

  it('names only kinds that its facts can have', () => {
    for (const criterion of trial.criteria)
      for (const event of eventsIn(criterion.rule))
        for (const kind of event.kinds ?? [])
          expect(kindsOf(event.fact), `${criterion.id}: ${event.fact}`).toContain(kind)
  })
})

function eventsIn(rule: Rule): EventRule[] {
  switch (rule.kind) {
    case 'event':
      return [rule]
    case 'latest':
      return rule.notBefore ? [rule.notBefore] : []
    case 'in-order':
      return [rule.first]
    case 'permission':
      return [rule.show]
    case 'all-of':
    case 'any-of':
    case 'at-least':
      return rule.of.flatMap(eventsIn)
    case 'not':
      return eventsIn(rule.of)
    case 'once':
      return [...eventsIn(rule.first), ...eventsIn(rule.next)]
    default:
      return []
  }
}

const kindsOf = (name: string): string[] =>
  catalog.facts
    .filter((fact) => fact.name === name)
    .flatMap(({ from }) =>
      from.flatMap(({ sets, kind, kindBy }) => [...sets, kind ?? '', ...Object.values(kindBy ?? {})]),
    )

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
      from.flatMap(({ where, number, coded }) => [where, number, coded]),
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

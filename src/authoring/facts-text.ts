import type { FactCatalog, FactDefinition } from '../engine/facts/catalog.ts'
import { kindsOf } from './checks/references.ts'

/**
 * What an author can ask for: every shared fact with its unit, its kinds, and the questions that state it.
 * @param catalog what every trial may use; what one trial brings for itself cannot be named by another
 */
export function factsText(catalog: FactCatalog): string {
  const facts = catalog.facts.map((fact) =>
    [
      `${fact.name}${fact.unit === undefined ? '' : ` (${fact.unit})`}: ${fact.title.en}`,
      ...line('read from', [...new Set(fact.from.map(({ resource }) => resource))]),
      ...line('kinds', kindsToName(fact, catalog)),
      ...line('questions', questionsAbout(fact.name, catalog)),
    ].join('\n'),
  )
  const questions = catalog.questions.map(
    ({ id, text, answers }) =>
      `${id}: ${text.en}\n    answers: ${answers.map(({ code }) => code).join(', ')}`,
  )
  return `FACTS\n\n${facts.join('\n\n')}\n\nQUESTIONS\n\n${questions.join('\n\n')}\n`
}

const line = (title: string, words: readonly string[]): string[] =>
  words.length === 0 ? [] : [`    ${title}: ${words.join(', ')}`]

/** Kinds that a rule may name; a fact of one kind alone has none. */
const kindsToName = (fact: FactDefinition, catalog: FactCatalog): string[] => {
  const kinds = kindsOf(fact, catalog).filter((kind) => kind !== fact.name)
  return kinds.length > 1 ? kinds : []
}

const questionsAbout = (name: string, { questions }: FactCatalog): string[] =>
  questions
    .filter(
      ({ answers, number }) =>
        number?.fact === name || answers.some(({ states }) => states.some(({ fact }) => fact === name)),
    )
    .map(({ id }) => id)

/** Who can state a fact: the chart, by its sources, or a person, by the answers to the questions of a criterion. */
import type { AnswerStatement, FactCatalog, FactDefinition, FactSource } from '../../engine/facts/catalog.ts'
import { kindsOf } from '../checks/references.ts'

/** A statement of an answer, with its question. */
export type Stated = AnswerStatement & { readonly question: string }

/** Those who can speak of a criterion's facts. */
export interface Speakers {
  readonly catalog: FactCatalog
  /** What answers can state; empty where the chart speaks alone. */
  readonly stated: readonly Stated[]
}

/** Everything that answers to these questions can state. A number stands as its lowest and its highest. */
export const statedBy = (questions: readonly string[], { questions: all }: FactCatalog): Stated[] =>
  all
    .filter(({ id }) => questions.includes(id))
    .flatMap(({ id, answers, number }) => [
      ...answers.flatMap(({ states }) => states.map((one) => ({ ...one, question: id }))),
      ...(number
        ? [number.from, number.to].map((value) => ({ fact: number.fact, value, question: id }))
        : []),
    ])

const definitionOf = (fact: string, { catalog }: Speakers): FactDefinition | undefined =>
  catalog.facts.find(({ name }) => name === fact)

const sourcesOf = (fact: string, speakers: Speakers): readonly FactSource[] =>
  definitionOf(fact, speakers)?.from ?? []

/** True when a chart can state the fact so that it decides. */
export const isOnChart = (fact: string, speakers: Speakers): boolean =>
  sourcesOf(fact, speakers).some(({ strength }) => strength === undefined)

/** True when a chart can say something of the fact, be it weak. */
export const isMentioned = (fact: string, speakers: Speakers): boolean =>
  sourcesOf(fact, speakers).some(({ strength }) => strength !== 'planned')

/** True when a chart can say that the fact is of both one side and the other. */
export const hasSides = (fact: string, speakers: Speakers): boolean =>
  sourcesOf(fact, speakers).some(
    ({ resource, strength }) =>
      strength !== 'planned' && (resource === 'Condition' || resource === 'Procedure'),
  )

/** What answers state of the fact. */
export const statements = (fact: string, { stated }: Speakers): Stated[] =>
  stated.filter((one) => one.fact === fact && !one.none)

/** Answers that there is none. `doubtful` ones contradict the chart and decide nothing. */
export const denials = (fact: string, { stated }: Speakers): Stated[] =>
  stated.filter((one) => one.fact === fact && one.none === true)

/** True when the fact can be of one of the kinds, by chart or answer. */
export function canBe(fact: string, kinds: readonly string[], speakers: Speakers): boolean {
  const definition = definitionOf(fact, speakers)
  const fromChart =
    definition !== undefined &&
    isOnChart(fact, speakers) &&
    kindsOf(definition, { valueSets: speakers.catalog.valueSets, questions: [] }).some((kind) =>
      kinds.includes(kind),
    )
  return fromChart || questionsStating(fact, kinds, speakers).length > 0
}

/** Questions with an answer that states the fact in one of the kinds. */
export const questionsStating = (fact: string, kinds: readonly string[], speakers: Speakers): string[] => [
  ...new Set(
    statements(fact, speakers)
      .filter(({ kind = fact }) => kinds.includes(kind))
      .map(({ question }) => question),
  ),
]

const ONE_VALUE = /^(gender) = '[^']*'$/

/** True when a chart can state only one kind of the fact: each is another value of one element of the one Patient. */
export const isOneOfKinds = (fact: string, speakers: Speakers): boolean => {
  const elements = sourcesOf(fact, speakers).map(({ resource, where = '' }) =>
    resource === 'Patient' ? ONE_VALUE.exec(where)?.[1] : undefined,
  )
  return elements.length > 0 && elements.every((one) => one !== undefined && one === elements[0])
}

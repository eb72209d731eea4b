import { evaluate } from '../criteria/evaluate.ts'
import type { Scene } from '../criteria/scene.ts'
import { type Answer, factsOfAnswers } from '../facts/answers.ts'
import type { FactCatalog, Question } from '../facts/catalog.ts'
import type { Fact } from '../facts/fact.ts'
import type { Criterion } from '../trials/trial.ts'
import { find } from './find.ts'
import type { Verdict } from './verdict.ts'

/** What would settle a verdict: questions whose answers could, and criteria that no question can settle. */
export interface Settling {
  readonly questions: readonly Question[]
  readonly criteria: readonly Criterion[]
}

/**
 * The shortest list of missing facts that could settle every open criterion, found by trying: question by
 * question the one whose best answer settles most, until nothing more is gained. Best answers are tried, not
 * expected: the list says what to find out, never what will come of it.
 */
export function settling(
  verdict: Verdict,
  catalog: FactCatalog,
  scene: Scene,
  answered: readonly Fact[],
): Settling {
  const { trial } = verdict
  const charts = new Map(trial.criteria.map((criterion) => [criterion, evaluate(criterion.rule, scene)]))
  const openOf = (criteria: readonly Criterion[], answers: readonly Fact[]) =>
    criteria.filter((it) => find(it, scene, answers, charts.get(it)).status === 'unknown')
  const chosen: Question[] = []
  let facts = answered
  let open = openOf(trial.criteria, facts)
  for (;;) {
    const asked = new Set([...chosen.map(({ id }) => id), ...answeredQuestions(answered)])
    const useful = new Set(open.flatMap(({ questions }) => questions))
    const tries = trial.questionOrder
      .filter((id) => useful.has(id) && !asked.has(id))
      .flatMap((id) => catalog.questions.filter((question) => question.id === id))
      .flatMap((question) => possibleAnswers(question).map((answer) => ({ question, answer })))
      .map(({ question, answer }) => {
        const stated = [...facts, ...factsOfAnswers(catalog, [answer])]
        // An answer changes no criterion but those that list its question: the others stand as they are.
        const touched = trial.criteria.filter(({ questions }) => questions.includes(question.id))
        const opened = new Set([
          ...open.filter((criterion) => !touched.includes(criterion)),
          ...openOf(touched, stated),
        ])
        return { question, stated, open: trial.criteria.filter((criterion) => opened.has(criterion)) }
      })
    const best = tries.reduce<(typeof tries)[number] | undefined>(
      (a, b) => (a === undefined || b.open.length < a.open.length ? b : a),
      undefined,
    )
    if (!best || best.open.length >= open.length) break
    chosen.push(best.question)
    facts = best.stated
    open = best.open
  }
  return { questions: chosen, criteria: open }
}

/**
 * The question to put for an open criterion: the first whose answer alone could decide it, else the first that is
 * open. With the operation on record there is no sense in asking which operation was done.
 */
export function questionFor(
  criterion: Criterion,
  openQuestions: readonly string[],
  catalog: FactCatalog,
  scene: Scene,
  answered: readonly Fact[],
): string | undefined {
  if (openQuestions.length === 0) return undefined
  const chart = evaluate(criterion.rule, scene)
  const decides = (id: string): boolean =>
    catalog.questions
      .filter((question) => question.id === id)
      .flatMap(possibleAnswers)
      .some(
        (answer) =>
          find(criterion, scene, [...answered, ...factsOfAnswers(catalog, [answer])], chart).status !==
          'unknown',
      )
  return openQuestions.find(decides) ?? openQuestions[0]
}

const answeredQuestions = (facts: readonly Fact[]): string[] =>
  facts.flatMap(({ source }) => (source.kind === 'answer' ? [source.question] : []))

function possibleAnswers({ id, answers, number }: Question): Answer[] {
  const coded = answers
    .filter(({ states }) => states.length > 0)
    .map(({ code }): Answer => ({ question: id, answer: code }))
  return number ? [{ question: id, answer: 1 }, ...coded] : coded
}

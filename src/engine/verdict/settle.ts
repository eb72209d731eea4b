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
  // The same answers to its own questions leave a criterion as open as they did the last time they were tried.
  const known = new Map<string, boolean>()
  const isOpen = (criterion: Criterion, answers: readonly Answer[]): boolean => {
    const own = answers.filter(({ question }) => criterion.questions.includes(question))
    const key = JSON.stringify([criterion.id, own.map(({ question, answer }) => [question, answer])])
    const before = known.get(key)
    if (before !== undefined) return before
    const stated = [...answered, ...own.flatMap((answer) => factsOfAnswers(catalog, [answer]))]
    const open = find(criterion, scene, stated, charts.get(criterion)).status === 'unknown'
    known.set(key, open)
    return open
  }
  const chosen: Question[] = []
  let answers: readonly Answer[] = []
  let open = trial.criteria.filter((criterion) => isOpen(criterion, answers))
  for (;;) {
    const asked = new Set([...chosen.map(({ id }) => id), ...answeredQuestions(answered)])
    const useful = new Set(open.flatMap(({ questions }) => questions))
    const tries = trial.questionOrder
      .filter((id) => useful.has(id) && !asked.has(id))
      .flatMap((id) => catalog.questions.filter((question) => question.id === id))
      .flatMap((question) => possibleAnswers(question).map((answer) => ({ question, answer })))
      .map(({ question, answer }) => {
        const given = [...answers, answer]
        // An answer changes no criterion but those that list its question: the others stand as they are.
        const left = trial.criteria.filter((criterion) =>
          criterion.questions.includes(question.id) ? isOpen(criterion, given) : open.includes(criterion),
        )
        return { question, given, open: left }
      })
    const best = tries.reduce<(typeof tries)[number] | undefined>(
      (a, b) => (a === undefined || b.open.length < a.open.length ? b : a),
      undefined,
    )
    if (!best || best.open.length >= open.length) break
    chosen.push(best.question)
    answers = best.given
    open = best.open
  }
  return { questions: chosen, criteria: open }
}

/**
 * The question to put for an open criterion: the first whose answer alone could decide it, else the first that is
 * open. With the operation on record there is no sense in asking which operation was done, nor where what could
 * decide was answered "unknown".
 * @param given every answer, those that state nothing included: none of their questions is put again
 */
export function questionFor(
  criterion: Criterion,
  openQuestions: readonly string[],
  catalog: FactCatalog,
  scene: Scene,
  answered: readonly Fact[],
  given: readonly Answer[] = [],
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
  const isGiven = (id: string) => given.some(({ question }) => question === id)
  const deciding = openQuestions.filter(decides)
  return (deciding.length > 0 ? deciding : openQuestions).find((id) => !isGiven(id))
}

const answeredQuestions = (facts: readonly Fact[]): string[] =>
  facts.flatMap(({ source }) => (source.kind === 'answer' ? [source.question] : []))

function possibleAnswers({ id, answers, number }: Question): Answer[] {
  const coded = answers
    .filter(({ states }) => states.length > 0)
    .map(({ code }): Answer => ({ question: id, answer: code }))
  return number ? [{ question: id, answer: 1 }, ...coded] : coded
}

import { evaluate } from '../criteria/evaluate.ts'
import type { Outcome } from '../criteria/finding.ts'
import type { Scene } from '../criteria/scene.ts'
import { type Answer, factsOfAnswers } from '../facts/answers.ts'
import type { FactCatalog, Question } from '../facts/catalog.ts'
import type { Fact } from '../facts/fact.ts'
import type { Criterion } from '../trials/trial.ts'
import { staysOpen } from './find.ts'
import type { Verdict } from './verdict.ts'

/** What would settle a verdict: questions whose answers could, and criteria that no question can settle. */
export interface Settling {
  readonly questions: readonly Question[]
  readonly criteria: readonly Criterion[]
}

/** What an open verdict needs. Each is found out when it is first asked for, and is the same in every language. */
export interface Prospects {
  /**
   * The question to put for an open criterion: the first whose answer alone could decide it, else the first that is
   * open. With the operation on record there is no sense in asking which operation was done, nor where what could
   * decide was answered "unknown".
   */
  questionFor(criterion: Criterion, openQuestions: readonly string[]): string | undefined
  /**
   * The shortest list of missing facts that could settle every open criterion, found by trying: question by question
   * the one whose best answer settles most, until nothing more is gained. Best answers are tried, not expected: the
   * list says what to find out, never what will come of it.
   */
  settling(): Settling
}

/**
 * The prospects of a verdict.
 * @param scene the chart as it was judged, on the verdict's side
 * @param answered what the clinician's answers state
 * @param given every answer, those that state nothing included: none of their questions is put again
 */
export function prospectsOf(
  { trial }: Verdict,
  catalog: FactCatalog,
  scene: Scene,
  answered: readonly Fact[],
  given: readonly Answer[],
): Prospects {
  const charts = new Map<Criterion, Outcome>()
  const chartOf = (criterion: Criterion): Outcome => {
    const chart = charts.get(criterion) ?? evaluate(criterion.rule, scene)
    charts.set(criterion, chart)
    return chart
  }
  // The same answers to its own questions leave a criterion as open as they did the last time they were tried.
  const known = new Map<string, boolean>()
  const isOpen = (criterion: Criterion, answers: readonly Answer[]): boolean => {
    const own = answers.filter(({ question }) => criterion.questions.includes(question))
    const key = JSON.stringify([criterion.id, own.map(({ question, answer }) => [question, answer])])
    const before = known.get(key)
    if (before !== undefined) return before
    const stated = [...answered, ...own.flatMap((answer) => factsOfAnswers(catalog, [answer]))]
    const open = staysOpen(criterion, scene, stated, chartOf(criterion))
    known.set(key, open)
    return open
  }
  const questionOf = (id: string) => catalog.questions.filter((question) => question.id === id)

  const questionFor = (criterion: Criterion, openQuestions: readonly string[]) => {
    const decides = (id: string) =>
      questionOf(id)
        .flatMap(possibleAnswers)
        .some((answer) => !isOpen(criterion, [answer]))
    const isGiven = (id: string) => given.some(({ question }) => question === id)
    // Each is tried only where the ones before it do not tell: trying takes longer than all the rest of a card.
    const first = openQuestions.find((id) => !isGiven(id) && decides(id))
    if (first !== undefined) return first
    const isAnswered = openQuestions.some((id) => isGiven(id) && decides(id))
    return isAnswered ? undefined : openQuestions.find((id) => !isGiven(id))
  }

  const settle = (): Settling => {
    const chosen: Question[] = []
    let answers: readonly Answer[] = []
    let open = trial.criteria.filter((criterion) => isOpen(criterion, answers))
    for (;;) {
      const asked = new Set([...chosen.map(({ id }) => id), ...answeredQuestions(answered)])
      const useful = new Set(open.flatMap(({ questions }) => questions))
      const tries = trial.questionOrder
        .filter((id) => useful.has(id) && !asked.has(id))
        .flatMap(questionOf)
        .flatMap((question) => possibleAnswers(question).map((answer) => ({ question, answer })))
        .map(({ question, answer }) => {
          const tried = [...answers, answer]
          // An answer changes no criterion but those that list its question: the others stand as they are.
          const left = trial.criteria.filter((criterion) =>
            criterion.questions.includes(question.id) ? isOpen(criterion, tried) : open.includes(criterion),
          )
          return { question, tried, open: left }
        })
      const best = tries.reduce<(typeof tries)[number] | undefined>(
        (a, b) => (a === undefined || b.open.length < a.open.length ? b : a),
        undefined,
      )
      if (!best || best.open.length >= open.length) break
      chosen.push(best.question)
      answers = best.tried
      open = best.open
    }
    return { questions: chosen, criteria: open }
  }

  let settled: Settling | undefined
  return {
    questionFor,
    settling: () => {
      settled ??= settle()
      return settled
    },
  }
}

const answeredQuestions = (facts: readonly Fact[]): string[] =>
  facts.flatMap(({ source }) => (source.kind === 'answer' ? [source.question] : []))

function possibleAnswers({ id, answers, number }: Question): Answer[] {
  const coded = answers
    .filter(({ states }) => states.length > 0)
    .map(({ code }): Answer => ({ question: id, answer: code }))
  return number ? [{ question: id, answer: 1 }, ...coded] : coded
}

import type { FactCatalog, Question } from './catalog.ts'
import type { Fact } from './fact.ts'

/** One answer of a clinician: a code of the question's list, or a whole number where it takes one. */
export interface Answer {
  readonly question: string
  readonly answer: string | number
  /** Who gave it, by name, where that is known. */
  readonly by?: string
  /** When, on the clock where it was given: `2026-11-23T09:41`. */
  readonly at?: string
}

/** The answers that some question has; "unknown" is one. What nobody asks, or nobody offers, is none. */
export const knownAnswers = ({ questions }: Pick<FactCatalog, 'questions'>, answers: readonly Answer[]) =>
  answers.filter(({ question: id, answer }) => {
    const question = questions.find((one) => one.id === id)
    return question !== undefined && isAnswerTo(question, answer)
  })

/** The answer that every question takes, whether it lists it or not, and that states nothing. */
export const UNKNOWN = 'unknown'

/** True for a code of the question's list, or a whole number in its range. */
function isAnswerTo({ answers, number }: Question, answer: string | number): boolean {
  if (typeof answer === 'string') return answer === UNKNOWN || answers.some(({ code }) => code === answer)
  return number !== undefined && Number.isInteger(answer) && answer >= number.from && answer <= number.to
}

/**
 * The facts that the answers state, in the clinician's name. "Unknown", and anything that is not among a
 * question's answers, states nothing. A fact without a side is about the side under discussion.
 */
export function factsOfAnswers(catalog: FactCatalog, answers: readonly Answer[]): Fact[] {
  return answers.flatMap(({ question: id, answer, by, at }) => {
    const question = catalog.questions.find((one) => one.id === id)
    if (!question || !isAnswerTo(question, answer)) return []
    const source = {
      kind: 'answer',
      question: id,
      code: String(answer),
      ...(by === undefined ? {} : { by }),
      ...(at === undefined ? {} : { at }),
    } as const
    if (typeof answer === 'number') {
      if (!question.number) return []
      return [
        {
          ...blank,
          name: question.number.fact,
          kind: question.number.fact,
          label: String(answer),
          low: answer,
          high: answer,
          source,
        },
      ]
    }
    const chosen = question.answers.find(({ code }) => code === answer)
    return (chosen?.states ?? []).map(({ fact, kind, value, site, ...rest }) => ({
      ...blank,
      ...rest,
      name: fact,
      kind: kind ?? fact,
      label: chosen?.text.en ?? '',
      ...(value === undefined ? {} : { low: value, high: value }),
      ...(site === undefined ? {} : { sites: [site] }),
      source,
    }))
  })
}

const blank = { side: 'asked', weakDate: false, strength: 'confirmed' } as const

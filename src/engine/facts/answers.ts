import type { FactCatalog } from './catalog.ts'
import type { Fact } from './fact.ts'

/** One answer of the clinician: a code of the question's list, or a whole number where it takes one. */
export interface Answer {
  readonly question: string
  readonly answer: string | number
}

/**
 * The facts that the answers state, in the clinician's name. "Unknown", and anything that is not among a
 * question's answers, states nothing. A fact without a side is about the side under discussion.
 */
export function factsOfAnswers(catalog: FactCatalog, answers: readonly Answer[]): Fact[] {
  return answers.flatMap(({ question: id, answer }) => {
    const question = catalog.questions.find((one) => one.id === id)
    if (!question) return []
    const source = { kind: 'answer', question: id, code: String(answer) } as const
    if (typeof answer === 'number') {
      if (!question.number || !Number.isInteger(answer)) return []
      if (answer < question.number.from || answer > question.number.to) return []
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

import type { Answer } from '../../engine/facts/answers.ts'
import type { Question } from '../../engine/facts/catalog.ts'
import { suggestion } from '../nearest.ts'
import type { Finding, Path } from '../problem.ts'
import type { Subject } from './subject.ts'

/**
 * The answers of an example patient. A question that a criterion asks itself may be named without the id of the
 * trial: the id of the criterion, and the name of the question where it has one.
 */
export function answersOf(
  written: Readonly<Record<string, string | number>>,
  path: Path,
  { trial, catalog }: Subject,
  report: (finding: Finding) => void,
): Answer[] {
  const own = `${trial.id.toLowerCase()}.`
  const asked = catalog.questions.filter(({ id }) => trial.questionOrder.includes(id))
  return Object.entries(written).flatMap(([name, given]): Answer[] => {
    const question = asked.find(({ id }) => id === name || id === own + name)
    if (!question) {
      report({
        code: 'P-QUESTION',
        path: [...path, name],
        atKey: true,
        message: `${trial.acronym} asks no question “${name}”.`,
        hint: `A criterion asks what stands under its “questions”. ${suggestion(
          name,
          asked.map(({ id }) => (id.startsWith(own) ? id.slice(own.length) : id)),
        )}`,
      })
      return []
    }
    const answer = answerTo(question, given)
    if (answer === undefined)
      report({
        code: 'P-ANSWER',
        path: [...path, name],
        message: `“${given}” is no answer to ${name}.`,
        hint: answersInWords(question),
      })
    return answer === undefined ? [] : [{ question: question.id, answer }]
  })
}

/** The answer as the question takes it: a number where it takes one, else one of its codes. */
function answerTo({ number, answers }: Question, given: string | number): Answer['answer'] | undefined {
  const isCode = answers.some(({ code }) => code === String(given))
  if (typeof given === 'string') return isCode ? given : undefined
  const isNumber = number && Number.isInteger(given) && given >= number.from && given <= number.to
  return isNumber ? given : isCode ? String(given) : undefined
}

const answersInWords = ({ number, answers }: Question): string =>
  `One of: ${[
    ...answers.map(({ code }) => code),
    ...(number ? [`a whole number from ${number.from} to ${number.to}`] : []),
  ].join(', ')}.`

import { type Answer, UNKNOWN } from '../facts/answers.ts'
import type { Question } from '../facts/catalog.ts'
import type { CardAnswer, CardQuestion } from './card.ts'
import { momentInWords } from './dates.ts'
import type { Speaking } from './evidence.ts'

/** A question in words, with everything that it offers; "unknown" too where a definition forgot it. */
export function questionInWords(question: Question, { language, words }: Speaking): CardQuestion {
  const { id, text, help, wanted, askedOf = 'clinician', answers } = question
  const number = numbersOffered(question)
  const choices = answers.map((one) => ({ code: one.code, text: one.text[language] }))
  const offersUnknown = choices.some(({ code }) => code === UNKNOWN)
  return {
    id,
    text: text[language],
    ...(help ? { help: help[language] } : {}),
    wanted: wanted[language],
    supplier: askedOf,
    choices: offersUnknown ? choices : [...choices, { code: UNKNOWN, text: words.unknownAnswer }],
    ...(number ? { number } : {}),
  }
}

/** The answers given to these questions, in the order of the questions. */
export function answersInWords(
  questions: readonly string[],
  given: readonly Answer[],
  speaking: Speaking,
): CardAnswer[] {
  const { catalog, words } = speaking
  return questions.flatMap((id) => {
    const question = catalog.questions.find((one) => one.id === id)
    if (!question) return []
    const asked = questionInWords(question, speaking)
    return given
      .filter((one) => one.question === id)
      .map(({ answer, by, at }): CardAnswer => {
        const moment = at === undefined ? undefined : momentInWords(at, words)
        return {
          ...asked,
          given: answer,
          answer: asked.choices.find(({ code }) => code === answer)?.text ?? String(answer),
          ...(by === undefined ? {} : { by }),
          ...(moment === undefined ? {} : { at: moment }),
          whose: words.answerOf(by, moment),
        }
      })
  })
}

/**
 * The numbers worth offering. Where one of the codes stands for a number itself, as "more than five" does, they are
 * those below it, without the nothing that another question asks for; a file may still give any that is in range.
 */
function numbersOffered({ number, answers }: Question): CardQuestion['number'] {
  if (!number) return undefined
  const coded = answers
    .flatMap(({ states }) => states)
    .flatMap(({ fact, value }) => (fact === number.fact && value !== undefined ? [value] : []))
  if (coded.length === 0) return { from: number.from, to: number.to }
  return { from: Math.max(number.from, 1), to: Math.min(...coded) - 1 }
}

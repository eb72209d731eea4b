import type { Answer } from '../facts/answers.ts'
import type { FactCatalog } from '../facts/catalog.ts'
import type { Json } from '../fhir.ts'
import type { Language } from '../language.ts'
import type { Trial } from '../trials/trial.ts'
import { answerSystem, ownAddress, sharedAnswerSystem } from './addresses.ts'
import { plain } from './plain.ts'

/** Who gave an answer and when: R4 says it of a whole response alone, and several people may have answered. */
export const ANSWERED = ownAddress('StructureDefinition', 'answered')

/** When and in what language something is written. */
interface Writing {
  readonly language: Language
  /** An instant; its zone is that of the clock by which the answers were given. */
  readonly writtenAt: string
}

/**
 * One answer as an item of a QuestionnaireResponse, under the id of its question; a code in place of a number under
 * the id that the exported form has for it, `Q8.code`. Nothing for what is no answer to any question.
 */
export function answerItem(
  given: Answer,
  { questions }: Pick<FactCatalog, 'questions'>,
  { language, writtenAt }: Writing,
  /** The trial whose questionnaire it answers; none where it answers to every trial. */
  trial: Pick<Trial, 'id' | 'version'> | undefined,
): Json | undefined {
  const question = questions.find(({ id }) => id === given.question)
  if (!question) return undefined
  const { id, text, answers, number } = question
  const who = answered(given, writtenAt)
  if (typeof given.answer === 'number')
    return { linkId: id, text: text[language], answer: [{ ...who, valueInteger: given.answer }] }
  const chosen = answers.find(({ code }) => code === given.answer)
  if (!chosen) return undefined
  const valueCoding = {
    ...(trial
      ? { system: answerSystem(trial, id), version: trial.version }
      : { system: sharedAnswerSystem(id) }),
    code: chosen.code,
    display: chosen.text[language],
  }
  return {
    linkId: number ? `${id}.code` : id,
    text: text[language],
    answer: [{ ...who, valueCoding }],
  }
}

function answered({ by, at }: Answer, writtenAt: string): Json {
  const zone = /(?:Z|[+-]\d{2}:\d{2})$/.exec(writtenAt)?.[0]
  const moment =
    at !== undefined && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(at) && zone ? `${at}:00${zone}` : undefined
  const parts = [
    ...(by === undefined ? [] : [{ url: 'by', valueString: plain(by) }]),
    ...(moment === undefined ? [] : [{ url: 'at', valueDateTime: moment }]),
  ]
  return parts.length === 0 ? {} : { extension: [{ url: ANSWERED, extension: parts }] }
}

import { type Answer, knownAnswers } from '../facts/answers.ts'
import type { FactCatalog } from '../facts/catalog.ts'
import { isObject, type Json, listOf, type Resource, textOf } from '../fhir.ts'
import type { Language } from '../language.ts'
import { belongsTo } from '../record/subject.ts'
import { fail, ok, type Result } from '../result.ts'
import { ANSWERED, answerItem } from './answer-item.ts'
import type { Requester } from './draft.ts'
import { hasModifier } from './modifier.ts'
import { plain } from './plain.ts'
import { identifierOf, requesterReference, testMark } from './resources/shared.ts'

/** What a draft of answers is written with. */
export interface AnswersWriting {
  /** The value of the identifier, made for `answers`. */
  readonly key: string
  readonly language: Language
  /** An instant. */
  readonly writtenAt: string
  readonly author?: Requester
}

/** Answers that were kept, and the ids of those that nobody asks for, or that are no answers, any more. */
export interface AnswersInChart {
  readonly answers: readonly Answer[]
  readonly notUnderstood: readonly string[]
}

/** Why kept answers are not taken. `unclear`: something in them may turn their meaning. */
export type AnswersRefusal = 'another-patient' | 'not-answers' | 'unclear'

/**
 * The answers so far as a draft in the chart, for the next person. They are about the patient and not about one trial,
 * so no trial's questionnaire is named; each says who gave it and when.
 */
export const answersResponse = (
  answers: readonly Answer[],
  { patientId, isTestData }: { readonly patientId: string; readonly isTestData: boolean },
  { key, language, writtenAt, author }: AnswersWriting,
  catalog: Pick<FactCatalog, 'questions'>,
): Json => {
  const items = answers.flatMap((answer): readonly Json[] => {
    const item = answerItem(answer, catalog, { language, writtenAt }, undefined)
    return item ? [item] : []
  })
  return {
    resourceType: 'QuestionnaireResponse',
    ...testMark(isTestData),
    language,
    identifier: identifierOf(key),
    status: 'in-progress',
    subject: { reference: `Patient/${patientId}` },
    authored: writtenAt,
    ...(author ? { author: requesterReference(author) } : {}),
    // FHIR has no empty lists.
    ...(items.length > 0 ? { item: items } : {}),
  }
}

/**
 * Takes kept answers back. Each is held against its question: what no question asks for, what is no answer to it, and
 * what is answered twice is left out and named, so that the question is open again and nothing stands that nobody said.
 */
export function answersInChart(
  resource: Resource,
  patientId: string,
  catalog: Pick<FactCatalog, 'questions'>,
): Result<AnswersInChart, AnswersRefusal> {
  if (resource.resourceType !== 'QuestionnaireResponse') return fail('not-answers')
  if (belongsTo(resource, patientId, new Set()) !== 'patient') return fail('another-patient')
  if (!['in-progress', 'completed', 'amended'].includes(String(resource['status'])))
    return fail('not-answers')
  if (hasModifier(resource)) return fail('unclear')
  const read = listOf(resource['item']).map((item) => answerIn(item, catalog))
  const asked = read.map(({ question }) => question)
  const isGood = ({ question, answer }: Read) =>
    answer !== undefined && asked.filter((one) => one === question).length === 1
  return ok({
    answers: read.filter(isGood).flatMap(({ answer }) => answer ?? []),
    notUnderstood: [...new Set(read.filter((one) => !isGood(one)).map(({ question }) => question))],
  })
}

/** One item: the question it names, and the answer where it is one. */
interface Read {
  readonly question: string
  readonly answer?: Answer
}

function answerIn(item: unknown, catalog: Pick<FactCatalog, 'questions'>): Read {
  const linkId = (isObject(item) ? textOf(item['linkId']) : undefined) ?? ''
  // One that takes a number or a code is two items of the exported form: `Q8` and `Q8.code`.
  const question = catalog.questions.find(({ id, number }) => number && linkId === `${id}.code`)?.id ?? linkId
  if (!isObject(item) || hasModifier(item) || item['item'] !== undefined) return { question }
  const [given, ...more] = listOf(item['answer'])
  if (!isObject(given) || more.length > 0 || hasModifier(given)) return { question }
  const { valueInteger: number, valueCoding: coding } = given
  const code = isObject(coding) ? textOf(coding['code']) : undefined
  const value = number === undefined ? code : typeof number === 'number' && !coding ? number : undefined
  if (value === undefined) return { question }
  const [answer] = knownAnswers(catalog, [{ question, answer: value, ...whoAndWhen(given) }])
  return answer ? { question, answer } : { question }
}

function whoAndWhen(answer: Json): Pick<Answer, 'by' | 'at'> {
  const extension = listOf(answer['extension']).find((one) => isObject(one) && one['url'] === ANSWERED)
  const parts = isObject(extension) ? listOf(extension['extension']).filter(isObject) : []
  const by = textOf(parts.find(({ url }) => url === 'by')?.['valueString'])
  const at = textOf(parts.find(({ url }) => url === 'at')?.['valueDateTime'])
  const minute = at === undefined ? undefined : /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.exec(at)?.[0]
  return {
    ...(by === undefined ? {} : { by: plain(by) }),
    ...(minute === undefined ? {} : { at: minute }),
  }
}

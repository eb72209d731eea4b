import type { CodeSystem, Questionnaire, QuestionnaireItem } from 'fhir/r4'
import type { Question } from '../../engine/facts/catalog.ts'
import type { Text } from '../../engine/language.ts'
import { STATUS } from './artifact.ts'
import type { Context } from './context.ts'
import { nameOf } from './names.ts'

const HL7 = 'http://hl7.org/fhir/StructureDefinition'

/** The part of the trial that its questions are. */
const PART = 'questions'

/** The questions of a trial in the order of what they unlock; `linkId` is the question's own id. */
export function questionnaire(context: Context): Questionnaire {
  const { trial, addresses, wording } = context
  const items = asked(context).flatMap((question) => itemsOf(question, context))
  return {
    resourceType: 'Questionnaire',
    id: addresses.id(PART),
    language: wording.language,
    url: addresses.url('Questionnaire', PART),
    version: addresses.version,
    name: nameOf(trial.id, PART),
    ...wording.element('title', {
      en: `${trial.acronym}: questions that only a person can answer`,
      nl: `${trial.acronym}: vragen die alleen een mens kan beantwoorden`,
    }),
    status: STATUS,
    subjectType: ['Patient'],
    lastReviewDate: trial.reviewed.asOf,
    item: items,
  }
}

/** The address of a question in this version of the trial. */
export const questionAddress = (id: string, { addresses }: Context): string =>
  `${addresses.canonical('Questionnaire', PART)}#${id}`

/** The questions of a trial, in its order. */
export const asked = ({ trial, catalog }: Context): Question[] =>
  trial.questionOrder.flatMap((id) => catalog.questions.find((question) => question.id === id) ?? [])

/**
 * One question. Where a whole number may be given as well as a code, the number is the question's, and the codes
 * stand in an item behind it for whoever gives none: R4 has no item that takes either.
 */
function itemsOf(question: Question, context: Context): QuestionnaireItem[] {
  const { id, text, number } = question
  const { wording } = context
  const choice = { type: 'choice' as const, answerOption: options(question, context) }
  const whole = { linkId: id, ...wording.element('text', text), item: help(question, context) }
  if (!number) return [{ ...whole, ...choice }]
  return [
    {
      ...whole,
      extension: [
        { url: `${HL7}/minValue`, valueInteger: number.from },
        { url: `${HL7}/maxValue`, valueInteger: number.to },
      ],
      type: 'integer',
    },
    {
      linkId: `${id}.code`,
      ...wording.element('text', inPlaceOfNumber(text)),
      ...choice,
      enableWhen: [{ question: id, operator: 'exists', answerBoolean: false }],
    },
  ]
}

const inPlaceOfNumber = ({ en, nl }: Text): Text => ({
  en: `${en} (in place of a number)`,
  nl: `${nl} (in plaats van een getal)`,
})

const help = ({ id, help: text }: Question, { wording }: Context): QuestionnaireItem[] =>
  text === undefined
    ? []
    : [
        {
          linkId: `${id}.help`,
          extension: [
            {
              url: `${HL7}/questionnaire-itemControl`,
              valueCodeableConcept: {
                coding: [{ system: 'http://hl7.org/fhir/questionnaire-item-control', code: 'help' }],
              },
            },
          ],
          ...wording.element('text', text),
          type: 'display',
        },
      ]

const options = ({ id, answers }: Question, { addresses, wording }: Context) =>
  answers.map(({ code, text }) => ({
    valueCoding: {
      system: addresses.url('CodeSystem', id),
      version: addresses.version,
      code,
      ...wording.element('display', text),
    },
  }))

/** The answers to each question, each a code system of its own: "no" to one is not "no" to another. */
export const answerCodes = (context: Context): CodeSystem[] =>
  asked(context).map(({ id, text, answers }) => {
    const { trial, addresses, wording } = context
    return {
      resourceType: 'CodeSystem',
      id: addresses.id(id),
      language: wording.language,
      url: addresses.url('CodeSystem', id),
      version: addresses.version,
      name: nameOf(trial.id, id, 'answers'),
      ...wording.element('title', text),
      status: STATUS,
      caseSensitive: true,
      content: 'complete',
      count: answers.length,
      concept: answers.map((answer) => ({ code: answer.code, ...wording.element('display', answer.text) })),
    }
  })

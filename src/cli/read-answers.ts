import { suggestion } from '../authoring/nearest.ts'
import type { Answer } from '../engine/facts/answers.ts'
import type { Question } from '../engine/facts/catalog.ts'
import { isObject, type Json, listOf, textOf } from '../engine/fhir.ts'
import { belongsTo } from '../engine/record/subject.ts'
import { fail, ok, type Result } from '../engine/result.ts'
import { type JsonDocument, problemAt } from './json-document.ts'
import type { JsonPath } from './json-text.ts'
import type { Problem } from './problem.ts'
import { type BundleRead, whatItIs } from './read-bundle.ts'

/** Statuses of a FHIR R4 QuestionnaireResponse whose answers stand. */
const STANDING = ['completed', 'amended', 'in-progress']

/** Notes a problem with one part of the answers. */
type Note = (path: JsonPath, code: string, message: string, hint?: string) => void

/**
 * Reads the clinician's answers from a QuestionnaireResponse. Nothing is skipped: an answer that is not
 * understood is a problem, since leaving it out could turn the verdict.
 */
export function readAnswers(
  document: JsonDocument,
  questions: readonly Question[],
): Result<readonly Answer[], readonly Problem[]> {
  const { value } = document
  const problems: Problem[] = []
  const note: Note = (path, code, message, hint) =>
    void problems.push(problemAt(document, path, { code, message, ...(hint === undefined ? {} : { hint }) }))
  const type = whatItIs(value)
  if (!isObject(value) || type !== 'QuestionnaireResponse') {
    note(['resourceType'], 'ANSWERS-TYPE', `The answers are not a FHIR QuestionnaireResponse, but a ${type}.`)
    return fail(problems)
  }
  if (!STANDING.includes(String(value['status'])))
    note(
      ['status'],
      'ANSWERS-STATUS',
      `Answers of status “${String(value['status'] ?? 'none')}” do not count.`,
      `It must be one of: ${STANDING.join(', ')}.`,
    )
  noteModifiers(value, [], note)
  const items = Array.isArray(value['item']) ? value['item'] : []
  if (value['item'] !== undefined && !Array.isArray(value['item']))
    note(['item'], 'ANSWERS-ITEM', 'The item of the answers is not a list.')
  const answers = items.flatMap((item, index) => readItem(item, ['item', index], questions, note) ?? [])
  const seen = new Set<string>()
  for (const [index, item] of items.entries()) {
    const linkId = isObject(item) ? textOf(item['linkId']) : undefined
    const id = asked(linkId, questions)?.id ?? linkId
    if (id !== undefined && seen.has(id))
      note(['item', index], 'ANSWERS-REPEATED', `The question ${id} is answered twice.`)
    if (id !== undefined) seen.add(id)
  }
  return problems.length > 0 ? fail(problems) : ok(answers)
}

/** The question of an item. One that takes a number or a code is two items of a FHIR form: `Q8` and `Q8.code`. */
const asked = (linkId: string | undefined, questions: readonly Question[]): Question | undefined =>
  questions.find(({ id, number }) => id === linkId || (number !== undefined && `${id}.code` === linkId))

/** Whether the answers are about the Bundle's patient, where they name one. */
export function checkSubject(document: JsonDocument, { record, aliases }: BundleRead): Problem[] {
  const subject = isObject(document.value) ? document.value['subject'] : undefined
  if (subject === undefined) return []
  if (isObject(subject) && textOf(subject['reference'])) {
    const resource = { resourceType: 'QuestionnaireResponse', id: 'answers', subject }
    if (belongsTo(resource, record.patientId, aliases) === 'patient') return []
  } else if (isObject(subject) && isOneOf(subject['identifier'], listOf(record.patient?.['identifier'])))
    return []
  const named = isObject(subject) ? textOf(subject['reference']) : undefined
  return [
    problemAt(document, ['subject'], {
      code: 'ANSWERS-PATIENT',
      message: named
        ? `The answers are about ${named}, the Bundle is about Patient/${record.patientId}.`
        : `The answers name a patient, but not one who is known to be Patient/${record.patientId}.`,
      hint: 'Give the answers and the Bundle of the same patient.',
    }),
  ]
}

const isOneOf = (identifier: unknown, known: readonly unknown[]): boolean =>
  isObject(identifier) &&
  textOf(identifier['value']) !== undefined &&
  known.some(
    (one) => isObject(one) && one['system'] === identifier['system'] && one['value'] === identifier['value'],
  )

function readItem(
  item: unknown,
  path: JsonPath,
  questions: readonly Question[],
  note: Note,
): Answer | undefined {
  if (!isObject(item)) return void note(path, 'ANSWERS-ITEM', 'An item of the answers is not an object.')
  noteModifiers(item, path, note)
  if (item['item'] !== undefined)
    note(
      [...path, 'item'],
      'ANSWERS-NESTED',
      'Items inside items are not read.',
      'Put each answered question into an item of its own.',
    )
  const id = textOf(item['linkId'])
  const question = asked(id, questions)
  if (!question) {
    const ids = questions.map((one) => one.id)
    const message =
      id === undefined ? 'An item of the answers has no linkId.' : `There is no question “${id}”.`
    return void note([...path, 'linkId'], 'ANSWERS-QUESTION', message, suggestion(id ?? '', ids))
  }
  const given = item['answer']
  if (given === undefined) return undefined
  const [answer, ...more] = Array.isArray(given) ? given : []
  if (!isObject(answer))
    return void note(
      [...path, 'answer'],
      'ANSWERS-VALUE',
      `The answer to ${question.id} is empty or not a list.`,
    )
  if (more.length > 0)
    return void note(
      [...path, 'answer', 1],
      'ANSWERS-SEVERAL',
      `There are several answers to ${question.id}, which takes one.`,
    )
  if (answer['item'] !== undefined)
    note([...path, 'answer', 0, 'item'], 'ANSWERS-NESTED', 'Items inside answers are not read.')
  return readValue(answer, [...path, 'answer', 0], question, note)
}

function readValue(answer: Json, path: JsonPath, question: Question, note: Note): Answer | undefined {
  const { id, number } = question
  const wanted = `a valueCoding with a code${number ? ', or a valueInteger' : ''}`
  const values = Object.keys(answer).filter((key) => /^value[A-Z]/.test(key))
  const [key, ...others] = values
  if (key === undefined || others.length > 0)
    return void note(path, 'ANSWERS-VALUE', `The answer to ${id} must have one value: ${wanted}.`)
  const value = answer[key]
  if (key === 'valueInteger' && number) {
    if (Number.isInteger(value) && Number(value) >= number.from && Number(value) <= number.to)
      return { question: id, answer: Number(value) }
    return void note(
      [...path, key],
      'ANSWERS-VALUE',
      `The number for ${id} must be a whole one from ${number.from} to ${number.to}.`,
    )
  }
  const code = key === 'valueCoding' && isObject(value) ? textOf(value['code']) : undefined
  if (code === undefined)
    return void note([...path, key], 'ANSWERS-VALUE', `The answer to ${id} must be ${wanted}.`)
  const codes = question.answers.map((one) => one.code)
  if (codes.includes(code)) return { question: id, answer: code }
  return void note(
    [...path, key, 'code'],
    'ANSWERS-CODE',
    `“${code}” is not an answer to ${id}.`,
    suggestion(code, codes),
  )
}

/** A modifier can turn what it stands on into its opposite; none is understood here (FHIR R4, modifier elements). */
function noteModifiers(element: Json, path: JsonPath, note: Note): void {
  for (const key of ['implicitRules', 'modifierExtension'])
    if (element[key] !== undefined)
      note([...path, key], 'ANSWERS-MODIFIER', `The ${key} of the answers is not understood.`)
}

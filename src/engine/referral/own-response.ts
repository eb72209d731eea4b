/** What is said of a patient and a trial in a QuestionnaireResponse of ours: the frame of it, and how it is read back. */
import { parseDate } from '../calendar.ts'
import { isObject, type Json, listOf, type Resource, textOf } from '../fhir.ts'
import type { Language } from '../language.ts'
import { belongsTo } from '../record/subject.ts'
import type { Trial } from '../trials/trial.ts'
import type { Requester } from './draft.ts'
import { hasModifier } from './modifier.ts'
import { plain } from './plain.ts'
import { identifierOf, requesterReference, studyExtension, testMark } from './resources/shared.ts'

/** What such a response is written with. */
export interface OwnWriting {
  readonly trial: Pick<Trial, 'id' | 'acronym' | 'registryLink'>
  readonly patientId: string
  /** The value of the identifier. */
  readonly key: string
  readonly language: Language
  /** An instant. */
  readonly writtenAt: string
  readonly author?: Requester
  readonly isTestData?: boolean
}

/** A completed response: the next person in the chart reads it, by any FHIR viewer. */
export const ownResponse = (
  questionnaire: string,
  item: readonly Json[],
  { trial, patientId, key, language, writtenAt, author, isTestData = false }: OwnWriting,
): Json => ({
  resourceType: 'QuestionnaireResponse',
  ...testMark(isTestData),
  language,
  extension: [studyExtension(trial)],
  identifier: identifierOf(key),
  questionnaire,
  status: 'completed',
  subject: { reference: `Patient/${patientId}` },
  authored: writtenAt,
  ...(author ? { author: requesterReference(author) } : {}),
  item,
})

/** One item with one answer. */
export const answeredItem = (linkId: string, text: string, value: Json): Json => ({
  linkId,
  text,
  answer: [value],
})

/** The items of a completed response about this patient; nothing where anything in it may turn its meaning. */
export function ownItems(resource: Resource, patientId: string): readonly Json[] | undefined {
  if (resource.resourceType !== 'QuestionnaireResponse') return undefined
  if (!['completed', 'amended'].includes(String(resource['status']))) return undefined
  if (belongsTo(resource, patientId, new Set()) !== 'patient') return undefined
  return hasModifier(resource) ? undefined : plainItems(resource['item'])
}

/** Items without a modifier; nothing where one has one, or is none. */
export function plainItems(value: unknown): readonly Json[] | undefined {
  const items = listOf(value)
  return items.every(isObject) && !items.some(hasModifier) ? items : undefined
}

/** A code that is there and is not ours is some text that no list of ours has: never an answer left out. */
export function codeIn(items: readonly Json[], linkId: string, system: string): string | undefined {
  const value = valueIn(items, linkId)
  if (value === undefined) return undefined
  const { valueCoding: coding } = value
  return isObject(coding) && coding['system'] === system ? (textOf(coding['code']) ?? '') : ''
}

/** A text in one line. */
export function noteIn(items: readonly Json[], linkId: string): string | undefined {
  const note = textOf(valueIn(items, linkId)?.['valueString'])
  return note === undefined ? undefined : plain(note)
}

/** Who recorded it and when, where the EHR has it. */
export function recordedIn(resource: Resource): { readonly by?: string; readonly at?: string } {
  const author = resource['author']
  const by = isObject(author) ? textOf(author['display']) : undefined
  const at = textOf(resource['authored'])
  return {
    ...(by === undefined ? {} : { by: plain(by) }),
    ...(at !== undefined && parseDate(at) ? { at } : {}),
  }
}

function valueIn(items: readonly Json[], linkId: string): Json | undefined {
  const own = items.filter((item) => item['linkId'] === linkId)
  if (own.length === 0) return undefined
  // Several answers to one question contradict each other: no value of any of them counts.
  const answers = own.flatMap((item) => listOf(item['answer']))
  const [answer] = answers
  return answers.length === 1 && isObject(answer) && !hasModifier(answer) ? answer : {}
}

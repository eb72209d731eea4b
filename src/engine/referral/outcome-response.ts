import { parseDate } from '../calendar.ts'
import { isObject, type Json, listOf, type Resource, textOf } from '../fhir.ts'
import type { Language } from '../language.ts'
import { belongsTo } from '../record/subject.ts'
import type { Trial } from '../trials/trial.ts'
import { ownAddress } from './addresses.ts'
import type { Requester } from './draft.ts'
import { hasModifier } from './modifier.ts'
import { isOutcomeKind, isReasonOf, type Outcome } from './outcome.ts'
import { plain } from './plain.ts'
import { identifierOf, requesterReference, studyExtension, testMark } from './resources/shared.ts'
import { asideWords } from './words/aside-of.ts'

/** What an outcome is written with. */
export interface OutcomeWriting {
  readonly trial: Pick<Trial, 'id' | 'acronym' | 'registryLink'>
  readonly patientId: string
  /** The value of the identifier, made for `outcome`. */
  readonly key: string
  readonly language: Language
  /** An instant. */
  readonly writtenAt: string
  readonly author?: Requester
  readonly isTestData?: boolean
}

/** The three questions of it, in the one version that there is. */
const ASKED = `${ownAddress('Questionnaire', 'trialside-outcome')}|1.0.0`

const SYSTEM = {
  outcome: ownAddress('CodeSystem', 'outcome'),
  reason: ownAddress('CodeSystem', 'outcome-reason'),
}

/** An outcome as a QuestionnaireResponse: the next person in the chart reads it, by any FHIR viewer. */
export function outcomeResponse(
  { kind, reason, note }: Pick<Outcome, 'kind' | 'reason' | 'note'>,
  { trial, patientId, key, language, writtenAt, author, isTestData = false }: OutcomeWriting,
): Json {
  const { outcome: words } = asideWords(language)
  const said = note === undefined ? '' : plain(note)
  const item = (linkId: keyof typeof words.asked, value: Json) => ({
    linkId,
    text: words.asked[linkId],
    answer: [value],
  })
  return {
    resourceType: 'QuestionnaireResponse',
    ...testMark(isTestData),
    language,
    extension: [studyExtension(trial)],
    identifier: identifierOf(key),
    questionnaire: ASKED,
    status: 'completed',
    subject: { reference: `Patient/${patientId}` },
    authored: writtenAt,
    ...(author ? { author: requesterReference(author) } : {}),
    item: [
      item('outcome', { valueCoding: { system: SYSTEM.outcome, code: kind, display: words.kinds[kind] } }),
      ...(reason
        ? [
            item('reason', {
              valueCoding: { system: SYSTEM.reason, code: reason, display: words.reasons[reason] },
            }),
          ]
        : []),
      ...(said ? [item('note', { valueString: said })] : []),
    ],
  }
}

/**
 * The outcome that a resource of the EHR holds. Nothing where any of it is not understood, or where it is another
 * patient's: half an outcome could say the opposite.
 */
export function outcomeOf(resource: Resource, patientId: string): Outcome | undefined {
  if (resource.resourceType !== 'QuestionnaireResponse') return undefined
  if (!['completed', 'amended'].includes(String(resource['status']))) return undefined
  if (belongsTo(resource, patientId, new Set()) !== 'patient') return undefined
  const items = listOf(resource['item'])
  if (hasModifier(resource) || !items.every(isObject) || items.some(hasModifier)) return undefined
  const kind = codeIn(items, 'outcome', SYSTEM.outcome)
  const reason = codeIn(items, 'reason', SYSTEM.reason)
  if (kind === undefined || !isOutcomeKind(kind)) return undefined
  if (reason !== undefined && !isReasonOf(kind, reason)) return undefined
  const note = textOf(valueIn(items, 'note')?.['valueString'])
  const author = resource['author']
  const by = isObject(author) ? textOf(author['display']) : undefined
  const at = textOf(resource['authored'])
  return {
    kind,
    ...(reason === undefined ? {} : { reason }),
    ...(note === undefined ? {} : { note: plain(note) }),
    ...(by === undefined ? {} : { by: plain(by) }),
    ...(at !== undefined && parseDate(at) ? { at } : {}),
  }
}

/** A code that is there and is not ours is some text that no list of ours has: never a reason left out. */
function codeIn(items: readonly Json[], linkId: string, system: string): string | undefined {
  const value = valueIn(items, linkId)
  if (value === undefined) return undefined
  const { valueCoding: coding } = value
  return isObject(coding) && coding['system'] === system ? (textOf(coding['code']) ?? '') : ''
}

function valueIn(items: readonly Json[], linkId: string): Json | undefined {
  const own = items.filter((item) => item['linkId'] === linkId)
  if (own.length === 0) return undefined
  // Several answers to one question contradict each other: no value of any of them counts.
  const answers = own.flatMap((item) => listOf(item['answer']))
  const [answer] = answers
  return answers.length === 1 && isObject(answer) && !hasModifier(answer) ? answer : {}
}

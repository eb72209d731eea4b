import type { Json, Resource } from '../fhir.ts'
import { ownAddress } from './addresses.ts'
import { isOutcomeKind, isReasonOf, type Outcome } from './outcome.ts'
import {
  answeredItem,
  codeIn,
  noteIn,
  type OwnWriting,
  ownItems,
  ownResponse,
  recordedIn,
} from './own-response.ts'
import { plain } from './plain.ts'
import { asideWords } from './words/aside-of.ts'

/** What an outcome is written with; its key is made for `outcome`. */
export type OutcomeWriting = OwnWriting

/** The three questions of it, in the one version that there is. */
const ASKED = `${ownAddress('Questionnaire', 'trialside-outcome')}|1.0.0`

const SYSTEM = {
  outcome: ownAddress('CodeSystem', 'outcome'),
  reason: ownAddress('CodeSystem', 'outcome-reason'),
}

/** An outcome as a QuestionnaireResponse. */
export function outcomeResponse(
  { kind, reason, note }: Pick<Outcome, 'kind' | 'reason' | 'note'>,
  writing: OutcomeWriting,
): Json {
  const { outcome: words } = asideWords(writing.language)
  const said = note === undefined ? '' : plain(note)
  const item = (linkId: keyof typeof words.asked, value: Json) =>
    answeredItem(linkId, words.asked[linkId], value)
  const items = [
    item('outcome', { valueCoding: { system: SYSTEM.outcome, code: kind, display: words.kinds[kind] } }),
    ...(reason
      ? [
          item('reason', {
            valueCoding: { system: SYSTEM.reason, code: reason, display: words.reasons[reason] },
          }),
        ]
      : []),
    ...(said ? [item('note', { valueString: said })] : []),
  ]
  return ownResponse(ASKED, items, writing)
}

/**
 * The outcome that a resource of the EHR holds. Nothing where any of it is not understood, or where it is another
 * patient's: half an outcome could say the opposite.
 */
export function outcomeOf(resource: Resource, patientId: string): Outcome | undefined {
  const items = ownItems(resource, patientId)
  if (!items) return undefined
  const kind = codeIn(items, 'outcome', SYSTEM.outcome)
  const reason = codeIn(items, 'reason', SYSTEM.reason)
  if (kind === undefined || !isOutcomeKind(kind)) return undefined
  if (reason !== undefined && !isReasonOf(kind, reason)) return undefined
  const note = noteIn(items, 'note')
  return {
    kind,
    ...(reason === undefined ? {} : { reason }),
    ...(note === undefined ? {} : { note }),
    ...recordedIn(resource),
  }
}

import type { Json, Resource } from '../fhir.ts'
import { ownAddress } from '../referral/addresses.ts'
import {
  answeredItem,
  codeIn,
  noteIn,
  type OwnWriting,
  ownItems,
  ownResponse,
  plainItems,
  recordedIn,
} from '../referral/own-response.ts'
import { plain } from '../referral/plain.ts'
import { studyIn } from '../referral/resources/shared.ts'
import {
  type Decision,
  isDecisionKind,
  isNotSuitableReason,
  isReasonFor,
  type KeptDecision,
  type Snapshot,
} from './decision.ts'
import { boardWords } from './words/words-of.ts'

/** What a decision is written with; its key is made for `board`. */
export interface DecisionWriting extends OwnWriting {
  /** The statement of each criterion by its id, so that whoever reads it in the chart understands it. */
  readonly statements?: Readonly<Record<string, string>>
}

/** The questions of it, in the one version that there is. */
const ASKED = `${ownAddress('Questionnaire', 'trialside-board')}|1.0.0`

/** Answers that are codes: the list of codes, and the words for them. */
const CODED = {
  decision: [ownAddress('CodeSystem', 'board-decision'), 'decisions'],
  reason: [ownAddress('CodeSystem', 'board-reason'), 'reasons'],
  verdict: [ownAddress('CodeSystem', 'verdict'), 'verdicts'],
  referral: [ownAddress('CodeSystem', 'referral-status'), 'referrals'],
} as const

const STANDING = ownAddress('CodeSystem', 'criterion-standing')

/** Before the id of a criterion, so that none can pass for another question. */
const CRITERION = 'criterion.'

type Coded = keyof typeof CODED
type Words = Readonly<Record<string, string>>

/** Questions answered in words. */
const TOLD = ['note', 'participants'] as const

/** A decision as a QuestionnaireResponse, with how each criterion stood when it was made. */
export function decisionResponse(
  { kind, reason, note, participants }: Pick<Decision, 'kind' | 'reason' | 'note' | 'participants'>,
  { verdict, referral, criteria }: Snapshot,
  writing: DecisionWriting,
): Json {
  const words = boardWords(writing.language)
  const coded = (linkId: Coded, code: string | undefined): Json[] => {
    const [system, list] = CODED[linkId]
    return code === undefined ? [] : [codedItem(linkId, words.asked[linkId], system, code, words[list])]
  }
  const told = (linkId: (typeof TOLD)[number], text: string | undefined): Json[] => {
    const said = text === undefined ? '' : plain(text)
    return said ? [answeredItem(linkId, words.asked[linkId], { valueString: said })] : []
  }
  const standings = Object.entries(criteria).map(([id, standing]) =>
    codedItem(CRITERION + id, writing.statements?.[id] ?? id, STANDING, standing, words.standings),
  )
  const items = [
    ...coded('decision', kind),
    ...coded('reason', reason),
    ...told('note', note),
    ...told('participants', participants),
    ...coded('verdict', verdict),
    ...coded('referral', referral),
    // FHIR has no empty lists.
    ...(standings.length > 0 ? [{ linkId: 'criteria', text: words.asked.criteria, item: standings }] : []),
  ]
  return ownResponse(ASKED, items, writing)
}

const codedItem = (linkId: string, text: string, system: string, code: string, words: Words): Json => {
  const display = hasWord(words, code) ? words[code] : undefined
  return answeredItem(linkId, text, {
    valueCoding: { system, code, ...(display === undefined ? {} : { display }) },
  })
}

/**
 * The decision that a resource of the EHR holds. Nothing where any of it is not understood, or where it is another
 * patient's: half a decision could say the opposite.
 */
export function decisionOf(resource: Resource, patientId: string): KeptDecision | undefined {
  const items = resource['questionnaire'] === ASKED ? ownItems(resource, patientId) : undefined
  const trial = studyIn(resource)
  if (!items || trial === undefined || !items.every(isAsked)) return undefined
  const code = (linkId: Coded) => codeIn(items, linkId, CODED[linkId][0])
  const kind = code('decision')
  const reason = code('reason')
  if (kind === undefined || !isDecisionKind(kind)) return undefined
  if (reason !== undefined && !isNotSuitableReason(reason)) return undefined
  if (!isReasonFor(kind, reason)) return undefined
  if (TOLD.some((linkId) => isThere(items, linkId) && noteIn(items, linkId) === undefined)) return undefined
  const [note, participants] = TOLD.map((linkId) => noteIn(items, linkId))
  const snapshot = snapshotIn(items, code('verdict'), code('referral'))
  if (!snapshot) return undefined
  return {
    decision: {
      trial,
      kind,
      ...(reason === undefined ? {} : { reason }),
      ...(note === undefined ? {} : { note }),
      ...(participants === undefined ? {} : { participants }),
      ...recordedIn(resource),
    },
    snapshot,
  }
}

/** Items of this questionnaire, none of which holds another but the list of criteria. */
const isAsked = ({ linkId, item, answer }: Json): boolean =>
  linkId === 'criteria'
    ? answer === undefined
    : item === undefined && [...Object.keys(CODED), ...TOLD].includes(String(linkId))

const isThere = (items: readonly Json[], linkId: string): boolean =>
  items.some((item) => item['linkId'] === linkId)

function snapshotIn(
  items: readonly Json[],
  verdict: string | undefined,
  referral: string | undefined,
): Snapshot | undefined {
  const { verdicts, referrals, standings } = boardWords('en')
  if (verdict === undefined || !hasWord(verdicts, verdict)) return undefined
  if (referral !== undefined && !hasWord(referrals, referral)) return undefined
  const lists = items.filter(({ linkId }) => linkId === 'criteria')
  const lines = plainItems(lists[0]?.['item'])
  if (lists.length > 1 || !lines) return undefined
  const read = lines.map((line) => {
    const id = String(line['linkId'])
    const standing = line['item'] === undefined ? codeIn(lines, id, STANDING) : undefined
    const isKnown = id.startsWith(CRITERION) && standing !== undefined && hasWord(standings, standing)
    return isKnown ? ([id.slice(CRITERION.length), standing] as const) : undefined
  })
  const known = read.flatMap((one) => (one ? [one] : []))
  if (known.length < lines.length) return undefined
  return { verdict, criteria: Object.fromEntries(known), ...(referral === undefined ? {} : { referral }) }
}

/** Every code that is written has a word. */
const hasWord = (words: Words, code: string): boolean => Object.hasOwn(words, code)

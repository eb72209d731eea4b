/** A referral under way as the machine knows it: the state that is shown, and what stands behind it. */
import { type Resource, referenceTo } from '../../fhir.ts'
import type { Abilities } from '../desk.ts'
import type { DraftPart, PartType } from '../draft.ts'
import type { Ambiguity, Checked, NotSent, ReferralState, Refusal, Said, WritingRung } from '../state.ts'
import { isWriting } from './checking.ts'
import type { Answer, Command, Note, Question, Stored } from './moves.ts'
import { LETTER_OR_ORDER, type ReadBack, readBack } from './read-back.ts'

/** All that the machine knows. */
export interface Referral {
  readonly state: ReferralState
  readonly patientId: string
  /** The number of the last question; an answer to an earlier one comes too late. */
  readonly turn: number
  /** The question whose answer is waited for. */
  readonly asked?: Question
  readonly server?: Server
  /** True where only what is missing of a referral is written. */
  readonly completes?: boolean
  /** What the clinician confirmed since the check. */
  readonly said?: Said
  readonly work?: Work
}

/** What the check found out about the server. */
export interface Server {
  readonly abilities: Abilities
  /** The identifiers of all generations. */
  readonly keys: readonly string[]
  readonly keepsIdentifiers: boolean
}

/** One identifier that is being sent or looked for. */
export interface Work {
  readonly key: string
  readonly patientId: string
  readonly rung: WritingRung
  /** What is written; empty as long as there is no draft. */
  readonly parts: readonly DraftPart[]
  readonly stored: readonly Stored[]
  readonly found: readonly Resource[]
  /** How often it was written since the reader confirmed. */
  readonly posts: number
  /**
   * What the server said to the last of it. `nothing`: nothing was written, and it was found there. `lost`: it was
   * written before a crash, if at all.
   */
  readonly last: 'nothing' | 'lost' | 'answered' | 'unclear' | Refusal
  /** False once the reader was told that nobody can say: whatever is sent then, the reader confirms anew. */
  readonly mayResend: boolean
  /** How often one look was taken anew: the one before a post, or the second look for copies. */
  readonly looks: number
  /** True while it is noted as pending. */
  readonly isMarked: boolean
}

/** What comes of an event. */
export interface Step {
  readonly referral: Referral
  readonly commands: readonly Command[]
}

/** Nothing has happened. */
export const unchanged = (referral: Referral): Step => ({ referral, commands: [] })

/** A state in which nothing is waited for. */
export function rest(referral: Referral, state: ReferralState, notes: readonly Note[] = []): Step {
  const { asked: _, ...others } = referral
  return { referral: { ...others, state }, commands: notes }
}

/** A state in which the answer to a question is waited for. */
export function ask(
  referral: Referral,
  state: ReferralState,
  question: Question,
  notes: readonly Note[] = [],
): Step {
  const turn = referral.turn + 1
  return {
    referral: { ...referral, state, turn, asked: question },
    commands: [...notes, { ...question, turn }],
  }
}

/**
 * Not sent, or not all of it. What became of it is known, so it is pending no more. Whatever kept the rest from being
 * sent: as long as a part is there, that is what has to be said. Only what stops the card comes before it.
 */
export function notSent(referral: Referral, why: NotSent, checked?: Checked): Step {
  const { work } = referral
  const back = work && readBack(work)
  const isHalf = back?.isBegun && back.missing.length > 0 && !STOPS.includes(why.kind)
  const told = isHalf ? halfOf(back, why) : why
  return rest(
    withoutMark(referral),
    { kind: 'notSent', ...(checked ? { checked } : {}), why: told },
    clearing(referral),
  )
}

const STOPS: readonly NotSent['kind'][] = [
  'patient-changed',
  'patient-deceased',
  'patient-merged',
  'already-referred',
]

function halfOf({ kept, missing }: ReadBack, why: NotSent): NotSent {
  const present = kept.map(({ resourceType }) => resourceType as PartType)
  if (why.kind === 'refused') {
    const { kind: _, ...refused } = why
    return { kind: 'half', present, missing, refused }
  }
  return { kind: 'half', present, missing, hindrance: why }
}

/** Nobody can say. It stays noted as pending. */
export function ambiguous(
  referral: Referral,
  checked: Checked,
  why: Ambiguity,
  more: Pick<Extract<ReferralState, { kind: 'ambiguous' }>, 'fault' | 'references'>,
): Step {
  const { work, ...others } = referral
  const told = work ? { ...others, work: { ...work, mayResend: false } } : others
  return rest(told, { kind: 'ambiguous', checked, why, ...more })
}

/** Ready, where this server can be trusted with what is sent. */
export function readyIf(referral: Referral, checked: Checked): Step {
  return isWriting(checked.rung) && !referral.server?.keepsIdentifiers
    ? notSent(referral, { kind: 'not-idempotent' }, checked)
    : rest(withoutMark(referral), { kind: 'ready', checked }, clearing(referral))
}

/** Notes that it is pending no more, if it was. */
export const clearing = ({ work }: Referral): Note[] =>
  work?.isMarked ? [{ kind: 'clear', key: work.key }] : []

/** As it is when it is pending no more. */
export const withoutMark = (referral: Referral): Referral =>
  referral.work ? { ...referral, work: { ...referral.work, isMarked: false } } : referral

/** Work on an identifier, of which nothing was done yet. */
export const workOn = (
  key: string,
  { patientId }: Referral,
  { rung }: Checked,
  last: 'nothing' | 'lost',
): Work => ({
  key,
  patientId,
  rung: isWriting(rung) ? rung : 'sequential',
  parts: [],
  stored: [],
  found: [],
  posts: 0,
  last,
  mayResend: true,
  looks: 0,
  isMarked: last === 'lost',
})

/** A search for all that was written. A kind that cannot be searched for here is read by its id, if at all. */
export function searchFor({ server }: Referral, { parts, key, stored }: Work, wait: number): Question {
  const kinds = parts.length > 0 ? parts.map(({ type }) => type) : LETTER_OR_ORDER
  const types = kinds.filter((type) => server?.abilities.search.has(type))
  return { kind: 'search', wait, key, types, stored }
}

/** A search that took its time is no look before a post; where all of them do, the last one has to be good enough. */
export const isStale = ({ looks }: Work, { isFresh }: { readonly isFresh: boolean }): boolean =>
  !isFresh && looks < FRESH_LOOKS - 1

/** How often it is looked before a post, at most. */
const FRESH_LOOKS = 3

/** What is known after a search: what was seen once was there, and the latest word on each counts. */
export function withFound(work: Work, { searched, read }: Extract<Answer, { to: 'search' }>): Work {
  const all = [...work.found, ...read, ...(searched.kind === 'found' ? searched.resources : [])]
  return { ...work, found: [...new Map(all.map((one) => [referenceTo(one), one])).values()] }
}

/** The parts that are written here: what the server takes, and the letter only where nothing else is. */
export const takenParts = (
  { server }: Referral,
  { rung }: Work,
  parts: readonly DraftPart[],
): readonly DraftPart[] =>
  parts.filter(
    ({ type }) =>
      (type === 'DocumentReference') === (rung === 'document') && server?.abilities.create.has(type),
  )

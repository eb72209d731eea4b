/** A referral as the EHR holds it, made from its Task, ServiceRequest and ResearchSubject. */
import { parseDate } from '../calendar.ts'
import { isObject, listOf, type Resource, referenceTo, textOf, wordsOf } from '../fhir.ts'
import { PARTS, type PartType } from './draft.ts'
import { keysOf } from './keys-of.ts'
import { isInError, statusOf } from './status-of.ts'

/** How far it is, in the words of the card. */
export type ReferralStatus =
  | 'requested'
  | 'received'
  | 'accepted'
  | 'rejected'
  | 'on-study'
  | 'completed'
  | 'cancelled' // revoked, or entered in error
  | 'half' // a part of it is there, and no task that anybody follows
  | 'filed' // a letter in the record and no more: nobody follows it up
  | 'unknown' // a status that we do not know

/** One referral, found in the EHR. */
export interface EarlierReferral {
  readonly key: string
  readonly generation: number
  readonly status: ReferralStatus
  /** Why it was rejected or cancelled, in the words of whoever did. */
  readonly reason?: string
  /** Who referred, by name where the EHR gives one. */
  readonly by?: string
  /** When, as the EHR has it. */
  readonly at?: string
  /** The day by which an answer was expected. */
  readonly answerBy?: string
  /** True where that day is gone by without an answer. */
  readonly isOverdue: boolean
  /** True while it is under way: another needs a reason. */
  readonly isOpen: boolean
  /** `Type/id` of what it consists of. */
  readonly references: readonly string[]
  /** `Type/id` of copies beyond the first. */
  readonly duplicates: readonly string[]
}

/** Nobody has said yes or no. */
const UNANSWERED: readonly ReferralStatus[] = ['requested', 'received', 'half', 'unknown']

const OVER: readonly ReferralStatus[] = ['rejected', 'completed', 'cancelled']

/**
 * The referrals among what was found by our identifiers, the newest first. What carries none of the keys is not ours,
 * whatever was searched for: some servers answer a search that they do not understand with everything.
 * @param keys the identifiers that were looked for, each with its generation
 * @param today the evaluation date, `YYYY-MM-DD`
 * @param lookedFor the types that could be searched: what was not looked for is not missing
 */
export function earlierOf(
  resources: readonly Resource[],
  keys: ReadonlyMap<string, number>,
  today: string,
  lookedFor: ReadonlySet<PartType> = new Set(PARTS),
): EarlierReferral[] {
  return [...keys]
    .sort(([, a], [, b]) => b - a)
    .flatMap(([key, generation]) => {
      const own = once(resources.filter((resource) => keysOf(resource).includes(key)))
      return own.some(isPart) ? [referralOf(key, generation, own, today, lookedFor)] : []
    })
}

const isPart = ({ resourceType }: Resource): boolean => (PARTS as readonly string[]).includes(resourceType)

/** The same resource may be found by several searches. */
const once = (resources: readonly Resource[]): Resource[] => [
  ...new Map(resources.map((one) => [referenceTo(one), one])).values(),
]

function referralOf(
  key: string,
  generation: number,
  found: readonly Resource[],
  today: string,
  lookedFor: ReadonlySet<PartType>,
): EarlierReferral {
  const copies = new Map(PARTS.map((type) => [type, copiesOf(type, found)]))
  const of = (type: PartType): readonly Resource[] => copies.get(type) ?? []
  const { status, decidedBy } = statusOf(of, lookedFor)
  const told = TELLING.flatMap((type) => of(type).slice(0, 1))
  const reason = OVER.includes(status) && decidedBy ? wordsOf(decidedBy['statusReason']) : undefined
  const by = first(told, (one) => displayOf(one['requester'] ?? one['author']))
  const at = first(told, (one) => dated(one['authoredOn'] ?? one['date'] ?? one['authored']))
  const answerBy = first(of('Task').slice(0, 1), endOf)
  return {
    key,
    generation,
    status,
    ...(reason ? { reason } : {}),
    ...(by ? { by } : {}),
    ...(at ? { at } : {}),
    ...(answerBy ? { answerBy } : {}),
    isOverdue: answerBy !== undefined && answerBy < today && UNANSWERED.includes(status),
    isOpen: !OVER.includes(status),
    references: PARTS.flatMap((type) => of(type).slice(0, 1)).map(referenceTo),
    duplicates: PARTS.flatMap((type) =>
      of(type)
        .slice(1)
        .filter((one) => !isInError(one)),
    ).map(referenceTo),
  }
}

/**
 * The copies of one part, the one that is kept first: the one with the lowest id, so that everybody who looks keeps the
 * same; one that was entered in error only where there is no other.
 */
function copiesOf(type: PartType, found: readonly Resource[]): Resource[] {
  const own = found.filter(({ resourceType }) => resourceType === type)
  return own.sort((a, b) => Number(isInError(a)) - Number(isInError(b)) || (a.id < b.id ? -1 : 1))
}

/** The parts that say who referred and when, the most telling first. */
const TELLING = ['ServiceRequest', 'Task', 'DocumentReference', 'QuestionnaireResponse'] as const

function first(resources: readonly Resource[], read: (one: Resource) => string | undefined) {
  return resources.map(read).find((text) => text !== undefined)
}

const displayOf = (reference: unknown): string | undefined =>
  listOf(reference)
    .map((one) => (isObject(one) ? textOf(one['display']) : undefined))
    .find((display) => display !== undefined)

const dated = (date: unknown): string | undefined =>
  typeof date === 'string' && parseDate(date) ? date : undefined

function endOf({ restriction }: Resource): string | undefined {
  const period = isObject(restriction) ? restriction['period'] : undefined
  return dated(isObject(period) ? period['end'] : undefined)?.slice(0, 10)
}

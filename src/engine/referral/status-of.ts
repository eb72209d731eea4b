import { type Resource, textOf } from '../fhir.ts'
import type { PartType } from './draft.ts'
import type { ReferralStatus } from './earlier.ts'

/** FHIR R4 task-status. A draft asks nothing of anybody yet: we write none, so nobody can say what one means. */
const TASK: Readonly<Record<string, ReferralStatus>> = {
  requested: 'requested',
  received: 'received',
  accepted: 'accepted',
  ready: 'accepted',
  'in-progress': 'accepted',
  'on-hold': 'accepted',
  rejected: 'rejected',
  // Tried by whoever received it, and nothing came of it.
  failed: 'rejected',
  completed: 'completed',
  cancelled: 'cancelled',
  'entered-in-error': 'cancelled',
}

/** FHIR R4 request-status, where no task says more. */
const ORDER: Readonly<Record<string, ReferralStatus>> = {
  active: 'requested',
  'on-hold': 'requested',
  completed: 'completed',
  revoked: 'cancelled',
  'entered-in-error': 'cancelled',
}

/**
 * FHIR R4 research-subject-status. `candidate` is what we wrote ourselves and says nothing new; what only the study
 * team can say is more than the task says.
 */
const SUBJECT: Readonly<Record<string, ReferralStatus>> = {
  screening: 'accepted',
  eligible: 'accepted',
  'pending-on-study': 'accepted',
  'on-study': 'on-study',
  'on-study-intervention': 'on-study',
  'on-study-observation': 'on-study',
  'follow-up': 'on-study',
  ineligible: 'rejected',
  'not-registered': 'rejected',
  withdrawn: 'completed',
  'off-study': 'completed',
}

/** True for what its author took back. */
export const isInError = ({ status }: Resource): boolean => status === 'entered-in-error'

/** How far a referral is, and the task that says so. */
export interface Standing {
  readonly status: ReferralStatus
  readonly decidedBy?: Resource
}

/** How far a referral is. */
export function statusOf(
  /** The copies of a part, the one that is kept first. */
  of: (type: PartType) => readonly Resource[],
  lookedFor: ReadonlySet<PartType>,
): Standing {
  const [order] = of('ServiceRequest')
  const [subject] = of('ResearchSubject')
  const tasks = of('Task').filter((one) => !isInError(one))
  // Of two copies the study team may have answered the other one.
  const task = tasks.find((one) => one['status'] !== 'requested') ?? tasks[0] ?? of('Task')[0]
  const decidedBy = task ? { decidedBy: task } : {}
  const ofOrder = known(ORDER, order)
  const ofTask = known(TASK, task)
  if (order && isInError(order)) return { status: 'cancelled', ...decidedBy }
  const ofSubject = subject && meaning(SUBJECT, subject)
  if (ofSubject) return { status: ofSubject, ...decidedBy }
  if (ofTask === 'rejected') return { status: ofTask, ...decidedBy }
  if (ofOrder === 'cancelled') return { status: ofOrder, ...decidedBy }
  if (ofTask) return { status: ofTask, ...decidedBy }
  if (ofOrder && (ofOrder === 'completed' || !lookedFor.has('Task'))) return { status: ofOrder }
  const isLetterAlone = of('DocumentReference').length > 0 && !order && !subject
  return { status: isLetterAlone ? letterOf(of('DocumentReference')) : 'half' }
}

/** What a status means; one that is not in the table is there and says nothing to us. */
const known = (
  table: Readonly<Record<string, ReferralStatus>>,
  resource: Resource | undefined,
): ReferralStatus | undefined => resource && (meaning(table, resource) ?? 'unknown')

function meaning(table: Readonly<Record<string, ReferralStatus>>, { status }: Resource) {
  const word = textOf(status) ?? ''
  return Object.hasOwn(table, word) ? table[word] : undefined
}

/** A letter that was superseded or taken back is no letter any more (FHIR R4, document-reference-status). */
const letterOf = (letters: readonly Resource[]): ReferralStatus =>
  letters.some(({ status }) => status === 'current') ? 'filed' : 'cancelled'

import type { FhirResource, Task } from 'fhir/r4'
import type { Clock } from '../clock.ts'
import { core, type StoredResource } from '../fhir/medplum.ts'
import type { Language } from '../language.ts'
import type { Referral } from './referrals.ts'
import { DECLINE_REASONS } from './words.ts'

/** What the study team says. */
export type Decision = 'receive' | 'accept' | 'decline' | 'on-study'

/** What came of saying it. `changed`: the task is not the one that was shown any more. */
export type Decided = 'done' | 'changed' | 'impossible' | 'no-reason'

/** A decision with what goes with it. */
export interface Deciding {
  readonly decision: Decision
  /** The version of the task that was shown to whoever decides. */
  readonly version: string
  /** Why it is declined, in a code. */
  readonly reason?: string
  /** The same in words. */
  readonly note?: string
  readonly language: Language
}

/** From which states each decision may be made. */
const FROM: Readonly<Record<Decision, readonly Task['status'][]>> = {
  receive: ['requested'],
  accept: ['requested', 'received'],
  decline: ['requested', 'received', 'accepted'],
  'on-study': ['accepted'],
}

const TO = { receive: 'received', accept: 'accepted', decline: 'rejected', 'on-study': 'completed' } as const

const REASONS = 'https://sandbox.example/fhir/CodeSystem/decline-reason'

/** True where the study team may say so now. */
export const isPossible = (decision: Decision, task: Task): boolean => FROM[decision].includes(task.status)

/** Puts a decision into the record, over the version that was shown and no other; what belongs together, together. */
export async function decide(referral: Referral, asked: Deciding, clock: Clock): Promise<Decided> {
  const { task, parts, record } = referral
  const { decision, version } = asked
  if (task.meta?.versionId !== version) return 'changed'
  if (!isPossible(decision, task)) return 'impossible'
  const statusReason = decision === 'decline' ? reasonOf(asked) : undefined
  if (decision === 'decline' && statusReason === undefined) return 'no-reason'
  const today = clock().toISOString().slice(0, 10)
  // When it changed is said by the server. A `lastModified` of ours in another time zone than `authoredOn` would be
  // refused: the validator compares the two (Task inv-1) as text.
  const { statusReason: _before, lastModified: _sent, ...rest } = task
  const changed: Task = {
    ...rest,
    status: TO[decision],
    ...(statusReason === undefined ? {} : { statusReason }),
  }
  const write = (resource: FhirResource) =>
    record.updateResource(resource as StoredResource, { ifMatch: resource.meta?.versionId ?? '' })
  const { subject } = parts
  try {
    await record.inTurn(() =>
      record.withTransaction(async () => {
        await write(changed)
        if (decision === 'on-study' && subject)
          await write({ ...subject, status: 'on-study', period: { start: today } })
      }),
    )
    return 'done'
  } catch (problem) {
    // Somebody was quicker, between looking and writing.
    if (core.normalizeOperationOutcome(problem).id === core.preconditionFailed.id) return 'changed'
    throw problem
  }
}

function reasonOf({ reason = '', note = '', language }: Deciding): Task['statusReason'] | undefined {
  const display = Object.hasOwn(DECLINE_REASONS, reason) ? DECLINE_REASONS[reason]?.[language] : undefined
  if (display === undefined) return undefined
  const words = note.trim().slice(0, 500)
  return {
    coding: [{ system: REASONS, code: reason, display }],
    text: words === '' ? display : `${display}: ${words}`,
  }
}

/** What follows on `sent`: a second look for copies, and marking them. */
import { referenceTo } from '../../fhir.ts'
import type { PartType } from '../draft.ts'
import type { Checked, Sent } from '../state.ts'
import type { Answer } from './moves.ts'
import { type ReadBack, readBack } from './read-back.ts'
import {
  ambiguous,
  ask,
  clearing,
  type Referral,
  rest,
  type Step,
  searchFor,
  unchanged,
  type Work,
  withFound,
  withoutMark,
} from './work.ts'

/**
 * Pauses before the second look, and before further ones where it does not work. Of two copies written at once by a
 * server that does not keep to one, whoever writes later sees both, as long as its index lags less than the first pause.
 */
export const SECOND_LOOK = [16_000, 10_000, 20_000, 30_000] as const

/** It was read back. */
export function sentNow(referral: Referral, checked: Checked, work: Work, back: ReadBack): Step {
  const wasThere = work.posts === 0
  const sent: Sent = {
    rung: back.rung,
    ...contentsOf(back),
    // One that was there before may have gone on meanwhile; whoever wrote it compared it.
    differs: wasThere ? [] : back.differs,
    missing: [],
    notMarked: [],
    copies: 'looking',
    wasThere,
    attempts: work.posts,
  }
  const step = lookForCopies(referral, checked, sent, work, 0, SECOND_LOOK[0])
  return sent.differs.includes('identifier')
    ? { ...step, commands: [{ kind: 'distrust' }, ...step.commands] }
    : step
}

/** Looks again at what was read back, and for copies of it. */
export function lookForCopies(
  referral: Referral,
  checked: Checked,
  sent: Sent,
  work: Work,
  looks: number,
  wait = 0,
): Step {
  const looking: Work = { ...work, looks: looks + 1, stored: sent.parts }
  return ask(
    { ...referral, work: looking },
    { kind: 'sent', checked, sent },
    searchFor(referral, looking, wait),
  )
}

/** The second look has ended. */
export function lookedForCopies(referral: Referral, answer: Extract<Answer, { to: 'search' }>): Step {
  const { state } = referral
  if (state.kind !== 'sent' || !referral.work) return unchanged(referral)
  const { checked, sent } = state
  const { looks } = referral.work
  if (answer.searched.kind === 'failed') {
    const pause = SECOND_LOOK[looks]
    return pause === undefined || answer.searched.why !== 'unreachable'
      ? rest(referral, { kind: 'sent', checked, sent: { ...sent, copies: 'not-looked' } })
      : lookForCopies(referral, checked, sent, referral.work, looks, pause)
  }
  const work = withFound({ ...referral.work, found: [] }, answer)
  const next = { ...referral, work }
  const back = readBack(work)
  if (back.elsewhere.length > 0)
    return ambiguous(next, checked, 'other-subject', { references: back.elsewhere })
  if (back.missing.length > 0)
    return ambiguous({ ...next, work: { ...work, last: 'answered' } }, checked, 'vanished', {
      references: sent.parts.map(({ type, id }) => `${type}/${id}`),
    })
  const looked: Sent = {
    ...sent,
    ...contentsOf(back),
    missing: back.without,
    // Copies of what has lost its identifier cannot be found by it.
    copies: sent.differs.includes('identifier') ? 'not-looked' : 'looked',
  }
  return rest(withoutMark(next), { kind: 'sent', checked, sent: looked }, clearing(next))
}

/** The reader asks to mark a copy as entered in error. */
export function markCopy(referral: Referral, reference: string): Step {
  const { state, work } = referral
  if (state.kind !== 'sent' || state.sent.copies !== 'looked' || state.sent.marking !== undefined)
    return unchanged(referral)
  const resource = work && readBack(work).duplicates.find((one) => referenceTo(one) === reference)
  if (!resource) return unchanged(referral)
  const { checked, sent } = state
  return ask(
    referral,
    { kind: 'sent', checked, sent: { ...sent, marking: reference } },
    { kind: 'correct', resource },
  )
}

/** The server took the mark, or not. */
export function corrected(referral: Referral, answer: Extract<Answer, { to: 'correct' }>): Step {
  const { state } = referral
  if (state.kind !== 'sent' || !referral.work) return unchanged(referral)
  const { checked, sent } = state
  const { marking: _, ...others } = sent
  const reference = referenceTo(answer.resource)
  const notMarked = sent.notMarked.filter((one) => one !== reference)
  if (!answer.isTaken)
    return rest(referral, {
      kind: 'sent',
      checked,
      sent: { ...others, notMarked: [...notMarked, reference] },
    })
  const found = referral.work.found.map((one) => (referenceTo(one) === reference ? answer.resource : one))
  const work: Work = { ...referral.work, found }
  return rest(
    { ...referral, work },
    { kind: 'sent', checked, sent: { ...others, ...contentsOf(readBack(work)), notMarked } },
  )
}

const contentsOf = ({ kept, duplicates }: ReadBack): Pick<Sent, 'parts' | 'duplicates'> => ({
  parts: kept.map(({ resourceType, id }) => ({ type: resourceType as PartType, id })),
  duplicates: duplicates.map(referenceTo),
})

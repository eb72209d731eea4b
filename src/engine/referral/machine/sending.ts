/** From the clinician's word to the post: everything is asked again, and the referral itself is looked for last. */

import { PARTS } from '../draft.ts'
import type { Checked } from '../state.ts'
import { hindrance, unasked } from './checking.ts'
import type { Answer } from './moves.ts'
import { post } from './posting.ts'
import { readBack, requiredOn } from './read-back.ts'
import { verify } from './verifying.ts'
import {
  ambiguous,
  ask,
  isStale,
  notSent,
  type Referral,
  type Step,
  searchFor,
  takenParts,
  unchanged,
  type Work,
  withFound,
  workOn,
} from './work.ts'

/** The clinician confirmed. Of a referral that is completed, what was seen of it before still counts. */
export function confirmed(referral: Referral, checked: Checked, completes: boolean): Step {
  const key = referral.server?.keys[checked.generation]
  if (key === undefined) throw new Error(`no identifier for referral ${checked.generation}`)
  const fresh = workOn(key, referral, checked, 'nothing')
  const { work: before } = referral
  const work: Work =
    completes && before?.key === key
      ? { ...before, posts: 0, looks: 0, last: 'nothing', mayResend: true }
      : fresh
  return ask({ ...referral, work, completes }, looking(checked), { kind: 'look' })
}

/** Standing, patient and objection, as they are now. */
export function lookedAgain(referral: Referral, answer: Extract<Answer, { to: 'look' }>): Step {
  const { state, work, said } = referral
  if (state.kind !== 'sending' || !work || !said) return unchanged(referral)
  const { bars, patient, objection } = answer
  const checked = { ...state.checked, objectionChecked: objection === 'none' }
  if (bars.length > 0) return notSent(referral, { kind: 'not-standing', bars }, checked)
  const why = hindrance(patient, objection)
  return why
    ? notSent(referral, why, checked)
    : ask(referral, looking(checked), { kind: 'draft', key: work.key, checked, said })
}

/** The draft is made, and what it cites is compared. */
export function drafted(referral: Referral, { parts, record }: Extract<Answer, { to: 'draft' }>): Step {
  const { state, work } = referral
  if (state.kind !== 'sending' || !work) return unchanged(referral)
  const { checked } = state
  if (record.kind === 'failed') return notSent(referral, unasked(record.why), checked)
  if (record.kind === 'changed')
    return notSent(referral, { kind: 'data-changed', references: record.references }, checked)
  const taken = takenParts(referral, work, parts)
  const types = taken.map(({ type }) => type)
  const isWhole = requiredOn(work.rung).every((type) => types.includes(type))
  if (!isWhole || new Set(types).size < types.length)
    throw new Error(`a draft of ${types.join()} is no ${work.rung}`)
  const ordered = PARTS.flatMap((type) => taken.filter((part) => part.type === type))
  const next: Work = { ...work, parts: ordered }
  return ask({ ...referral, work: next }, looking(checked), searchFor(referral, next, 0))
}

/** The last look before the post: what is there is never written again. */
export function lookedBefore(referral: Referral, answer: Extract<Answer, { to: 'search' }>): Step {
  const { state } = referral
  if (state.kind !== 'sending' || !referral.work) return unchanged(referral)
  const { checked } = state
  const { searched, earlier } = answer
  const work = withFound(referral.work, answer)
  const next = { ...referral, work }
  if (searched.kind === 'failed') return notSent(next, unasked(searched.why), checked)
  const over = earlier.find(({ key, isOpen }) => key === work.key && !isOpen)
  if (over) return notSent(next, { kind: 'already-referred', earlier: over }, checked)
  const back = readBack(work)
  if (back.elsewhere.length > 0)
    return ambiguous(next, checked, 'other-subject', { references: back.elsewhere })
  const isLacking = !back.isBegun || (referral.completes && back.missing.length > 0)
  if (!isLacking) return verify(next, checked, work)
  if (!isStale(work, answer)) return post(next, checked, work)
  const again: Work = { ...work, looks: work.looks + 1 }
  return ask({ ...next, work: again }, looking(checked), searchFor(next, again, 0))
}

const looking = (checked: Checked) => ({ kind: 'sending', checked, step: 'looking', attempt: 1 }) as const

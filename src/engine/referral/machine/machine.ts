/**
 * The state machine of a referral: what happened and what the server said go in, the state that is shown and what has
 * to be asked come out. Pure: whoever runs it asks one question at a time and hands in its answer.
 *
 * What it holds, whatever comes (`test/engine/referral/machine.test.ts` walks through all of it):
 * - `sent` only where every part without which it is no referral was read back, about this patient;
 * - a post only after a search that worked, and that found nothing of what is posted, since the last post;
 * - at most two posts for one word of the clinician, the second for what 15 seconds of searching did not find;
 * - `ambiguous` leaves only through a search.
 */
import { assertNever } from '../../result.ts'
import { type CheckAnswer, checkedOf, halfOf, hindrance, isWriting, lastOfAll, unasked } from './checking.ts'
import type { Act, Answer, Event } from './moves.ts'
import { confirmed, drafted, lookedAgain, lookedBefore } from './sending.ts'
import { corrected, lookedForCopies, markCopy } from './sent.ts'
import { posted, searchAnew, verified, verify } from './verifying.ts'
import {
  ambiguous,
  ask,
  notSent,
  type Referral,
  readyIf,
  rest,
  type Step,
  unchanged,
  workOn,
} from './work.ts'

/** A referral of this patient of which nothing is known yet. */
export const start = (patientId: string): Referral => ({ state: { kind: 'idle' }, patientId, turn: 0 })

/** What comes of an event. Where it means nothing, nothing does. */
export function step(referral: Referral, event: Event): Step {
  if (!('to' in event)) return acted(referral, event)
  return referral.asked && event.turn === referral.turn ? answered(referral, event) : unchanged(referral)
}

function acted(referral: Referral, act: Act): Step {
  const { state } = referral
  switch (act.kind) {
    case 'open':
      return mayOpen(referral) ? check(referral) : unchanged(referral)
    case 'review':
      return state.kind === 'ready' && isWriting(state.checked.rung)
        ? rest(referral, { kind: 'confirming', checked: state.checked, completes: false })
        : unchanged(referral)
    case 'confirm':
      return state.kind === 'confirming' && (act.said.reason?.trim() || !state.checked.needsReason)
        ? confirmed({ ...referral, said: act.said }, state.checked, state.completes)
        : unchanged(referral)
    case 'cancel':
      return cancelled(referral)
    case 'searchAgain':
      return searchAnew(referral)
    case 'resume':
      return resumed(referral)
    case 'markDuplicate':
      return markCopy(referral, act.reference)
    default:
      return assertNever(act)
  }
}

function mayOpen({ state }: Referral): boolean {
  const { kind } = state
  if (kind === 'sent') return state.sent.copies !== 'looking' && state.sent.marking === undefined
  return kind === 'idle' || kind === 'ready' || kind === 'notSent'
}

/** Begins anew: what an earlier round found, and what was confirmed in it, counts no more. */
const check = (referral: Referral): Step => ask(fresh(referral), { kind: 'checking' }, { kind: 'check' })

const fresh = ({ patientId, turn }: Referral): Referral => ({ ...start(patientId), turn })

/** Left before anything was sent, or after it is known that it was not. A post cannot be called back. */
function cancelled(referral: Referral): Step {
  const { kind } = referral.state
  const isLeft = kind === 'checking' || kind === 'ready' || kind === 'confirming' || kind === 'notSent'
  return isLeft ? rest(fresh(referral), { kind: 'idle' }) : unchanged(referral)
}

/** Goes on with a referral of which a part is there: the reader confirms it, unless this page has the word already. */
function resumed(referral: Referral): Step {
  const { state, said } = referral
  if (state.kind === 'ready' || (state.kind === 'confirming' && !state.completes)) {
    const half = halfOf(state.checked)
    if (!half) return unchanged(referral)
    const checked = { ...state.checked, generation: half.generation, needsReason: false }
    return rest(referral, { kind: 'confirming', checked, completes: true })
  }
  if (state.kind !== 'notSent' || state.why.kind !== 'half' || !state.checked) return unchanged(referral)
  const checked = { ...state.checked, needsReason: false }
  return said
    ? confirmed(referral, checked, true)
    : rest(referral, { kind: 'confirming', checked, completes: true })
}

function answered(referral: Referral, answer: Answer): Step {
  const { state, asked } = referral
  if (answer.to === 'nothing') return broken(referral)
  if (answer.to !== asked?.kind) throw new Error(`the answer is to ${answer.to}, not to what was asked`)
  switch (answer.to) {
    case 'check':
      return checkedNow(referral, answer)
    case 'look':
      return lookedAgain(referral, answer)
    case 'draft':
      return drafted(referral, answer)
    case 'search':
      if (state.kind === 'sent') return lookedForCopies(referral, answer)
      return state.kind === 'sending' ? lookedBefore(referral, answer) : verified(referral, answer)
    case 'post':
      return posted(referral, answer.posted)
    case 'correct':
      return corrected(referral, answer)
    default:
      return assertNever(answer)
  }
}

/** Everything is known that decides whether and how to refer. What is pending is looked for first. */
function checkedNow(before: Referral, answer: CheckAnswer): Step {
  const { abilities, keys, keepsIdentifiers, patient, objection, searched, pending } = answer
  const referral = { ...before, server: { abilities, keys, keepsIdentifiers } }
  if (searched.kind === 'failed')
    return notSent(referral, hindrance(patient, objection) ?? unasked(searched.why))
  const checked = checkedOf(answer)
  const why = hindrance(patient, objection)
  if (why) return notSent(referral, why, checked)
  // One that somebody has taken up or turned down is not on its way any more.
  const isDecided = (one: string) =>
    checked.earlier.some(
      ({ key, status }) => key === one && !['requested', 'half', 'filed', 'unknown'].includes(status),
    )
  const key = [...keys].reverse().find((one) => pending.includes(one) && !isDecided(one))
  if (key !== undefined && abilities.search.size > 0) {
    const generation = keys.indexOf(key)
    return verify(referral, { ...checked, generation }, workOn(key, referral, checked, 'lost'))
  }
  const last = lastOfAll(checked)
  return last
    ? notSent(referral, { kind: 'already-referred', earlier: last }, checked)
    : readyIf(referral, checked)
}

/** A question could not be put. After a post that is no answer; before one, nothing was sent. */
function broken(referral: Referral): Step {
  const { state } = referral
  switch (state.kind) {
    case 'checking':
      return notSent(referral, { kind: 'could-not-check' })
    case 'sending':
      return state.step === 'posting'
        ? posted(referral, { kind: 'unclear' })
        : notSent(referral, { kind: 'could-not-check' }, state.checked)
    case 'verifying':
      return ambiguous(referral, state.checked, 'search-failed', { references: [] })
    case 'sent': {
      const { marking: _, ...sent } = state.sent
      const copies = sent.copies === 'looking' ? 'not-looked' : sent.copies
      return rest(referral, { ...state, sent: { ...sent, copies } })
    }
    default:
      return unchanged(referral)
  }
}

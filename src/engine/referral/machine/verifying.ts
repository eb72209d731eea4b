/** Finding out what became of it: after every post, after every doubt, and after a crash. */
import { referenceTo } from '../../fhir.ts'
import type { Posted, Searched } from '../desk.ts'
import type { Checked, NotSent, Refusal } from '../state.ts'
import { nextGeneration } from './checking.ts'
import type { Answer, Stored } from './moves.ts'
import { POSTS, post } from './posting.ts'
import { readBack } from './read-back.ts'
import { lookForCopies, sentNow } from './sent.ts'
import {
  ambiguous,
  ask,
  isStale,
  notSent,
  type Referral,
  readyIf,
  type Step,
  searchFor,
  unchanged,
  type Work,
  withFound,
} from './work.ts'

/** Pauses before one search after another. An index may lag: before anything is sent again they come to 15.5 s. */
export const PAUSES = [0, 1_000, 2_000, 4_000, 8_500] as const

/** The longest quiet that a server may ask for while a referral hangs on it. */
const LONGEST_QUIET = 60_000

/** Begins to look for it. */
export function verify(referral: Referral, checked: Checked, work: Work, quiet = 0): Step {
  const from: Work = { ...work, looks: 0 }
  return search({ ...referral, work: from }, checked, from, 0, quiet)
}

/** What the server said to a post. Nothing that it says makes a referral sent. */
export function posted(referral: Referral, answer: Posted): Step {
  const { state, work } = referral
  if (state.kind !== 'sending' || !work) return unchanged(referral)
  const { checked } = state
  switch (answer.kind) {
    case 'answered':
      return verify(referral, checked, { ...withStored(work, answer.stored), last: 'answered' })
    case 'unclear': {
      const quiet = answer.waitMilliseconds ?? 0
      const unclear: Work = { ...work, last: 'unclear' }
      return quiet > LONGEST_QUIET
        ? ambiguous({ ...referral, work: unclear }, checked, 'search-failed', named(unclear))
        : verify(referral, checked, unclear, quiet)
    }
    case 'refused': {
      const { status, type, stored } = answer
      const refusal: Refusal = { status, ...(type ? { type } : {}) }
      const refused: Work = { ...withStored(work, stored), last: refusal }
      const isNothing = refused.posts === 1 && refused.stored.length === 0 && refused.found.length === 0
      return isNothing && status !== SEVERAL && !isUnknownThere(refused)
        ? notSent(referral, { kind: 'refused', ...refusal }, checked)
        : verify(referral, checked, refused)
    }
    case 'not-sent':
      return notSent(referral, neverLeft(answer.why), checked)
  }
}

/** A search has ended, well or not. */
export function verified(referral: Referral, answer: Extract<Answer, { to: 'search' }>): Step {
  const { state } = referral
  if (state.kind !== 'verifying' || !referral.work) return unchanged(referral)
  const { checked } = state
  const { searched } = answer
  const work = withFound(referral.work, answer)
  const next = { ...referral, work }
  const back = readBack(work)
  if (back.elsewhere.length > 0)
    return ambiguous(next, checked, 'other-subject', { references: back.elsewhere })
  if (back.missing.length === 0) return sentNow(next, checked, work, back)
  const isHopeless = searched.kind === 'failed' && searched.why !== 'unreachable'
  const isOver = state.search + 1 >= PAUSES.length || isSettled(work, searched)
  if (isHopeless || (isOver && searched.kind === 'failed'))
    return ambiguous(next, checked, 'search-failed', { fault: searched.why, ...named(work) })
  if (!isOver) {
    const quiet = searched.kind === 'failed' ? searched.waitMilliseconds : 0
    return search(next, checked, work, state.search + 1, quiet)
  }
  if (mayPost(work) && isStale(work, answer)) {
    const again: Work = { ...work, looks: work.looks + 1 }
    return ask({ ...next, work: again }, state, searchFor(next, again, 0))
  }
  return back.isBegun ? settlePart(next, checked, work) : settleNothing(next, checked, work)
}

/** The reader asks to look again, where nobody could say. */
export function searchAnew(referral: Referral): Step {
  const { state, work } = referral
  if (!work) return unchanged(referral)
  if (state.kind === 'ambiguous') return verify(referral, state.checked, work)
  return state.kind === 'sent' && state.sent.copies === 'not-looked' && state.sent.marking === undefined
    ? lookForCopies(referral, state.checked, { ...state.sent, copies: 'looking' }, work, 0)
    : unchanged(referral)
}

function search(referral: Referral, checked: Checked, work: Work, place: number, quiet = 0): Step {
  const wait = Math.max(PAUSES[place] ?? 0, quiet)
  return ask(
    referral,
    { kind: 'verifying', checked, attempt: work.posts, search: place },
    searchFor(referral, work, wait),
  )
}

/** All of it was looked for in vain, for long enough. */
function settleNothing(referral: Referral, checked: Checked, work: Work): Step {
  const { last } = work
  if (last === 'lost') {
    const generation = nextGeneration(checked.earlier)
    return readyIf(referral, { ...checked, generation })
  }
  if (isUnknownThere(work) && mayPost(work))
    return post(referral, { ...checked, rung: 'sequential' }, { ...work, rung: 'sequential' })
  if (last === 'unclear')
    return mayPost(work)
      ? post(referral, checked, work)
      : notSent(referral, { kind: 'not-accepted' }, checked)
  const refusal = refusalOf(work)
  return refusal && refusal.status !== SEVERAL
    ? notSent(referral, { kind: 'refused', ...refusal }, checked)
    : ambiguous(referral, checked, refusal ? 'several' : 'vanished', named(work))
}

/** A part of it is there, and another was looked for in vain. */
const settlePart = (referral: Referral, checked: Checked, work: Work): Step =>
  work.last === 'unclear' && mayPost(work)
    ? post(referral, checked, work)
    : notSent(referral, whyHalf(work), checked)

/** Why the rest is not there, as far as anybody said. */
function whyHalf(work: Work): NotSent {
  const refusal = refusalOf(work)
  return refusal ? { kind: 'refused', ...refusal } : { kind: 'not-accepted' }
}

const mayPost = ({ mayResend, posts }: Work): boolean => mayResend && posts < POSTS

/** After a refusal there is nothing to wait for, once all is found that was stored before it. */
function isSettled({ last, stored, found }: Work, searched: Searched): boolean {
  if (typeof last === 'string' || last.status === SEVERAL || searched.kind === 'failed') return false
  const references = found.map(referenceTo)
  return stored.every(({ type, id }) => references.includes(`${type}/${id}`))
}

/** "Precondition failed" says that several are there already (FHIR R4, http, "Conditional create"). */
const SEVERAL = 412

/** The server does not know transactions after all. */
const isUnknownThere = ({ last, rung }: Work): boolean =>
  rung === 'transaction' && typeof last !== 'string' && !last.type && [404, 405, 501].includes(last.status)

const refusalOf = ({ last }: Work): Refusal | undefined => (typeof last === 'string' ? undefined : last)

const withStored = (work: Work, stored: readonly Stored[]): Work => ({
  ...work,
  stored: [...new Map([...work.stored, ...stored].map((one) => [`${one.type}/${one.id}`, one])).values()],
})

/** What is known of it, to look for by hand. */
const named = ({ stored, found }: Work) => ({
  references: [...new Set([...stored.map(({ type, id }) => `${type}/${id}`), ...found.map(referenceTo)])],
})

/** It was never under way. */
const neverLeft = (why: Extract<Posted, { kind: 'not-sent' }>['why']): NotSent =>
  why === 'session-ended'
    ? { kind: why }
    : why === 'forbidden'
      ? { kind: 'refused', status: 403 }
      : { kind: 'not-accepted' }

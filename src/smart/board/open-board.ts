import type { Result } from '../../engine/result.ts'
import { ok } from '../../engine/result.ts'
import type { AnswerStore } from '../answer-store.ts'
import type { Arrival } from '../arrival.ts'
import { batchesOf } from '../first-answers.ts'
import { guardedFetch } from '../guarded-fetch.ts'
import { onceKnown } from '../once-known.ts'
import { onePatient } from '../one-patient.ts'
import type { Outside } from '../outside.ts'
import type { Page } from '../page.ts'
import type { SessionProblem } from '../problems.ts'
import { readAbilities } from '../referral/capability.ts'
import { isId } from '../referral/connection.ts'
import { RequestGate } from '../request-gate.ts'
import type { OpenSession } from '../session.ts'
import { type SignedIn, signIn } from '../sign-in.ts'
import { nameUser } from '../user.ts'
import type { BoardSession } from './board-session.ts'
import { type BoardToken, MANY_PATIENTS } from './board-token.ts'
import { findPatients } from './find-patients.ts'
import { listSource } from './list-source.ts'
import { memoryAnswers } from './memory-answers.ts'
import { rowAccess } from './row-access.ts'

/** Opens the board: the token first, and with it the right to read what its user may see. */
export async function openArrivedBoard(
  arrival: Arrival,
  page: Page,
  outside: Outside,
): Promise<Result<BoardSession, SessionProblem>> {
  const signed = await signIn(arrival, page, outside, MANY_PATIENTS)
  return signed.ok ? ok(boardOf(signed.value, outside)) : signed
}

function boardOf(
  { site, ehr, token, access, user, additions, signOut }: SignedIn<BoardToken>,
  outside: Outside,
): BoardSession {
  const { scope, lists } = token
  const { language } = site
  const closed = new AbortController()
  // One for all rows: the EHR has one user before it, however many patients are read.
  const gate = new RequestGate(outside.clock)
  const fetch = guardedFetch(ehr, rowAccess(access, closed.signal), outside, gate)
  const desk = { ehr, fetch, scope, closed: closed.signal }
  const named = onceKnown(() => nameUser(user, fetch))
  // Over the board's own connection: a row that is closed meanwhile does not take it from the others.
  const abilities = onceKnown(() => readAbilities({ ehr, read: fetch, scope, clock: outside.clock }))
  const batches = batchesOf(abilities, outside.clock)
  const kept = new Map<string, AnswerStore>()
  /** Of the rows that are open: what closes them. */
  const rows = new Set<() => void>()

  const loss = { hasLost: false }
  const answersOf = (patientId: string): AnswerStore => {
    const answers = kept.get(patientId) ?? memoryAnswers(outside.clock, loss)
    kept.set(patientId, answers)
    return answers
  }

  const open = (patientId: string): OpenSession => {
    if (!isId(patientId)) throw new Error('a row without a patient')
    const row = new AbortController()
    const answers = answersOf(patientId)
    const close = () => {
      row.abort()
      rows.delete(close)
    }
    rows.add(close)
    if (closed.signal.aborted) close()
    const { fetch: _, ...chart } = onePatient({
      patientId,
      site,
      ehr,
      scope,
      access: rowAccess(access, row.signal),
      gate,
      outside,
      pending: answers.pending,
      closed: row.signal,
      abilities,
      batches,
      stop: close,
    })
    return {
      ...chart,
      showPatient: true,
      answers,
      user: named,
      ...(additions === undefined ? {} : { additions }),
      close,
    }
  }

  return {
    siteName: site.name,
    ...(language === undefined ? {} : { language }),
    user: named,
    lists: lists.map((reference) => {
      const source = listSource(reference, desk)
      // Whether its patients can be read in batches is asked while the list is: the first row does not wait for it.
      const read: typeof source.read = (from) => {
        batches.ask()
        return source.read(from)
      }
      return { ...source, read }
    }),
    find: (number) => findPatients(number, desk),
    ...(additions === undefined ? {} : { additions }),
    open,
    close: () => {
      if (closed.signal.aborted) return
      closed.abort()
      for (const closeRow of [...rows]) closeRow()
      for (const answers of kept.values()) answers.clear()
      kept.clear()
      signOut()
    },
  }
}

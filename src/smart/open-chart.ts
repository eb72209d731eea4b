import type { Result } from '../engine/result.ts'
import { ok } from '../engine/result.ts'
import { Access } from './access.ts'
import { type AnswerStore, openAnswerStore } from './answer-store.ts'
import type { Arrival } from './arrival.ts'
import { guardedFetch } from './guarded-fetch.ts'
import { guardedWrite } from './guarded-write.ts'
import type { Outside } from './outside.ts'
import type { Page } from './page.ts'
import type { ProblemKind, SessionProblem } from './problems.ts'
import { readRecord } from './read-record.ts'
import { openReferralDoor } from './referral/referral-door.ts'
import { RequestGate } from './request-gate.ts'
import type { OpenSession } from './session.ts'
import { type SignedIn, signIn, type TokenRules } from './sign-in.ts'
import type { Token } from './token-response.ts'
import { checkToken } from './token-response.ts'
import { nameUser } from './user.ts'

/** A chart's token names one patient, and so does every renewal of it. */
const ONE_PATIENT: TokenRules<Token> = {
  check: checkToken,
  access: ({ grant, token, endsAt, outside, onRenewed }) =>
    new Access(grant, token, endsAt, outside, onRenewed),
}

/** Opens the chart: the token first, and with it the right to read one patient at one site. */
export async function openChart(
  arrival: Arrival,
  page: Page,
  outside: Outside,
): Promise<Result<OpenSession, SessionProblem>> {
  const signed = await signIn(arrival, page, outside, ONE_PATIENT)
  if (!signed.ok) return signed
  const { site, token } = signed.value
  const answers = await openAnswerStore(page, outside, site.iss, token.patientId)
  return ok(sessionOf(signed.value, answers, outside))
}

function sessionOf(
  { site, ehr, token, access, user, additions, signOut }: SignedIn<Token>,
  answers: AnswerStore,
  outside: Outside,
): OpenSession {
  const { patientId, scope } = token
  const { pageSize, language, referral } = site
  const gate = new RequestGate(outside.clock)
  const fetch = guardedFetch(ehr, access, outside, gate)
  const closed = new AbortController()
  const connection = {
    ehr,
    read: fetch,
    write: guardedWrite(ehr, access, outside, gate),
    patientId,
    scope,
    clock: outside.clock,
  }
  const close = () => {
    if (closed.signal.aborted) return
    closed.abort()
    answers.clear()
    signOut()
  }
  return {
    patientId,
    siteName: site.name,
    showPatient: token.needsPatientBanner || !site.ehrShowsBanner,
    ...(language === undefined ? {} : { language }),
    answers,
    user: () => nameUser(user, fetch),
    ...(referral && {
      referral: openReferralDoor({
        connection,
        site: referral,
        pending: answers.pending,
        clock: outside.clock,
      }),
    }),
    ...(additions === undefined ? {} : { additions }),
    read: async (queries, sink, onProgress) => {
      const chart = {
        ehr,
        patientId,
        fetch,
        ...(scope === undefined ? {} : { scope }),
        ...(pageSize === undefined ? {} : { pageSize }),
      }
      const read = await readRecord(chart, queries, sink, onProgress, closed.signal)
      if (!read.ok && ENDS_THE_SESSION.includes(read.problem.kind)) close()
      return read
    },
    close,
  }
}

/** After these nothing of the session may be used again, not even by a reload. */
const ENDS_THE_SESSION: readonly ProblemKind[] = ['patient-differs', 'somebody-else']

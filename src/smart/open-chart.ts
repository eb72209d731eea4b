import type { Result } from '../engine/result.ts'
import { ok } from '../engine/result.ts'
import { Access } from './access.ts'
import { type AnswerStore, openAnswerStore } from './answer-store.ts'
import type { Arrival } from './arrival.ts'
import { onePatient } from './one-patient.ts'
import type { Outside } from './outside.ts'
import type { Page } from './page.ts'
import type { SessionProblem } from './problems.ts'
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
  const closed = new AbortController()
  const close = () => {
    if (closed.signal.aborted) return
    closed.abort()
    answers.clear()
    signOut()
  }
  const { fetch, ...chart } = onePatient({
    patientId,
    site,
    ehr,
    scope,
    access,
    gate: new RequestGate(outside.clock),
    outside,
    pending: answers.pending,
    closed: closed.signal,
    stop: close,
  })
  return {
    ...chart,
    showPatient: token.needsPatientBanner || !site.ehrShowsBanner,
    answers,
    user: () => nameUser(user, fetch, scope),
    ...(additions === undefined ? {} : { additions }),
    close,
  }
}

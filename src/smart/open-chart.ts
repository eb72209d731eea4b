import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import { Access } from './access.ts'
import { type AnswerStore, openAnswerStore } from './answer-store.ts'
import type { Grant, TokenFault } from './fhirclient.ts'
import { resume, trade } from './fhirclient.ts'
import { fieldsOf } from './fields.ts'
import { guardedFetch } from './guarded-fetch.ts'
import { guardedWrite } from './guarded-write.ts'
import type { Outside } from './outside.ts'
import type { Page } from './page.ts'
import type { ProblemKind, SessionProblem } from './problems.ts'
import { problem } from './problems.ts'
import { readRecord } from './read-record.ts'
import { openReferralDoor } from './referral/referral-door.ts'
import { RequestGate } from './request-gate.ts'
import { revoke } from './revoke.ts'
import type { OpenSession } from './session.ts'
import type { StoredSession } from './session-store.ts'
import { noteOf, SessionStore } from './session-store.ts'
import { fetchAdditions } from './site-additions.ts'
import type { Site } from './site-registry.ts'
import { fetchRegistry, siteOf, trustsOrigin } from './site-registry.ts'
import type { Token } from './token-response.ts'
import { checkToken } from './token-response.ts'
import { nameUser, userIn } from './user.ts'

/** A launch that was answered with a code, or a session from before a reload. */
export interface Arrival {
  readonly key: string
  readonly session: StoredSession
  readonly code?: string
}

/** Opens the chart: the token first, and with it the right to read one patient at one site. */
export async function openChart(
  { key, session, code }: Arrival,
  page: Page,
  outside: Outside,
): Promise<Result<OpenSession, SessionProblem>> {
  const store = new SessionStore(page)
  const site = await siteFor(session, page, outside)
  if (!site.ok) {
    // A list that cannot be read now may be readable at the next reload; a spent code is spent.
    if (code !== undefined || site.problem.kind !== 'config-unreadable') store.forget(key)
    return site
  }
  const { redirectUri, client: state } = session
  const grant =
    code === undefined
      ? await resume({ key, redirectUri, state }, outside)
      : await trade({ key, redirectUri, state, code }, outside)
  const token = grant.ok ? checkToken(grant.value.response()) : fail(problem(tokenProblem(grant.problem)))
  if (!grant.ok || !token.ok) {
    store.forget(key)
    return token.ok ? fail(problem('token-malformed')) : token
  }
  const endsAt = session.endsAt ?? outside.clock.now() + token.value.lastsMilliseconds
  const opened = {
    page,
    outside,
    store,
    key,
    session,
    site: site.value,
    grant: grant.value,
    token: token.value,
    endsAt,
    answers: await openAnswerStore(page, outside, site.value.iss, token.value.patientId),
  }
  return ok(sessionOf(opened))
}

interface Opened {
  readonly page: Page
  readonly outside: Outside
  readonly store: SessionStore
  readonly key: string
  readonly session: StoredSession
  readonly site: Site
  readonly grant: Grant
  readonly token: Token
  readonly endsAt: number
  readonly answers: AnswerStore
}

function sessionOf({
  page,
  outside,
  store,
  key,
  session,
  site,
  grant,
  token,
  endsAt,
  answers,
}: Opened): OpenSession {
  // A reload finds the user again in what was stored: the identity token is not kept.
  const user = session.user ?? userIn(identityIn(grant.response()), site.iss, site.clientId)
  const save = () => {
    store.write(key, {
      ...session,
      phase: 'open',
      client: grant.state(),
      endsAt: access.endsAt,
      ...(user && { user }),
    })
  }
  const access = new Access(grant, token, endsAt, outside, save)
  save()
  const bare = page.address.replace(/[?#].*$/s, '')
  page.rewrite(bare, noteOf(key))
  page.whenRestored(() => {
    store.forget(key)
    page.reload()
  })

  const ehr = { base: site.iss, origins: site.origins }
  const { patientId, scope } = token
  const { pageSize, language, additions } = site
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
  const { referral } = site
  const close = () => {
    if (closed.signal.aborted) return
    closed.abort()
    access.end()
    store.forget(key)
    answers.clear()
    page.rewrite(bare, null)
    revoke(session.discovery, site.clientId, grant.response(), outside)
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
    ...(additions === undefined ? {} : { additions: () => fetchAdditions(additions, bare, outside) }),
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

/** The identity token in a token response (OpenID Connect Core, 3.1.3.3). */
const identityIn = (response: unknown): unknown => fieldsOf(response).get('id_token')

/** After these nothing of the session may be used again, not even by a reload. */
const ENDS_THE_SESSION: readonly ProblemKind[] = ['patient-differs', 'somebody-else']

/** The site of a session. The list may have changed since the launch. */
async function siteFor(
  session: StoredSession,
  page: Page,
  outside: Outside,
): Promise<Result<Site, SessionProblem>> {
  const sites = await fetchRegistry(page.address, outside)
  if (!sites.ok) return sites
  const site = siteOf(sites.value, session.iss)
  if (!site.ok) return site
  const isTrusted = trustsOrigin(site.value, new URL(session.discovery.tokenEndpoint))
  return isTrusted ? site : fail(problem('endpoint-not-trusted'))
}

function tokenProblem(fault: TokenFault): ProblemKind {
  if (fault === 'unreachable') return 'ehr-unreachable'
  return fault === 'malformed' ? 'token-malformed' : 'token-refused'
}

import type { Requester } from '../engine/referral/draft.ts'
import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import type { SiteAdditions } from '../engine/trials/site-additions.ts'
import type { Access } from './access.ts'
import type { Arrival } from './arrival.ts'
import type { Grant, TokenFault } from './fhirclient.ts'
import { resume, trade } from './fhirclient.ts'
import { fieldsOf } from './fields.ts'
import type { EHR } from './guarded-fetch.ts'
import type { Outside } from './outside.ts'
import type { Page } from './page.ts'
import type { ProblemKind, SessionProblem } from './problems.ts'
import { problem } from './problems.ts'
import { revoke } from './revoke.ts'
import type { StoredSession } from './session-store.ts'
import { noteOf, SessionStore } from './session-store.ts'
import { fetchAdditions } from './site-additions.ts'
import type { Site } from './site-registry.ts'
import { fetchRegistry, siteOf, trustsOrigin } from './site-registry.ts'
import type { Bearer } from './token-response.ts'
import { userIn } from './user.ts'

/** What a chart and a board ask of a token, where they differ. */
export interface TokenRules<T extends Bearer> {
  /** Checks the first token response. */
  check(response: unknown, site: Site): Result<T, SessionProblem>
  /** The right to read with a token that passed, and what its renewals must be. */
  access(first: FirstToken<T>): Access
  /** What of fhirclient's state is stored for a reload. */
  keep?(state: object, token: T): object
}

/** A token that passed, with what its right to read is made from. */
export interface FirstToken<T> {
  readonly site: Site
  readonly grant: Grant
  readonly token: T
  readonly endsAt: number
  readonly outside: Outside
  /** Who signed in, as far as a token response names anybody. */
  readonly userOf: (response: unknown) => Partial<Requester> | undefined
  readonly user: Partial<Requester> | undefined
  readonly onRenewed: () => void
}

/** A user who is signed in at a site, with the right to read there. */
export interface SignedIn<T> {
  readonly site: Site
  readonly ehr: EHR
  readonly token: T
  readonly access: Access
  readonly user: Partial<Requester> | undefined
  /** Gets what the site adds to the built-in trials. Absent where it adds nothing. */
  readonly additions?: () => Promise<SiteAdditions>
  /** Ends the right to read, forgets what is stored, and gives the token back. */
  signOut(): void
}

/** Signs in with what a launch came back with: the site first, then the token. */
export async function signIn<T extends Bearer>(
  { key, session, code }: Arrival,
  page: Page,
  outside: Outside,
  rules: TokenRules<T>,
): Promise<Result<SignedIn<T>, SessionProblem>> {
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
  const token = grant.ok
    ? rules.check(grant.value.response(), site.value)
    : fail(problem(tokenProblem(grant.problem)))
  if (!grant.ok || !token.ok) {
    store.forget(key)
    return token.ok ? fail(problem('token-malformed')) : token
  }
  const endsAt = session.endsAt ?? outside.clock.now() + token.value.lastsMilliseconds
  const signed = { key, session, site: site.value, grant: grant.value, token: token.value, endsAt }
  return ok(signedIn(signed, page, outside, rules))
}

function signedIn<T extends Bearer>(
  {
    key,
    session,
    site,
    grant,
    token,
    endsAt,
  }: {
    readonly key: string
    readonly session: StoredSession
    readonly site: Site
    readonly grant: Grant
    readonly token: T
    readonly endsAt: number
  },
  page: Page,
  outside: Outside,
  { access: accessBy, keep = (state) => state }: TokenRules<T>,
): SignedIn<T> {
  const store = new SessionStore(page)
  const userOf = (response: unknown) => userIn(fieldsOf(response).get('id_token'), site.iss, site.clientId)
  // A reload finds the user again in what was stored: the identity token (OpenID Connect Core, 3.1.3.3) is not kept.
  const user = session.user ?? userOf(grant.response())
  const save = () => {
    store.write(key, {
      ...session,
      phase: 'open',
      client: keep(grant.state(), token),
      endsAt: access.endsAt,
      ...(user && { user }),
    })
  }
  const access = accessBy({ site, grant, token, endsAt, outside, userOf, user, onRenewed: save })
  save()
  const bare = page.address.replace(/[?#].*$/s, '')
  page.rewrite(bare, noteOf(key))
  page.whenRestored(() => {
    store.forget(key)
    page.reload()
  })
  const { additions } = site
  return {
    site,
    ehr: { base: site.iss, origins: site.origins },
    token,
    access,
    user,
    ...(additions === undefined ? {} : { additions: () => fetchAdditions(additions, bare, outside) }),
    signOut: () => {
      access.end()
      store.forget(key)
      page.rewrite(bare, null)
      revoke(session.discovery, site.clientId, grant.response(), outside)
    },
  }
}

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

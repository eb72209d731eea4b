import type { Result } from '../../engine/result.ts'
import { fail, ok } from '../../engine/result.ts'
import { Access } from '../access.ts'
import { fieldsOf } from '../fields.ts'
import type { SessionProblem } from '../problems.ts'
import { referenceIn } from '../reference-in.ts'
import type { FirstToken, TokenRules } from '../sign-in.ts'
import { type Bearer, checkBearer } from '../token-response.ts'

/** What a token response to a board's launch says, once it is known to be usable. */
export interface BoardToken extends Bearer {
  /** The lists of the launch context: `List/board-1`, `Group/7`; each once, in the EHR's order. */
  readonly lists: readonly string[]
}

/**
 * Checks the token response to a board's launch. It needs no patient. One that it names all the same, because a chart
 * was open as well, pins nothing: each row is pinned to its own patient. But a scope of `patient/` counts for nothing
 * here: a server that narrows by it answers searches about anybody else with "none", and "none" would be believed.
 */
export function checkBoardToken(response: unknown, base: string): Result<BoardToken, SessionProblem> {
  const bearer = checkBearer(response)
  if (!bearer.ok) return bearer
  const { scope, ...token } = bearer.value
  return ok({
    ...token,
    lists: listsIn(fieldsOf(response).get('fhirContext'), base),
    ...(scope === undefined ? {} : { scope: withoutPatientScopes(scope) }),
  })
}

const withoutPatientScopes = (scope: string): string =>
  scope
    .split(/\s+/)
    .filter((one) => !one.startsWith('patient/'))
    .join(' ')

/** The lists in `fhirContext` (SMART App Launch 2.2, section 2.0.14), whatever role the EHR gives them. */
function listsIn(context: unknown, base: string): readonly string[] {
  const named = (Array.isArray(context) ? context : []).flatMap((item) => {
    const list = referenceIn(base, fieldsOf(item).get('reference'), ['List', 'Group'])
    return list ? [`${list.type}/${list.id}`] : []
  })
  return [...new Set(named)]
}

/** A board's token may be renewed for the same user and the same lists, and for nobody and nothing else. */
export const MANY_PATIENTS: TokenRules<BoardToken> = {
  check: (response, { iss }) => checkBoardToken(response, iss),
  access: (first) => {
    const { grant, token, endsAt, outside, onRenewed } = first
    return new Access(grant, token, endsAt, outside, onRenewed, (response) => {
      const renewed = checkBoardToken(response, first.site.iss)
      return renewed.ok && isAsBefore(renewed.value, response, first) ? renewed : fail('session-ended')
    })
  },
  keep: withoutPatients,
}

/** A renewal that says nothing of user or context leaves them as they were. */
function isAsBefore(
  { lists }: BoardToken,
  response: unknown,
  { token, userOf, user }: FirstToken<BoardToken>,
): boolean {
  const now = userOf(response)?.reference
  const isSameUser = now === undefined || user === undefined || now === user.reference
  const isSaid = fieldsOf(response).get('fhirContext') !== undefined
  return isSameUser && (!isSaid || [...lists].sort().join() === [...token.lists].sort().join())
}

/** What a reload needs of a token response. Everything else in it may be about a patient, and is not stored. */
const KEPT = ['access_token', 'token_type', 'expires_in', 'scope', 'refresh_token']

function withoutPatients(state: object, { lists }: BoardToken): object {
  const response = fieldsOf(fieldsOf(state).get('tokenResponse'))
  return {
    ...state,
    tokenResponse: {
      ...Object.fromEntries([...response].filter(([name]) => KEPT.includes(name))),
      fhirContext: lists.map((reference) => ({ reference })),
    },
  }
}

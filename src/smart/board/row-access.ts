import { fail } from '../../engine/result.ts'
import type { Access, Bearing } from '../access.ts'

/**
 * The board's right to read, as long as one row is open. What the EHR refuses to a row ends no other row: some servers
 * answer "may not see this patient" as they answer a bad token. The board itself ends with the token's time, or where
 * a renewal is for another user.
 */
export const rowAccess = (access: Access, closed: AbortSignal): Bearing => ({
  get endsAt() {
    return access.endsAt
  },
  token: async () => (closed.aborted ? fail('session-ended') : access.token()),
  tokenAfter: async (refused) => (closed.aborted ? fail('session-ended') : access.newerThan(refused)),
  end: () => {},
})

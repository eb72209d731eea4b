import type { Finding, Status } from '../../engine/criteria/finding.ts'
import type { Reason } from '../../engine/truth.ts'

/** What has to come out of a criterion. */
export interface Expectation {
  readonly status: Status
  /** Why it is unknown; undefined: for whatever reason. */
  readonly reason?: Reason
}

/** Reads `met`, `not-met`, `unknown` or `unknown (stale)`; the schema has let nothing else through. */
export function expectationIn(text: string): Expectation {
  const [, status, reason] = /^(\S+)(?: \((\S+)\))?$/.exec(text) ?? []
  return {
    status: status as Status,
    ...(reason === undefined ? {} : { reason: reason as Reason }),
  }
}

/** True when a finding is as expected. */
export const isAsExpected = (
  { status, reason }: Pick<Finding, 'status' | 'reason'>,
  expected: Expectation,
): boolean => status === expected.status && (expected.reason === undefined || reason === expected.reason)

/** A finding or an expectation, as it is written. */
export const inWords = ({
  status,
  reason,
}: {
  readonly status: Status
  readonly reason?: Reason | null
}): string => (reason ? `${status} (${reason})` : status)

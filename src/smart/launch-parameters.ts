import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import type { SessionProblem } from './problems.ts'
import { problem } from './problems.ts'

/** What a launch says: which EHR, and the code by which the EHR knows its own launch again. */
export interface LaunchParameters {
  readonly iss: string
  /** Absent for a standalone launch, in which the EHR lets the clinician pick the patient. */
  readonly launch?: string
}

/**
 * Reads exactly `iss` and `launch`, each once (SMART App Launch 2.2, section 2.0.5). A launch without a
 * launch code counts only where the address says `standalone=1`, so that an EHR's broken launch link never
 * becomes a patient picker. Whatever else stands in the address is left there and goes nowhere.
 */
export function readLaunchParameters(address: string): Result<LaunchParameters, SessionProblem> {
  const given = new URL(address).searchParams
  for (const name of ['iss', 'launch', 'standalone']) {
    if (given.getAll(name).length > 1) return fail(problem('parameter-repeated'))
  }
  const iss = given.get('iss')
  if (!iss) return fail(problem('iss-missing'))
  const launch = given.get('launch')
  if (launch) return ok({ iss, launch })
  const isStandalone = launch === null && given.get('standalone') === '1'
  return isStandalone ? ok({ iss }) : fail(problem('launch-missing'))
}

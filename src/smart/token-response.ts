import type { Result } from '../engine/result.ts'
import { fail, ok } from '../engine/result.ts'
import { fieldsOf } from './fields.ts'
import type { SessionProblem } from './problems.ts'
import { problem } from './problems.ts'

/** A token that can be sent. */
export interface Bearer {
  readonly accessToken: string
  /** True where the token can be renewed. */
  readonly isRenewable: boolean
  readonly lastsMilliseconds: number
  /** The granted scopes, or absent where they are the ones asked for. */
  readonly scope?: string
}

/** What a token response to a chart's launch says, once it is known to be usable. */
export interface Token extends Bearer {
  readonly patientId: string
  /** False only where the EHR says that it shows the patient itself. */
  readonly needsPatientBanner: boolean
}

/** How long a token is taken to last whose server does not say. */
const ASSUMED_SECONDS = 300

/** No token is trusted for longer than a day's work. */
const LONGEST_SECONDS = 86_400

const FHIR_ID = /^[A-Za-z0-9\-.]{1,64}$/

/** Checks the token response to a chart's launch: a token, and the one patient it is for. */
export function checkToken(response: unknown): Result<Token, SessionProblem> {
  const bearer = checkBearer(response)
  if (!bearer.ok) return bearer
  const given = fieldsOf(response)
  const patientId = checkPatient(given.get('patient'), given.get('fhirContext'))
  if (!patientId.ok) return patientId
  const needsPatientBanner = given.get('need_patient_banner') !== false
  return ok({ ...bearer.value, patientId: patientId.value, needsPatientBanner })
}

/** Checks the token of a response (RFC 6749, section 5.1), whatever it was launched for. */
export function checkBearer(response: unknown): Result<Bearer, SessionProblem> {
  const given = fieldsOf(response)
  const accessToken = given.get('access_token')
  const type = given.get('token_type')
  const scope = given.get('scope')
  const isBearer = typeof type === 'string' && type.toLowerCase() === 'bearer'
  const isToken = typeof accessToken === 'string' && /^[\x21-\x7e]+$/.test(accessToken)
  if (!isBearer || !isToken || (scope !== undefined && typeof scope !== 'string')) {
    return fail(problem('token-malformed'))
  }
  const refresh = given.get('refresh_token')
  return ok({
    accessToken,
    isRenewable: typeof refresh === 'string' && refresh !== '',
    lastsMilliseconds: 1000 * secondsIn(given.get('expires_in')),
    ...(scope === undefined ? {} : { scope }),
  })
}

/** The one patient that a token names. Two, however written, are as good as none. */
function checkPatient(patient: unknown, context: unknown): Result<string, SessionProblem> {
  if (patient === undefined || patient === null || patient === '') return fail(problem('patient-missing'))
  if (Array.isArray(patient) && patient.length > 1) return fail(problem('patient-differs'))
  if (typeof patient !== 'string') return fail(problem('token-malformed'))
  if (/[\s,;|]/.test(patient.trim())) return fail(problem('patient-differs'))
  // `.` and `..` are ids by the letter of FHIR, and steps in an address.
  if (!FHIR_ID.test(patient) || /^\.+$/.test(patient)) return fail(problem('token-malformed'))
  const others = Array.isArray(context) ? context.filter((item) => namesAnother(item, patient)) : []
  return others.length > 0 ? fail(problem('patient-differs')) : ok(patient)
}

function namesAnother(item: unknown, patient: string): boolean {
  const reference = fieldsOf(item).get('reference')
  const id = typeof reference === 'string' ? /(?:^|\/)Patient\/([^/]+)/.exec(reference)?.[1] : undefined
  return id !== undefined && id !== patient
}

function secondsIn(value: unknown): number {
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds <= 0) return ASSUMED_SECONDS
  return Math.min(seconds, LONGEST_SECONDS)
}

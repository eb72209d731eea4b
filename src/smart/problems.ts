/**
 * Each way in which a launch or a session ends without a card. The page has a sentence and a way on for
 * each. Nothing that a server, a link or an error says is ever part of a problem.
 */
export const PROBLEM_KINDS = [
  /** The page was opened by itself: no launch, no session to go on with. */
  'not-launched',
  /** The launch does not say which EHR it comes from. */
  'iss-missing',
  /** The launch has no launch code, and is not a standalone launch that says so. */
  'launch-missing',
  /** A parameter that must stand once stands twice: which of the two is meant cannot be known. */
  'parameter-repeated',
  /** The EHR is not one that this installation trusts. */
  'iss-unknown',
  /** The list of trusted EHRs is missing or malformed. */
  'config-unreadable',
  /** The EHR did not give its SMART configuration. */
  'discovery-failed',
  /** What the EHR gave as its SMART configuration is not one. */
  'discovery-not-json',
  /** The SMART configuration names no authorization or no token endpoint. */
  'endpoints-missing',
  /** The authorization or token endpoint lies outside the origins that the site lists. */
  'endpoint-not-trusted',
  /** The EHR does not offer PKCE with S256, without which no launch is made. */
  'pkce-not-supported',
  /** The browser blocks storage in this frame, and a launch needs it to survive the way to the EHR and back. */
  'storage-blocked',
  /** The clinician or the EHR said no. */
  'access-denied',
  /** Any other error of the authorization server, or an answer that another server seems to have given. */
  'authorization-failed',
  /** The answer belongs to no launch of this tab, to one that was answered before, or to one too long ago. */
  'state-unknown',
  /** The token endpoint refused the code. */
  'token-refused',
  /** The token endpoint's answer is not a usable Bearer token. */
  'token-malformed',
  /** The token names no patient. */
  'patient-missing',
  /** The EHR does not give the patient's own resource. */
  'patient-not-readable',
  /** The patient's own resource is somebody else's, or the token names two patients. */
  'patient-differs',
  /** A resource about somebody else came in. */
  'somebody-else',
  /** The EHR answers in another version of FHIR. */
  'not-fhir-r4',
  /** The EHR does not answer. */
  'ehr-unreachable',
  /** The session is over and cannot be renewed. */
  'session-ended',
  /** A part of this app is missing or broken: our own fault. */
  'engine-failed',
] as const

/** The name of a problem. */
export type ProblemKind = (typeof PROBLEM_KINDS)[number]

/** Why there is no card. */
export interface SessionProblem {
  readonly kind: ProblemKind
}

/** The problem of a kind. */
export const problem = (kind: ProblemKind): SessionProblem => ({ kind })

/** The fragment by which the launch page hands a problem to the page that can show it. */
export const problemFragment = (kind: ProblemKind): string => `#problem=${kind}`

/** The problem that a fragment names. A fragment with a word of its own names none. */
export function problemIn(fragment: string): SessionProblem | undefined {
  const kind = PROBLEM_KINDS.find((known) => fragment === problemFragment(known))
  return kind && problem(kind)
}

/**
 * The identifier of a referral: the same for the same patient, trial and site, wherever and however often it is made,
 * so that a server can tell the second attempt from a second referral. It says nothing of the patient: its value is a
 * SHA-256 (computed at the edge, the engine has none) of the text given here.
 */

/** The system of every identifier that we write. A name that nobody can own (RFC 2606), as that of our definitions. */
export const REFERRAL_SYSTEM = 'https://trials.example.org/fhir/NamingSystem/trialside-referral'

/** What an identifier is made of. */
export interface KeyParts {
  /** The FHIR base address, which is the issuer. */
  readonly iss: string
  readonly patientId: string
  /** Id of the trial in its registry. */
  readonly trial: string
  /** Version of the definition, `major.minor.patch`; only the first number counts. */
  readonly version: string
  /** Id of the recipient in the site's list. */
  readonly recipient: string
  /** 0 for the first referral; one more for each that was made with a reason after an earlier one. */
  readonly generation: number
  /**
   * What it identifies: the referral itself, what is kept of answers, what came of the conversation, or what a board
   * decided (the last decision of one patient and trial; the versions of the resource keep the earlier ones).
   */
  readonly purpose: 'referral' | 'answers' | 'outcome' | 'board'
}

/** The text whose SHA-256, in base64url, is the identifier. No two different lists of parts give the same text. */
export const keyText = ({
  iss,
  patientId,
  trial,
  version,
  recipient,
  generation,
  purpose,
}: KeyParts): string =>
  JSON.stringify([
    purpose,
    iss.replace(/\/+$/, ''),
    patientId,
    trial,
    version.split('.')[0],
    recipient,
    generation,
  ])

/** Generations that are looked for at once. Nobody refers a patient a ninth time for one trial by this app. */
export const GENERATIONS = 8

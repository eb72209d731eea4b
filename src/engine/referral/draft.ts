/** What goes out with a referral: the letter, and the FHIR resources that carry it. Plain data, made by `toDraft`. */
import type { Json } from '../fhir.ts'
import type { Language } from '../language.ts'

/** Whom a trial's referrals go to at this site, from the site registry. */
export interface Recipient {
  /** Part of the identifier: changing it makes a new referral of the same patient possible. */
  readonly id: string
  readonly name: string
  /** `Organization/…`, `Practitioner/…` or `PractitionerRole/…` at the EHR, where there is such a resource. */
  readonly reference?: string
  /** For the mail without patient identifiers. */
  readonly mail?: string
  /** Where the coordinator can be called, in words. */
  readonly phone?: string
}

/** Who refers: the user whom the EHR named at launch. */
export interface Requester {
  /** `Practitioner/…`, relative to the FHIR base. */
  readonly reference: string
  readonly name: string
}

/** What the patient was told and said, as the clinician confirmed it. Nothing identifiable leaves without it. */
export interface Consent {
  /** The patient has been told and agrees to being contacted and to these data being sent. */
  readonly agreed: true
  /** True where the record was asked for an objection to research and holds none; false where it could not be asked. */
  readonly objectionChecked: boolean
}

/** Everything about a referral that the engine does not know by itself. */
export interface DraftRequest {
  /** Id of the trial. */
  readonly trial: string
  /** Language of the letter. */
  readonly language: Language
  /** Without these three there is a letter alone: nothing is written to nobody, by nobody, or without a yes. */
  readonly recipient?: Recipient
  readonly requester?: Requester
  readonly consent?: Consent
  /** An instant, `2026-11-23T09:41:00+01:00`. */
  readonly writtenAt: string
  /** The day by which an answer is expected, `YYYY-MM-DD`. */
  readonly answerBy: string
  /** The value of the identifier, of system `REFERRAL_SYSTEM`. */
  readonly key: string
  /** True where the record holds an objection to research: the letter says so, and nothing is written. */
  readonly objects?: true
  /** Why a second time, or why in spite of what the record contradicts. */
  readonly reason?: string
}

/** One criterion in the letter, or one answer. */
export interface LetterRow {
  readonly statement: string
  /** "Met: WHO 1, 2 Oct 2026", "Unknown, not recorded", "Applies: …", with the override where there is one. */
  readonly result: string
  /** Each with value, date and where it stands. */
  readonly evidence: readonly string[]
}

/** A part of the letter under its own title. */
export type LetterPart =
  | { readonly title: string; readonly lines: readonly string[] }
  | { readonly title: string; readonly rows: readonly LetterRow[] }

/** The letter, the same on every rung. */
export interface Letter {
  readonly language: Language
  readonly title: string
  /** Each under its own title; that the data are invented stands first. */
  readonly parts: readonly LetterPart[]
  /** The same as plain text, for a note in the EHR. */
  readonly text: string
}

/** The kinds of resource that a referral is made of, in the order in which one after another is created. */
export const PARTS = [
  'QuestionnaireResponse',
  'ServiceRequest',
  'Task',
  'ResearchSubject',
  'Provenance',
  'DocumentReference',
] as const

/** A kind of resource that a referral may be made of. */
export type PartType = (typeof PARTS)[number]

/**
 * The resources, each without an id. References among them are `urn:uuid:` addresses of `fullUrl`, which a transaction
 * resolves; whoever creates one after another replaces them by what the server answered.
 */
export interface DraftPart {
  readonly type: PartType
  readonly fullUrl: string
  /** The query part of the conditional create (FHIR R4, http, "Conditional create"): `identifier=system|value`. */
  readonly ifNoneExist: string
  readonly resource: Json
}

/** A resource of the record that the referral states something from, and its version when it was read. */
export interface Cited {
  /** `Type/id`. */
  readonly reference: string
  readonly version?: string
}

/** A referral ready to go. */
export interface Draft {
  readonly trial: string
  readonly key: string
  readonly letter: Letter
  /** Empty where nobody is named who refers, or to whom, or the patient's yes is not confirmed. */
  readonly parts: readonly DraftPart[]
  readonly cited: readonly Cited[]
  /** The patient as read: compared with the record again before anything is written. */
  readonly patient: Json
}

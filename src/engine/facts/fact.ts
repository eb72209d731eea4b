/** Facts: the record in the clinician's words. FHIR's words end in this folder. */
import type { DayRange } from '../calendar.ts'
import type { Objection, Strength } from '../record/gate.ts'

/** Which side a fact is about. `conflict`: its own elements contradict each other.
 * `asked`: an answer about the side under discussion. */
export type Side = 'left' | 'right' | 'both' | 'unknown' | 'conflict' | 'asked'

/** Why a fact counts for less than it says, besides its status. */
export type Doubt =
  | Objection
  | 'history-only' // says that it happened, not when or where
  | 'in-situ-only'
  | 'ambiguous-code'
  | 'unverified-code'
  | 'of-another-tumour'
  | 'origin-unclear' // another tumour is on record, and this does not say which it comes from
  | 'text-contradicts-code' // "no evidence of …"
  | 'no-value' // the source says why it has none
  | 'value-unreadable'
  | 'scale-doubtful' // the code and its display name different scales
  | 'unit-unknown' // no unit of UCUM, or one that cannot be converted
  | 'value-implausible'
  | 'date-unreadable'
  | 'in-the-future'
  | 'unreadable-resource' // malformed: no element of it can be trusted

/** Where a fact comes from, so that it can be checked. */
export type Source =
  | {
      readonly kind: 'chart'
      /** `Type/id`. */
      readonly reference: string
      readonly version?: string
      /** Status as recorded. */
      readonly status?: string
      /** `system|code` pairs that selected it. */
      readonly codes: readonly string[]
    }
  | {
      readonly kind: 'answer'
      readonly question: string
      readonly code: string
      /** Who answered and when (`2026-11-23T09:41`), where that is known. */
      readonly by?: string
      readonly at?: string
    }

/** One dated, sided, sourced statement about the patient. */
export interface Fact {
  readonly name: string
  /** The value set that its code stands in, such as `mastectomy`. */
  readonly kind: string
  /** What the record calls it. */
  readonly label: string
  readonly side: Side
  /** Body sites, each once; the code's own site alone where it has one. */
  readonly sites?: readonly string[]
  /** First and last day, each as the interval of days it may mean. Absent: nothing dates it. */
  readonly start?: DayRange
  readonly end?: DayRange
  /** The date as recorded. */
  readonly dateText?: string
  /** True when the date only says when something was written down. */
  readonly weakDate: boolean
  readonly strength: Strength
  readonly doubt?: Doubt
  /** For a condition: whether it is active. Absent: not said. */
  readonly active?: boolean
  /** A value as an interval: equal ends for an exact one. */
  readonly low?: number
  readonly high?: number
  /** A value that is a code. */
  readonly coded?: string
  /** Events that it lies before, or since, by what the source says without dates. */
  readonly before?: string
  readonly since?: string
  /** The upper limit of normal that stands beside a result, in the unit of the value. */
  readonly upperLimit?: number
  /** The value as recorded: `88 umol/L`. */
  readonly valueText?: string
  /** True when the source says that there is none. */
  readonly none?: boolean
  /** True when it contradicts others without deciding by itself. */
  readonly doubtful?: boolean
  readonly source: Source
}

/** A resource that was seen where a fact could have been, and not used. */
export interface Unused {
  readonly fact: string
  readonly reference: string
  readonly label: string
  readonly dateText?: string
  readonly status?: string
  readonly why: Objection | 'not-understood' | 'text-only' | 'damaged-code'
}

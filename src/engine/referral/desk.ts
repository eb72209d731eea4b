/** The EHR as a referral needs it: what may be written, searching, writing, reading back. Implemented at the edge. */
import type { Json, Resource } from '../fhir.ts'
import type { Cited, DraftPart, PartType } from './draft.ts'

/** The ways to refer, best first. The last three do not write a referral that anybody follows up. */
export const RUNGS = ['transaction', 'sequential', 'document', 'letter', 'mail'] as const

/** A way to refer. */
export type Rung = (typeof RUNGS)[number]

/** What the server says that it does and the granted scopes leave (CapabilityStatement, token response). */
export interface Abilities {
  /** True where the server offers transactions. */
  readonly transaction: boolean
  /** True where it takes batches, which only make reading quicker. */
  readonly batch: boolean
  /** Types that may be created, each conditionally or not at all. */
  readonly create: ReadonlySet<PartType>
  /** Types of which the server says that it honours `If-None-Exist`. */
  readonly conditional: ReadonlySet<PartType>
  /** Types that may be searched by identifier. */
  readonly search: ReadonlySet<PartType>
  readonly update: ReadonlySet<PartType>
}

/** Why nothing can be said. `session-ended`: a new launch helps. */
export type DeskFault = 'session-ended' | 'forbidden' | 'unreachable'

/** What a search by identifier gave. Only `found` is a successful search; its list may be empty. */
export type Searched =
  | { readonly kind: 'found'; readonly resources: readonly Resource[] }
  /** `waitMilliseconds`: how long the server asked to be left alone. */
  | { readonly kind: 'failed'; readonly why: DeskFault; readonly waitMilliseconds?: number }

/** What the server said to a write. */
export type Posted =
  /** 2xx. `stored` names what it said it stored, as far as it can be read from body and Location inside the base. */
  | { readonly kind: 'answered'; readonly stored: readonly { readonly type: string; readonly id: string }[] }
  /**
   * A 4xx, or an entry of a transaction that was refused. Nothing of that part was stored. `412` is several matches.
   * `stored`: parts that were created one after another before it.
   */
  | {
      readonly kind: 'refused'
      readonly type?: PartType
      readonly status: number
      readonly stored: readonly { readonly type: string; readonly id: string }[]
    }
  /** No answer, 5xx, 408, 425, 429, a body that cannot be read: it may have been stored or not. */
  | { readonly kind: 'unclear'; readonly waitMilliseconds?: number }
  /** It never left: the token was over. */
  | { readonly kind: 'not-sent'; readonly why: DeskFault }

/** The patient, read again just before writing. */
export type PatientNow =
  | { readonly kind: 'same' }
  | { readonly kind: 'changed' } // another id, name, birth date or identifier than was read
  | { readonly kind: 'deceased' }
  | { readonly kind: 'merged' } // inactive, or replaced by another
  | { readonly kind: 'failed'; readonly why: DeskFault }

/** What of the record has changed since it was read. */
export type RecordNow =
  | { readonly kind: 'same' }
  | { readonly kind: 'changed'; readonly references: readonly string[] }
  | { readonly kind: 'failed'; readonly why: DeskFault }

/** Whether the record holds an objection to research (FHIR R4 Consent of scope `research` that denies). */
export type Objection = 'none' | 'objects' | 'not-readable'

/** Everything that a referral asks of the EHR. No method rejects; each answers once. */
export interface Desk {
  abilities(): Promise<Abilities>
  /** Looks for resources by our identifiers. Of several types, all must have answered for `found`. */
  search(types: readonly PartType[], keys: readonly string[]): Promise<Searched>
  /** Reads one resource again by its id: undefined where it is not there (404, 410). */
  read(type: string, id: string): Promise<Searched>
  /** Writes parts in one transaction, or one after another; `known` are parts that are there already. */
  post(
    rung: Extract<Rung, 'transaction' | 'sequential' | 'document'>,
    parts: readonly DraftPart[],
    known: readonly Resource[],
  ): Promise<Posted>
  /** Writes a changed resource over its own version (`If-Match`). False where the server did not take it. */
  update(resource: Resource): Promise<boolean>
  patientNow(asRead: Json): Promise<PatientNow>
  recordNow(cited: readonly Cited[]): Promise<RecordNow>
  objection(): Promise<Objection>
}

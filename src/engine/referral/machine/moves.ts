/** What can happen to a referral, and what it asks to be done. Plain data between `machine.ts` and whoever runs it. */
import type { Resource } from '../../fhir.ts'
import type { Bar } from '../bars.ts'
import type { Abilities, Objection, PatientNow, Posted, RecordNow, Searched } from '../desk.ts'
import type { DraftPart, PartType } from '../draft.ts'
import type { EarlierReferral } from '../earlier.ts'
import type { Checked, Said, WritingRung } from '../state.ts'

/** A resource that the server says it stored. */
export interface Stored {
  readonly type: string
  readonly id: string
}

/** What the reader does. */
export type Act =
  | { readonly kind: 'open' | 'review' | 'cancel' | 'searchAgain' | 'resume' }
  | { readonly kind: 'confirm'; readonly said: Said }
  | { readonly kind: 'markDuplicate'; readonly reference: string }

/** A command that waits for its answer; one at a time. */
export type Question =
  /** What the server can, the patient, an objection, and every earlier referral. */
  | { readonly kind: 'check' }
  /** Standing, patient and objection again, at the moment of sending. */
  | { readonly kind: 'look' }
  /** Makes the draft, and compares what it cites with the record. */
  | {
      readonly kind: 'draft'
      readonly key: string
      readonly checked: Checked
      readonly said: Said
    }
  /** Searches by the identifier after a pause, and reads by their ids `stored` resources that it did not find. */
  | {
      readonly kind: 'search'
      readonly wait: number
      readonly key: string
      readonly types: readonly PartType[]
      readonly stored: readonly Stored[]
    }
  | {
      readonly kind: 'post'
      readonly rung: WritingRung
      /** All that it consists of. What is known to be there is not written, only referred to. */
      readonly parts: readonly DraftPart[]
      readonly known: readonly Resource[]
    }
  /** Marks a copy as entered in error. */
  | { readonly kind: 'correct'; readonly resource: Resource }

/** Something to do that has no answer. */
export type Note =
  /** A post is about to leave: whoever opens this referral next must look for it first. */
  | { readonly kind: 'mark'; readonly key: string }
  /** What became of it is known. */
  | { readonly kind: 'clear'; readonly key: string }
  /** This server does not keep our identifiers: nothing can be sent to it without a risk of two. */
  | { readonly kind: 'distrust' }

/** Something to do. */
export type Command = Note | (Question & { readonly turn: number })

/** The answer to a question, each under the question's own name. */
export type Answer =
  | {
      readonly to: 'check'
      readonly abilities: Abilities
      /** The identifiers of all generations, the first one first. */
      readonly keys: readonly string[]
      readonly patient: PatientNow
      readonly objection: Objection
      readonly searched: Searched
      readonly earlier: readonly EarlierReferral[]
      /** Those of the identifiers that were posted before, and of which it is not known what became of them. */
      readonly pending: readonly string[]
      /** False where this server lost an identifier before. */
      readonly keepsIdentifiers: boolean
    }
  | {
      readonly to: 'look'
      readonly bars: readonly Bar[]
      readonly patient: PatientNow
      readonly objection: Objection
    }
  | { readonly to: 'draft'; readonly parts: readonly DraftPart[]; readonly record: RecordNow }
  | {
      readonly to: 'search'
      readonly searched: Searched
      /**
       * False where so much time went by between its parts, or until the last of them came, that what was not there may
       * have come meanwhile.
       */
      readonly isFresh: boolean
      /** What was read by its id. */
      readonly read: readonly Resource[]
      /** What the resources found say about the referral. */
      readonly earlier: readonly EarlierReferral[]
    }
  | { readonly to: 'post'; readonly posted: Posted }
  | { readonly to: 'correct'; readonly isTaken: boolean; readonly resource: Resource }
  /** The question could not be put, by a fault of our own. */
  | { readonly to: 'nothing' }

/** What can happen: the reader does something, or the answer to a question comes in. */
export type Event = Act | (Answer & { readonly turn: number })

import type { Status, VerdictKind } from '../../card/card.ts'
import type { ReferralStatus } from '../../referral/earlier.ts'
import type { Reason } from '../../truth.ts'
import type { DecisionKind, NotSuitableReason } from '../decision.ts'
import type { Supplier } from '../supplier.ts'

/** How a criterion stands: its status, or of an unknown one the reason. */
export type Standing = Exclude<Status, 'unknown'> | Reason

/** Every sentence of a meeting that the cards have not, in one language. */
export interface BoardWords {
  readonly suppliers: Readonly<Record<Supplier, string>>
  readonly decisions: Readonly<Record<DecisionKind, string>>
  readonly reasons: Readonly<Record<NotSuitableReason, string>>
  /** A verdict within a sentence. */
  readonly verdicts: Readonly<Record<VerdictKind, string>>
  readonly standings: Readonly<Record<Standing, string>>
  readonly referrals: Readonly<Record<ReferralStatus, string>>
  /** What each item of a kept decision asks. */
  readonly asked: Readonly<
    Record<'decision' | 'reason' | 'note' | 'participants' | 'verdict' | 'referral' | 'criteria', string>
  >
  /** What is otherwise now, in one sentence. */
  readonly changes: {
    readonly verdict: (before: string, now: string) => string
    readonly criterion: (statement: string, before: string, now: string) => string
    /** The definition did not have it at the last meeting. */
    readonly added: (statement: string, now: string) => string
    readonly referral: (status: string) => string
  }
  readonly titles: Readonly<Record<'missing' | 'agenda' | 'record', string>>
  /** Who a patient is: name, birth date and number, and nothing else. */
  readonly patient: (name: string, birthDate: string, identifier: string) => string
  /** Of a patient whose record is marked as invented; of a paper on which all are. */
  readonly testData: { readonly patient: (who: string) => string; readonly all: string }
  readonly participants: (names: string) => string
  readonly notADecision: string
  /** What is missing, counted by whom to ask. */
  readonly missing: (list: string) => string
  readonly nothingMissing: string
  readonly nothingToDiscuss: string
  readonly decided: (what: string) => string
  readonly note: (text: string) => string
  readonly recorded: (by: string | undefined, at: string | undefined) => string
  /** Of a decision that the chart does not have. */
  readonly notInChart: string
  readonly notDecided: string
  /** So many things changed since the last meeting. */
  readonly changed: (n: number) => string
  /** So many patients of the list are not on the paper. */
  readonly unread: (n: number) => string
  /** That the list has more patients than those at hand; the record has what was decided of them, too. */
  readonly partOfList: Readonly<Record<'record' | 'others', string>>
  readonly forTrials: (list: string) => string
}

import type { Doubt, Fact, Unused } from '../facts/fact.ts'
import type { LedgerEntry } from '../record/ledger.ts'
import type { Reason, Truth } from '../truth.ts'

/** Status of a criterion: the truth of its own statement. An exclusion that applies is `met`. */
export type Status = 'met' | 'not-met' | 'unknown'

/** What a finding does for the patient's place in the trial. */
export type Effect = 'supports' | 'contradicts' | 'open'

/** Why a fact was looked at and did not count. */
export type Why =
  | Doubt
  | 'planned'
  | 'other-side'
  | 'side-unknown'
  | 'side-conflict'
  | 'other-site'
  | 'site-unknown'
  | 'site-left-open' // a site that the trial's text does not settle
  | 'other-kind'
  | 'before-recurrence'
  | 'not-before-recurrence'
  | 'before-it' // earlier than the event that it must follow
  | 'not-before-it'
  | 'too-early'
  | 'too-long-ago'
  | 'end-unknown'
  | 'excepted'
  | 'no-upper-limit'
  | 'order-unknown'
  | 'no-date'
  | 'date-only-recorded'
  | 'superseded'
  | 'not-active'

/** A fact that was looked at and did not count, with why. */
export interface Seen {
  readonly fact: Fact
  readonly why: Why
}

/** What evaluating a rule gives. */
export interface Outcome {
  readonly truth: Truth
  /** Facts behind the truth, or, when it is unknown, the facts that leave it open. */
  readonly used: readonly Fact[]
  readonly seen: readonly Seen[]
  /** Reads that did not finish and could contradict a truth that stands nevertheless. */
  readonly unread: readonly LedgerEntry[]
  /** Names of the facts of which nothing was found. */
  readonly missing: readonly string[]
}

/** The answer to one criterion, with all that is needed to check it. */
export interface Finding {
  readonly criterion: string
  readonly exclude: boolean
  readonly status: Status
  readonly reason: Reason | null
  readonly effect: Effect
  readonly used: readonly Fact[]
  readonly seen: readonly Seen[]
  readonly unused: readonly Unused[]
  readonly unread: readonly LedgerEntry[]
  readonly missing: readonly string[]
  /** True when the clinician's answer and the chart disagree. */
  readonly disagreement: boolean
  /** Questions whose answers feed this criterion and that are not answered. */
  readonly openQuestions: readonly string[]
}

/** An outcome with nothing behind it. */
export const outcome = (truth: Truth, parts: Partial<Omit<Outcome, 'truth'>> = {}): Outcome => ({
  truth,
  used: parts.used ?? [],
  seen: parts.seen ?? [],
  unread: parts.unread ?? [],
  missing: parts.missing ?? [],
})

/** Several outcomes as one, each fact once. */
export function combined(truth: Truth, outcomes: readonly Outcome[]): Outcome {
  const used = [...new Set(outcomes.flatMap((one) => one.used))]
  const seen = outcomes.flatMap((one) => one.seen).filter(({ fact }) => !used.includes(fact))
  return {
    truth,
    used,
    seen: [...new Map(seen.map((one) => [one.fact, one])).values()],
    unread: [...new Set(outcomes.flatMap((one) => one.unread))],
    missing: [...new Set(outcomes.flatMap((one) => one.missing))],
  }
}

/**
 * The kinds of criterion. A trial declares its criteria out of these; each is evaluated in the file of its name.
 * All speak of facts, never of FHIR.
 */

/** An event of the patient's history, narrowed down. */
export interface EventRule {
  readonly fact: string
  readonly kinds?: readonly string[]
  readonly sites?: readonly string[]
  /** Sites that the trial's text leaves open: such an event neither counts nor speaks against. */
  readonly openSites?: readonly string[]
  /** True when it must be on the side under discussion. */
  readonly sided?: boolean
  /** It must have ended before this. */
  readonly before?: string
  /** It must have begun on or after this, or at most so many days before. */
  readonly since?: string
  readonly graceDays?: number
  /** True when a complete record without it means that it did not happen. Rarely true of a chart. */
  readonly absenceCounts?: boolean
}

/** The latest value, in a window. */
export interface LatestRule {
  readonly fact: string
  readonly atMost: number
  readonly withinDays: number
  /** A value from before this event no longer tells. */
  readonly notBefore?: EventRule
}

/** Two events in order on one side. */
export interface InOrderRule {
  readonly first: EventRule
  readonly second: string
  /** The disease whose only occurrence on the other side means that `second` is not a return of it. */
  readonly contralateral: string
  /** Events whose presence on this side, before the second event, speaks against that. */
  readonly unlessHere: readonly string[]
  /** Kinds of this fact that the trial's text leaves open. */
  readonly openFor?: { readonly fact: string; readonly kinds: readonly string[] }
}

/** Something allowed in certain regions only, up to a number. */
export interface RegionsRule {
  readonly of: string
  /** Classes of it that lie outside the permission. */
  readonly outside: readonly string[]
  readonly atMost: number
  /** The observation that says whether there is any at all. */
  readonly stage: {
    readonly fact: string
    readonly none: string
    readonly some: string
    readonly since: string
  }
  /** What a clinician says of the extent and of the number. */
  readonly extent: string
  readonly count: string
}

/** Something documented, against something that documents the opposite. */
export interface DocumentedRule {
  readonly fact: string
  readonly met: readonly string[]
  readonly notMet: readonly string[]
  /** Kinds that the trial's text leaves open. */
  readonly open: readonly string[]
  /** Facts beside which even `met` is open, since the thing may be their consequence. */
  readonly openAfter: readonly string[]
}

/** A rule of a criterion: exactly one kind, possibly made of others. */
export type Rule =
  | { readonly kind: 'age'; readonly atLeast: number }
  | ({ readonly kind: 'latest' } & LatestRule)
  | ({ readonly kind: 'event' } & EventRule)
  | ({ readonly kind: 'in-order' } & InOrderRule)
  | ({ readonly kind: 'regions' } & RegionsRule)
  | ({ readonly kind: 'documented' } & DocumentedRule)
  | { readonly kind: 'permission'; readonly show: EventRule }
  | {
      readonly kind: 'question'
      readonly fact: string
      readonly met: readonly string[]
      readonly notMet: readonly string[]
      readonly hint?: string
    }
  | { readonly kind: 'all-of'; readonly of: readonly Rule[] }
  | { readonly kind: 'any-of'; readonly of: readonly Rule[] }
  | { readonly kind: 'at-least'; readonly count: number; readonly of: readonly Rule[] }
  | { readonly kind: 'not'; readonly of: Rule }
  | { readonly kind: 'once'; readonly first: Rule; readonly next: Rule }

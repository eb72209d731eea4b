import type { RuleKind } from '../../../engine/criteria/kinds.ts'
import type { ResourceType } from '../../../engine/record/ledger.ts'
import type { KnownField } from './en.ts'

/**
 * Every sentence of the explanation, in one language. A rule is said by its kind and its fields: `leads` opens the
 * sentence, each field adds its clause of `fields`. A kind without a lead opens with its sentence of the card; a
 * field without a clause says its own name. So a new kind needs no word here and is never left out.
 */
export interface Words {
  /** How the sentence of a kind begins. `{fact}` is the value of a field. */
  readonly leads: Readonly<Partial<Record<RuleKind, string>>>
  /**
   * What a field adds, by `kind.field` or by `field`; `{}` is its value, `{the}` its value with
   * the article. An empty one is left out on purpose. What
   * ends in `!` is said when the field is not there.
   */
  readonly fields: Readonly<Record<KnownField, string>>
  /** A value of each kind of field in words, where it is not a plain word. */
  readonly values: {
    readonly years: (n: number) => string
    readonly count: (n: number) => string
    readonly duration: (count: number, unit: 'day' | 'week' | 'month' | 'year') => string
    readonly anyTime: string
    readonly within: (duration: string) => string
    readonly ofUpperLimit: (times: string) => string
    /** What stands before the decimals of a number. */
    readonly decimal: string
    readonly and: (items: readonly string[]) => string
    readonly or: (items: readonly string[]) => string
    /** A thing with its article. */
    readonly the: (title: string) => string
  }
  /** Kinds for which the catalog has no title. */
  readonly kinds: Readonly<Record<string, string>>
  readonly places: Readonly<Record<ResourceType, string>>
  readonly codes: {
    readonly counts: string
    readonly doubtful: string
    readonly planned: string
    readonly not: string
    readonly values: string
    readonly personOnly: string
    readonly sources: string
    readonly bands: (bands: string) => string
    readonly secondCancer: (of: string, days: number, after: string) => string
    readonly kept: (unit: string) => string
  }
  readonly sheet: {
    readonly document: (acronym: string, id: string) => string
    readonly version: (version: string) => string
    readonly hash: (hash: string) => string
    readonly intro: string
    readonly inclusion: string
    readonly exclusion: string
    readonly says: Readonly<Record<'verbatim' | 'summary', string>>
    readonly reading: string
    readonly how: string
    readonly leftOpen: string
    readonly asked: string
    readonly askedBefore: (criterion: string) => string
    readonly number: (from: number, to: number) => string
    readonly settledBy: string
    readonly methods: string
    readonly notComputed: string
    readonly none: string
    readonly openTerms: string
    readonly atThisSite: string
    readonly facts: string
    readonly factsIntro: string
    readonly trial: string
    readonly sites: string
    readonly status: string
    readonly reviewed: string
    readonly reviewedBy: (by: string) => string
    readonly reviewBy: string
    readonly wording: string
    readonly wordingIs: Readonly<Record<'verbatim' | 'summary', string>>
    readonly registry: string
    readonly applies: string
    readonly appliesTo: (facts: string) => string
    readonly side: string
    readonly sideOf: (fact: string) => string
    readonly howToTakePart: string
    readonly signature: string
    readonly confirm: string
    readonly signed: readonly string[]
  }
}

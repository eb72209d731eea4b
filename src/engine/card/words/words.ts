import type { Why } from '../../criteria/finding.ts'
import type { RuleKind } from '../../criteria/kinds.ts'
import type { Side, Unused } from '../../facts/fact.ts'
import type { GapReason, ResourceType } from '../../record/ledger.ts'
import type { Standing } from '../../trials/standing.ts'
import type { Recruitment, SiteStatus, Trial } from '../../trials/trial.ts'
import type { Reason } from '../../truth.ts'
import type { OverrideReason } from '../../verdict/override.ts'
import type { VerdictKind } from '../../verdict/verdict.ts'

type Line = readonly [term: string, text: string]
type YesOrNo = readonly [term: string, yes: string, no: string]

/** Every sentence of the card, in one language. */
export interface Words {
  readonly months: readonly string[]
  readonly noDate: string
  readonly years: (n: number) => string
  readonly sides: Readonly<Record<Side, string>>
  readonly sites: Readonly<Record<string, string>>
  readonly sexes: Readonly<Record<string, string>>
  readonly notRecorded: string
  readonly unreadable: string
  readonly sections: Readonly<Record<'contradicts' | 'open' | 'supports' | 'allowed', string>>
  readonly verdict: {
    readonly checking: string
    readonly 'may-fit': (points: number) => string
    readonly deceased: string
    readonly 'nothing-recorded': (what: string) => string
  } & Readonly<Record<Extract<VerdictKind, 'does-not-fit' | 'fits'>, string>>
  readonly because: (statement: string, result: string) => string
  readonly becauseExcluded: (statement: string, result: string) => string
  /** How a criterion of each kind is decided, in a sentence. */
  readonly kinds: Readonly<Record<RuleKind, string>>
  readonly recruitment: Readonly<Record<Recruitment, string>>
  readonly siteStatus: Readonly<Record<SiteStatus, string>>
  readonly standing: Readonly<
    Record<Exclude<Standing['kind'], 'review-overdue' | 'not-recruiting'>, string>
  > & {
    readonly 'review-overdue': (since: string) => string
    readonly 'not-recruiting': (recruitment: string) => string
  }
  readonly atThisSite: (term: string, definition: string) => string
  readonly results: {
    readonly checking: string
    readonly nothingFound: string
    readonly excludedNot: (what: string) => string
    readonly excluded: (what: string) => string
    readonly reasons: Readonly<Record<Reason, string>>
    /** What the chart says and what was answered, where they differ. */
    readonly difference: (chart: string, answer: string) => string
  }
  /** So many more of them: values that a newer one replaces. */
  readonly older: (n: number) => string
  /** The answer that states nothing. */
  readonly unknownAnswer: string
  /** Whose an answer is, in a few words within a sentence. */
  readonly answeredBy: (by: string | undefined) => string
  /** Whose an answer is, and when it was given. */
  readonly answerOf: (by: string | undefined, at: string | undefined) => string
  readonly overrides: {
    readonly reasons: Readonly<Record<OverrideReason, string>>
    readonly whose: (by: string | undefined, at: string | undefined) => string
    /** Whoever reads this, within a sentence. */
    readonly you: string
    readonly sentence: (n: number, by: string) => string
  }
  readonly upperLimit: (value: string) => string
  readonly statuses: Readonly<Record<string, string>>
  readonly whys: Readonly<Record<Why | Unused['why'], string>>
  readonly types: Readonly<Record<ResourceType, string>>
  /** Parts of a type that are asked for apart. */
  readonly parts: Readonly<Record<string, string>>
  readonly gaps: Readonly<Record<GapReason, string>>
  readonly gap: (what: string, part: string, why: string, pages: number) => string
  readonly cautionUnread: (what: string) => string
  readonly notices: {
    readonly strangers: (n: number, list: string) => string
    readonly unclear: (list: string) => string
    readonly twoVersions: (list: string) => string
    readonly notUnderstood: (label: string, why: string, reference: string) => string
    readonly otherSide: (side: string, verdict: string) => string
    readonly noSide: string
    readonly reirradiated: (what: string) => string
    readonly systemicSince: (what: string) => string
    readonly visible: string
    readonly test: string
    readonly inactive: string
  }
  readonly about: {
    readonly intendedUse: Line
    readonly notDecided: Line
    readonly software: readonly [string, (version: string) => string]
    readonly definition: readonly [string, (id: string, version: string, hash: string) => string]
    readonly reviewed: readonly [string, (by: string, date: string, what: string) => string]
    readonly readAt: readonly [string, (at: string, asOf: string) => string]
    readonly place: readonly [string, Readonly<Record<'worker' | 'page' | 'terminal', string>>]
    readonly citation: readonly [
      string,
      Readonly<Record<Trial['wording'], (source: string, link: string) => string>>,
    ]
    readonly developer: Line
    readonly funding: Line
    readonly usesDates: YesOrNo
    readonly usesSex: YesOrNo
    readonly usesRace: Line
    readonly usesLanguage: YesOrNo
    readonly usesOrientation: Line
    readonly usesSocial: Line
    readonly usesHealthStatus: YesOrNo
    readonly method: Line
    readonly licences: Line
  }
  readonly panel: {
    readonly title: string
    readonly status: string
    readonly reviewed: string
    readonly sites: string
    readonly atThisSite: (term: string) => string
    readonly file: string
  }
  readonly status: (text: string, date: string, source: string) => string
  readonly answers: (question: string) => string
}

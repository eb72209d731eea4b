import type { Why } from '../../criteria/finding.ts'
import type { Side, Unused } from '../../facts/fact.ts'
import type { GapReason, ResourceType } from '../../record/ledger.ts'
import type { Reason } from '../../truth.ts'
import type { VerdictKind } from '../../verdict/verdict.ts'

type Line = readonly [term: string, text: string]

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
    readonly 'nothing-recorded': string
  } & Readonly<Record<Extract<VerdictKind, 'does-not-fit' | 'fits'>, string>>
  readonly because: (statement: string, result: string) => string
  readonly becauseExcluded: (statement: string, result: string) => string
  readonly results: {
    readonly checking: string
    readonly nothingFound: string
    readonly excludedNot: (what: string) => string
    readonly excluded: (what: string) => string
    readonly reasons: Readonly<Record<Reason, string>>
    readonly disagreement: string
  }
  readonly yourAnswer: string
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
    readonly citation: readonly [string, (link: string) => string]
    readonly developer: Line
    readonly funding: Line
    readonly usesDates: Line
    readonly usesSex: Line
    readonly usesRace: Line
    readonly usesLanguage: Line
    readonly usesOrientation: Line
    readonly usesSocial: Line
    readonly usesHealthStatus: Line
    readonly method: Line
    readonly licences: Line
  }
  readonly panel: {
    readonly title: string
    readonly status: string
    readonly reviewed: string
    readonly sites: string
    readonly file: string
  }
  readonly status: (text: string, date: string, source: string) => string
  readonly answers: (question: string) => string
}

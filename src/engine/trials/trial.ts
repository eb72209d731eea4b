/** A trial: its criteria, and what a doctor wants to know of it. Plain data, compiled from YAML. */
import type { Rule } from '../criteria/kinds.ts'
import type { Language, Text } from '../language.ts'

/** One criterion of a trial. */
export interface Criterion {
  readonly id: string
  readonly exclude: boolean
  /** The registry's own sentence, word for word; with `wording: summary`, the words of the summary. */
  readonly sentence: string
  /** The criterion in a few words. */
  readonly statement: Text
  /** How we read it. */
  readonly reading: Text
  /** What would settle it, in the words of a request: "WHO performance status of the last 90 days". */
  readonly settledBy: Text
  /** Questions whose answers feed this criterion, the most telling first. An answer changes no other. */
  readonly questions: readonly string[]
  readonly rule: Rule
}

/** Recruitment, by the words of ClinicalTrials.gov's overall status. */
export const RECRUITMENT = [
  'not-yet-recruiting',
  'recruiting',
  'enrolling-by-invitation',
  'active-not-recruiting',
  'suspended',
  'terminated',
  'withdrawn',
  'completed',
  'unknown',
] as const

/** How far recruitment is. */
export type Recruitment = (typeof RECRUITMENT)[number]

/** What is known of a centre. `listed`: named as a centre, without a word on whether it includes now. */
export const SITE_STATUS = ['open', 'listed', 'in-preparation', 'on-hold', 'closed', 'unknown'] as const

/** Whether a centre takes part now. */
export type SiteStatus = (typeof SITE_STATUS)[number]

/** A date and where the statement of that date comes from. */
export interface Sourced {
  readonly asOf: string
  readonly source: Text
}

/** A centre where the trial runs. */
export interface Site extends Sourced {
  readonly name: string
  readonly city: string
  readonly status: SiteStatus
}

/** Somebody to ask about the trial. */
export interface Contact extends Sourced {
  readonly role: Text
  readonly name: string
  readonly mail?: string
  readonly phone?: string
  readonly link?: string
}

/** A term that the public text leaves open. A site may plug in its own definition of it. */
export interface OpenTerm {
  readonly id: string
  /** As it stands in the text: `high-risk*`. */
  readonly term: string
  /** Criteria that it leaves open. */
  readonly criteria: readonly string[]
  readonly text: Text
  /** What the site means by it; shown beside the question, decides nothing. */
  readonly atThisSite?: Text
}

/** A trial. */
export interface Trial {
  /** Id in a registry, any registry: NCT06452485, DRKS00029221, 2022-500123-12-00. */
  readonly id: string
  /** Version of this definition, `major.minor.patch`. */
  readonly version: string
  /** SHA-256 of the compiled definition and its catalog, in hexadecimal. */
  readonly hash: string
  readonly acronym: string
  readonly title: string
  readonly shortTitle: Text
  /** The languages in which the definition is written. What is missing in another stands in the first of them. */
  readonly languages: readonly Language[]
  /** Whether the sentences are the registry's own, or those of a summary. */
  readonly wording: 'verbatim' | 'summary'
  /** Where the sentences were taken from. */
  readonly wordingSource: Sourced
  readonly status: Sourced & { readonly recruitment: Recruitment }
  readonly reviewed: Sourced & { readonly by: string }
  /** The day until which the definition may be relied on without a new look at the registry. */
  readonly reviewBy: string
  readonly registryLink: string
  /** The panel about the trial, in order. */
  readonly panel: readonly { readonly term: Text; readonly text: Text }[]
  readonly howToTakePart: readonly Text[]
  readonly sites: readonly Site[]
  readonly contacts: readonly Contact[]
  /** Facts of which at least one must be on record for the trial to apply at all; empty: it applies to everybody. */
  readonly applies: readonly string[]
  /**
   * The event whose side decides which side is discussed. Absent: the trial speaks of no side.
   */
  readonly anchor?: string
  /** The course that the card draws. */
  readonly timeline: readonly {
    readonly kind: 'primary' | 'radiotherapy' | 'recurrence' | 'surgery'
    readonly fact: string
  }[]
  /** Questions in the order of what they unlock most. */
  readonly questionOrder: readonly string[]
  readonly openTerms: readonly OpenTerm[]
  readonly criteria: readonly Criterion[]
}

/** What the public text leaves open in a criterion. */
export const openTermsOf = (trial: Trial, criterion: string): OpenTerm[] =>
  trial.openTerms.filter(({ criteria }) => criteria.includes(criterion))

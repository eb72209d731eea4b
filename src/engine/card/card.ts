/**
 * The card: everything that a clinician reads about one patient and one trial, in one language, in the
 * order in which it is read. Plain data, made by `toCard`; a view adds no meaning to it.
 */
import type { Effect, Status } from '../criteria/finding.ts'
import type { AskedOf } from '../facts/asked-of.ts'
import type { Language } from '../language.ts'
import type { Standing } from '../trials/standing.ts'
import type { Reason } from '../truth.ts'
import type { OverrideReason } from '../verdict/override.ts'
import type { Verdict, VerdictKind } from '../verdict/verdict.ts'

export type { Effect, OverrideReason, Reason, Status, VerdictKind }

/** One thing of the record behind a line, or a thing seen there and not used. */
export interface EvidenceLine {
  /** `Procedure/123`, or `Question/Q6` for a clinician's answer. */
  readonly reference: string
  /** What it is: "Radiotherapy to breast". */
  readonly label: string
  /** Its value, where it has one: "WHO 1". */
  readonly value?: string
  /** Clinical date as recorded, at its own precision: `2026-10-02`, `2015`, `2015-06-09 – 2015-08-10`. */
  readonly date?: string
  /** Side in words, where it matters. */
  readonly side?: string
  /** The record's own status in words: "final", "planned"; of an answer, whose it is and when it was given. */
  readonly status?: string
  /** Where it stands: "Procedure/123, version 4", with code and system. */
  readonly source: string
  /** Why it counts for less than it says: unconfirmed, undated. */
  readonly caution?: string
  /** Why it was not used. Present exactly on lines of `notUsed`. */
  readonly why?: string
  /** Present exactly where a person said it and the record does not: such lines stand apart. */
  readonly isAnswer?: true
}

/** One answer that a question offers. */
export interface CardChoice {
  readonly code: string
  readonly text: string
}

/** A question that only a person can answer. */
export interface CardQuestion {
  readonly id: string
  readonly text: string
  /** Guidance on how to answer it. Help, never a rule. */
  readonly help?: string
  /** What is missing while it is open, as a noun: "Side of the recurrence". */
  readonly wanted: string
  /** Whom it is best put to before a meeting. */
  readonly supplier: AskedOf
  /** Every answer in words; "unknown" is one. */
  readonly choices: readonly CardChoice[]
  /** The whole numbers that are offered besides, where it takes one. */
  readonly number?: { readonly from: number; readonly to: number }
}

/** A question with the answer that was given. */
export interface CardAnswer extends CardQuestion {
  readonly given: string | number
  /** The answer in words. */
  readonly answer: string
  /** Who gave it and when, in words, where that is known. */
  readonly by?: string
  readonly at?: string
  /** "Answer of Dr. Jansen, 23 Nov 2026 09:41"; "your answer" where no name is known. */
  readonly whose: string
}

/** A criterion overridden: shown beside the finding, which stays as it is. */
export interface CardOverride {
  readonly reason: OverrideReason
  /** The reason in words. */
  readonly text: string
  readonly note?: string
  readonly by?: string
  readonly at?: string
  /** "Overridden by Dr. Jansen, 23 Nov 2026 09:41". */
  readonly whose: string
  /** For the author of the definition: which criterion, what was found, why it was overridden. No data of the patient. */
  readonly file: { readonly name: string; readonly content: string }
}

/** One criterion. */
export interface CardLine {
  readonly id: string
  /** Short statement: "WHO performance status 2 or better". */
  readonly statement: string
  readonly exclude: boolean
  readonly status: Status
  readonly reason: Reason | null
  readonly effect: Effect
  /** Present where the criterion's own text is not at hand: nobody who knows the patient can settle it. */
  readonly isTextUnavailable?: true
  /** True until everything that this criterion needs has been read; the rest of the line is provisional. */
  readonly checking: boolean
  /** The result in a few words, with value and date: "WHO 1 on 2 Oct 2026", "Not recorded". */
  readonly result: string
  /** The question to put now. Only where the criterion is open, has been read, and its answer has not been given. */
  readonly asks?: CardQuestion
  /** Answers given to questions that feed this criterion. "Unknown" is among them, though it states nothing. */
  readonly answered: readonly CardAnswer[]
  /** The override of it, which changes nothing above. */
  readonly override?: CardOverride
  /** A word of caution on this line, such as an unread query that could contradict it. */
  readonly caution?: string
  /** The registry's own sentence, never translated. */
  readonly sentence: string
  /** How we read it. */
  readonly reading: string
  /** What would settle it, as a noun. */
  readonly settledBy: string
  /** How a criterion of this kind is decided. */
  readonly method: string
  /** What the public text leaves open here. */
  readonly leftOpen?: string
  /** What this site means by a term that the text leaves open. */
  readonly atThisSite?: string
  readonly used: readonly EvidenceLine[]
  readonly notUsed: readonly EvidenceLine[]
}

/** A group of lines, in the order of the card. Empty groups are left out. */
export interface CardSection {
  readonly kind: 'contradicts' | 'open' | 'supports' | 'allowed'
  readonly title: string
  readonly lines: readonly CardLine[]
}

/** A part of the record that could not be read. */
export interface GapLine {
  /** "Radiotherapy and operations (Procedure): your access does not include them." */
  readonly text: string
  /** Statements of the criteria that it touches; empty when none. */
  readonly touches: readonly string[]
}

/** One event of the disease course. */
export interface TimelineEvent {
  readonly kind: 'primary' | 'radiotherapy' | 'recurrence' | 'surgery'
  readonly side: 'left' | 'right' | 'both' | 'unknown'
  /** First and last possible day, `YYYY-MM-DD`; absent when undated. */
  readonly from?: string
  readonly to?: string
  /** Date in words, at its own precision; "no date" when undated. */
  readonly date: string
  readonly label: string
  /** Ids and statements of the criteria that this event answers. */
  readonly answers: readonly { readonly id: string; readonly statement: string }[]
  readonly reference: string
  readonly planned: boolean
}

/** One centre of the trial. */
export interface SiteLine {
  readonly name: string
  readonly city: string
  readonly status: string
  readonly asOf: string
}

/** A fact about the trial or about this software, as a term and its description. */
export interface Term {
  readonly term: string
  readonly text: string
  readonly link?: string
}

/** What a doctor wants to know of the trial before raising it. */
export interface TrialPanel {
  readonly terms: readonly Term[]
  readonly howToTakePart: readonly string[]
  readonly registryLink: string
}

/** Something that limits what the definition of the trial can be used for. */
export interface StandingLine {
  readonly kind: Standing['kind']
  readonly text: string
  /** True where nobody can be referred until it is settled. */
  readonly barsReferral: boolean
}

/** The card of one trial. */
export interface Card {
  readonly language: Language
  readonly trial: {
    readonly id: string
    /** Version of its definition. */
    readonly version: string
    readonly acronym: string
    readonly title: string
    /** "Recruiting, as of 6 Oct 2025 (registry record)". */
    readonly status: string
    /** What limits the use of the definition, the weightiest first: a summary, a review that is overdue. */
    readonly standing: readonly StandingLine[]
  }
  readonly patient?: {
    readonly name: string
    readonly birthDate: string
    readonly age: string
    readonly sex: string
    readonly identifier: string
    /** The record is marked as invented. */
    readonly isTestData?: true
  }
  readonly verdict: {
    readonly kind: VerdictKind
    /** "May fit, 5 points to confirm". */
    readonly sentence: string
    /** Criteria that are open. */
    readonly points: number
    /** One sentence under it: the deciding criterion, or why the trial does not apply. */
    readonly because?: string
    /** Why the trial does not apply. */
    readonly notApplicable?: NonNullable<Verdict['notApplicable']>
    /** Criteria that were overridden, counted and in words. They change nothing of the verdict. */
    readonly overrides?: { readonly count: number; readonly sentence: string }
  }
  /** Why a criterion may be overridden: the reasons to choose from. */
  readonly overrideReasons: readonly { readonly code: OverrideReason; readonly text: string }[]
  /** True while any line is still being checked. */
  readonly checking: boolean
  readonly gaps: readonly GapLine[]
  /** Every line in the trial's own order: what the page shows while it reads. */
  readonly lines: readonly CardLine[]
  /** The same lines by effect: what the page shows once all is read. */
  readonly sections: readonly CardSection[]
  readonly timeline: readonly TimelineEvent[]
  readonly sites: readonly SiteLine[]
  /** The shortest list of missing facts that would settle the verdict. */
  readonly settle: readonly string[]
  /** Things worth knowing that decide nothing: sides, resources set aside, uncoded entries. */
  readonly notices: readonly string[]
  readonly panel: TrialPanel
  readonly about: readonly Term[]
}

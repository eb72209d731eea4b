import type { Card } from '../card/card.ts'
import type { Language } from '../language.ts'
import type { EarlierReferral } from '../referral/earlier.ts'
import type { Change, Decision } from './decision.ts'
import type { MissingItem } from './missing.ts'
import { boardWords } from './words/words-of.ts'

/** The meeting that a paper is for. */
export interface Meeting {
  readonly language: Language
  /** When the paper was made, in words: "23 Nov 2026 09:41". */
  readonly at: string
  readonly siteName: string
  /** The name of the list of patients, where it has one. */
  readonly listName?: string
  readonly participants?: string
  /** The list goes on before or after the patients at hand. */
  readonly isPartOfList?: boolean
}

/** A patient, as papers name one. */
export interface MeetingPatient {
  /** `done` once the patient is read; nothing else of a row counts before. */
  readonly state: string
  readonly patient?: Pick<NonNullable<Card['patient']>, 'name' | 'birthDate' | 'identifier'>
  /** The patient's record is marked as invented: a paper that leaves the page must not pass for a real one. */
  readonly isTestData?: boolean
}

/** One patient of the list, as papers need it. */
export interface MeetingRow extends MeetingPatient {
  readonly trials: readonly MeetingTrial[]
  readonly missing: readonly MissingItem[]
}

/** A patient of whom no more is at hand than what was decided. */
export interface DecidedRow extends MeetingPatient {
  readonly trials: readonly Pick<MeetingTrial, 'acronym' | 'decision' | 'decisionKept'>[]
}

/** One trial of a patient. */
export interface MeetingTrial {
  readonly acronym: string
  readonly verdict: Pick<Card['verdict'], 'kind' | 'sentence'>
  readonly referral?: Pick<EarlierReferral, 'status'>
  readonly decision?: Decision
  /** Anything but `in-chart`: it is on the page alone, or not written yet. */
  readonly decisionKept?: string
  readonly changes?: readonly Change[]
}

/** A patient that was read, in the words by which papers name a patient. */
export interface Named<Row extends MeetingPatient = MeetingRow> {
  readonly who: string
  readonly row: Row
}

/** The patients that were read, in the order in which they are given. */
export const namedIn = <Row extends MeetingPatient>(rows: readonly Row[], language: Language): Named<Row>[] =>
  rows.flatMap((row) => {
    const { state, patient, isTestData } = row
    if (state !== 'done' || !patient) return []
    const words = boardWords(language)
    const who = words.patient(patient.name, patient.birthDate, patient.identifier)
    return [{ who: isTestData ? words.testData.patient(who) : who, row }]
  })

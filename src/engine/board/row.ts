import type { Card } from '../card/card.ts'
import type { Language } from '../language.ts'
import type { Snapshot } from './decision.ts'
import { type MissingItem, missingIn } from './missing.ts'
import { snapshotOf } from './snapshot.ts'

/** A patient as a board keeps it: the row in each language, so that switching reads nothing again. */
export interface ReadPatient {
  readonly rows: Readonly<Record<Language, ReadRow>>
  /** True where the record is marked as test data, so that what is written of it is, too. */
  readonly isTestData: boolean
}

/** What a board keeps of a patient that was read, in one language. */
export interface ReadRow {
  readonly patient: NonNullable<Card['patient']>
  readonly trials: readonly ReadTrial[]
  readonly missing: readonly MissingItem[]
  /** What could not be read of the record, in words. */
  readonly gaps: readonly string[]
}

/** What a board keeps of one trial's card, once the card itself is gone. */
export interface ReadTrial {
  readonly id: string
  readonly version: string
  readonly acronym: string
  readonly registryLink: string
  readonly verdict: Card['verdict']
  readonly standing: Card['trial']['standing']
  /** How each criterion stands: what a decision is kept with, and what an earlier one is held against. */
  readonly snapshot: Snapshot
  /** What each criterion says, by its id. */
  readonly statements: Statements
}

/** Statements of a trial's criteria by their ids. */
export type Statements = Readonly<Record<string, string>>

/** The row of a patient's cards, of which nothing else is kept. Undefined where they name nobody. */
export function rowOf(cards: readonly Card[]): ReadRow | undefined {
  const patient = cards[0]?.patient
  if (!patient) return undefined
  return {
    patient,
    trials: cards.map((card) => ({
      id: card.trial.id,
      version: card.trial.version,
      acronym: card.trial.acronym,
      registryLink: card.panel.registryLink,
      verdict: card.verdict,
      standing: card.trial.standing,
      snapshot: snapshotOf(card),
      statements: Object.fromEntries(card.lines.map(({ id, statement }) => [id, statement])),
    })),
    missing: missingIn(cards),
    gaps: [...new Set(cards.flatMap(({ gaps }) => gaps.map(({ text }) => text)))],
  }
}

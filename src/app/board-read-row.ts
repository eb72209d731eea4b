import type { Snapshot } from '../engine/board/decision.ts'
import { type MissingItem, missingIn } from '../engine/board/missing.ts'
import { snapshotOf } from '../engine/board/snapshot.ts'
import type { Card } from '../engine/card/card.ts'
import { readableCard } from './readable-card.ts'

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

/** What a board keeps of a patient that was read, in one language. */
export interface ReadRow {
  readonly patient: NonNullable<Card['patient']>
  readonly trials: readonly ReadTrial[]
  readonly missing: readonly MissingItem[]
  readonly gaps: readonly string[]
}

/** The row of a patient's cards, of which nothing else is kept. Undefined where they name nobody. */
export function rowOf(cards: readonly Card[]): ReadRow | undefined {
  const readable = cards.map(readableCard)
  const patient = readable[0]?.patient
  if (!patient) return undefined
  return {
    patient,
    trials: readable.map((card) => ({
      id: card.trial.id,
      version: card.trial.version,
      acronym: card.trial.acronym,
      registryLink: card.panel.registryLink,
      verdict: card.verdict,
      standing: card.trial.standing,
      snapshot: snapshotOf(card),
      statements: statementsOf(card),
    })),
    missing: missingIn(readable),
    gaps: [...new Set(readable.flatMap(({ gaps }) => gaps.map(({ text }) => text)))],
  }
}

/** Statements are the trial's and not the patient's: two hundred rows share one copy of them. */
const known = new Map<string, Statements>()

function statementsOf({ trial, language, lines }: Card): Statements {
  const key = [trial.id, trial.version, language].join(' ')
  const statements = known.get(key) ?? Object.fromEntries(lines.map(({ id, statement }) => [id, statement]))
  known.set(key, statements)
  return statements
}

import type { ReadPatient, ReadRow, ReadTrial, Statements } from '../engine/board/row.ts'
import type { Language } from '../engine/language.ts'
import { readablePatient, readableVerdict, toLink, toText } from './readable-card.ts'
import { wordsOf } from './words/words-of.ts'

/** A patient's rows with each of their texts made certain to be text, as `readableCard` does for a card. */
export const readableRows = ({ rows, isTestData }: ReadPatient): ReadPatient => ({
  rows: { en: readableRow(rows.en, 'en'), nl: readableRow(rows.nl, 'nl') },
  isTestData: isTestData === true,
})

/** One row, with its texts made certain to be text. */
export function readableRow(row: ReadRow, language: Language): ReadRow {
  const text = (value: unknown) => toText(value, wordsOf(language).unreadable)
  return {
    patient: readablePatient(row.patient, text),
    trials: row.trials.map((trial) => ({
      ...trial,
      id: text(trial.id),
      version: text(trial.version),
      acronym: text(trial.acronym),
      registryLink: toLink(trial.registryLink),
      verdict: readableVerdict(trial.verdict, text),
      standing: trial.standing.map((one) => ({ ...one, text: text(one.text) })),
      statements: statementsOf(trial, language, text),
    })),
    missing: row.missing.map(({ wanted, question, trials, ...item }) => ({
      ...item,
      wanted: text(wanted),
      trials: trials.map(text),
      ...(question !== undefined && { question: text(question) }),
    })),
    gaps: row.gaps.map(text),
  }
}

/** Statements are the trial's and not the patient's: two hundred rows share one copy of them. */
const known = new Map<string, Statements>()

function statementsOf(
  { id, version, statements }: ReadTrial,
  language: Language,
  text: (value: unknown) => string,
): Statements {
  const key = JSON.stringify([id, version, language])
  const own =
    known.get(key) ??
    Object.fromEntries(Object.entries(statements).map(([criterion, said]) => [criterion, text(said)]))
  known.set(key, own)
  return own
}

/** The only door into the engine: a record in, verdicts and cards out. */
import { type Day, dayOf } from './calendar.ts'
import { type Answer, factsOfAnswers } from './facts/answers.ts'
import type { FactCatalog } from './facts/catalog.ts'
import { FactReader } from './facts/facts-of.ts'
import type { PatientRecord } from './record/record.ts'
import type { Trial } from './trials/trial.ts'
import { judge, type Verdict } from './verdict/verdict.ts'

/** Everything that the engine knows of medicine: codes, facts, questions and trials. */
export interface Catalog extends FactCatalog {
  readonly trials: readonly Trial[]
}

/** Matches patients with the trials of one catalog. Keeps what can be prepared once, and nothing of a patient. */
export class Matcher {
  readonly #reader: FactReader

  constructor(readonly catalog: Catalog) {
    this.#reader = new FactReader(catalog)
  }

  /**
   * One verdict per trial, in the order asked for.
   * @param today the evaluation date; the engine has no clock
   * @param answers the clinician's answers, if any
   */
  match(record: PatientRecord, trials: readonly Trial[], today: Day, answers: readonly Answer[] = []): Verdict[] {
    const facts = this.#reader.factsOf(record, today)
    const definitions = new Map(this.catalog.facts.map((definition) => [definition.name, definition]))
    const stated = factsOfAnswers(this.catalog, answers)
    return trials.map((trial) => judge(trial, { record, facts, answers: stated, definitions, today }))
  }
}

/** The day of an ISO date, if there is such a day. */
export function dayOfIso(text: string): Day | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts ? dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined
}

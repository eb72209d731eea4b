/** The only door into the engine: a record in, verdicts and cards out. */
import { type ReadPatient, rowOf } from './board/row.ts'
import type { Day } from './calendar.ts'
import type { Making } from './card/about.ts'
import type { Card } from './card/card.ts'
import type { Speaking } from './card/evidence.ts'
import { type CardMaterial, toCard } from './card/to-card.ts'
import type { Words } from './card/words/words.ts'
import { wordsOf } from './card/words/words-of.ts'
import type { Scene } from './criteria/scene.ts'
import { type Answer, factsOfAnswers, knownAnswers } from './facts/answers.ts'
import type { FactCatalog } from './facts/catalog.ts'
import type { Fact } from './facts/fact.ts'
import { FactReader, type PatientFacts } from './facts/facts-of.ts'
import type { Language } from './language.ts'
import type { Query } from './record/query.ts'
import type { PatientRecord } from './record/record.ts'
import { isTestData } from './record/test-data.ts'
import type { Trial } from './trials/trial.ts'
import type { Override } from './verdict/override.ts'
import { type Prospects, prospectsOf } from './verdict/settle.ts'
import { judge, type Verdict } from './verdict/verdict.ts'

export { dayOfIso } from './calendar.ts'

/** Everything that the engine knows of medicine: codes, facts, questions and trials. */
export interface Catalog extends FactCatalog {
  readonly trials: readonly Trial[]
  /** What each trial brought along for itself, by its id, so that another definition can take its place. */
  readonly own?: Readonly<Record<string, OwnNames>>
}

/** Names of the facts, value sets and questions that are one trial's alone. */
export interface OwnNames {
  readonly facts: readonly string[]
  readonly valueSets: readonly string[]
  readonly questions: readonly string[]
}

/** A record that was matched: its verdicts, one per trial, and what they were reached from. */
export interface Match {
  readonly record: PatientRecord
  readonly facts: PatientFacts
  /** The clinician's answers as given, "unknown" among them, and the facts that they state. */
  readonly given: readonly Answer[]
  readonly answers: readonly Fact[]
  readonly today: Day
  readonly verdicts: readonly Verdict[]
}

/**
 * Matches patients with the trials of one catalog. Keeps what can be prepared once; of a patient only what is worth
 * remembering of a match, for as long as whoever asked for the match keeps it.
 */
export class Matcher {
  readonly #reader: FactReader
  readonly #definitions
  readonly #judged = new WeakMap<Verdict, { readonly scene: Scene; readonly prospects: Prospects }>()

  constructor(readonly catalog: Catalog) {
    this.#reader = new FactReader(catalog)
    this.#definitions = new Map(catalog.facts.map((definition) => [definition.name, definition]))
  }

  /**
   * Matches a record. The same record, in whatever order it was read, gives the same match, byte for byte.
   * @param today the evaluation date; the engine has no clock
   * @param answers the clinician's answers, if any; one that its question does not have counts for nothing
   */
  match(record: PatientRecord, trials: readonly Trial[], today: Day, answers: readonly Answer[] = []): Match {
    const facts = this.#reader.factsOf(record, today)
    const given = knownAnswers(this.catalog, answers)
    const stated = factsOfAnswers(this.catalog, given)
    const evidence = { record, facts, answers: stated, definitions: this.#definitions, today }
    const verdicts = trials.map((trial) => judge(trial, evidence))
    return { record, facts, given, answers: stated, today, verdicts }
  }

  /**
   * The cards of a match, in one language.
   * @param pending queries that have not ended; lines that need them say that they are being checked
   * @param words for another reader than the clinician before the screen
   * @param overrides what the clinician overrode: shown beside the findings, which stay as they are
   */
  cards(
    match: Match,
    language: Language,
    making: Making,
    pending: readonly Query[] = [],
    words: Words = wordsOf(language),
    overrides: readonly Override[] = [],
  ): Card[] {
    return this.#cards(match, { language, words }, { making, pending, overrides, isForRow: false })
  }

  /**
   * A match as a board keeps it: what its cards come to, in each language. Nothing where it is not known who it is.
   * @param pending queries that have not ended; overrides as in `cards`
   */
  row(
    match: Match,
    making: Making,
    pending: readonly Query[] = [],
    overrides: readonly Override[] = [],
  ): ReadPatient | undefined {
    const rowIn = (language: Language) =>
      rowOf(
        this.#cards(
          match,
          { language, words: wordsOf(language) },
          { making, pending, overrides, isForRow: true },
        ),
      )
    const { patient } = match.record
    const [en, nl] = [rowIn('en'), rowIn('nl')]
    return patient && en && nl && { rows: { en, nl }, isTestData: isTestData(patient) }
  }

  #cards(
    match: Match,
    { language, words }: Pick<Speaking, 'language' | 'words'>,
    made: Pick<CardMaterial, 'making' | 'pending' | 'overrides' | 'isForRow'>,
  ): Card[] {
    const { record, given, today } = match
    const speaking = { language, words, catalog: this.catalog }
    return match.verdicts.map((verdict) => {
      const judged = this.#judged.get(verdict) ?? this.#judgedOn(match, verdict)
      this.#judged.set(verdict, judged)
      return toCard(verdict, { record, given, today, ...judged, ...made }, speaking)
    })
  }

  /** What a verdict was reached on, and what it needs: long to find out, and the same in every language. */
  #judgedOn({ record, facts, given, answers, today }: Match, verdict: Verdict) {
    const scene: Scene = {
      facts: facts.facts,
      side: verdict.side,
      whyNoSide: 'ambiguous',
      today,
      definitions: this.#definitions,
      ledger: record.ledger,
      unused: facts.unused,
    }
    return { scene, prospects: prospectsOf(verdict, this.catalog, scene, answers, given) }
  }
}

/** A definition as it is written, once the schema has let it through and its keys are in camel case. */
import type { FactDefinition, Question, ValueSet } from '../engine/facts/catalog.ts'
import type { Language, Text } from '../engine/language.ts'
import type { Criterion, OpenTerm, Trial } from '../engine/trials/trial.ts'

/** A sentence in the languages that the definition is written in. */
export type WrittenText = Partial<Record<Language, string>>

/** A criterion as written: the rule is still words. */
export interface WrittenCriterion extends Omit<Criterion, 'exclude' | 'rule' | 'questions'> {
  readonly questions?: readonly string[]
  readonly rule: Readonly<Record<string, unknown>>
}

/** A sentence of the registry text that no criterion covers. */
export interface NotComputed {
  readonly sentence: string
  readonly reason: Text
}

/** A trial as written. */
export interface WrittenTrial
  extends Omit<
    Trial,
    | 'hash'
    | 'criteria'
    | 'panel'
    | 'howToTakePart'
    | 'contacts'
    | 'applies'
    | 'timeline'
    | 'questionOrder'
    | 'openTerms'
  > {
  readonly grammar: number
  readonly panel?: Trial['panel']
  readonly howToTakePart?: readonly Text[]
  readonly contacts?: Trial['contacts']
  readonly applies?: readonly string[]
  readonly timeline?: Trial['timeline']
  readonly questionOrder?: readonly string[]
  readonly openTerms?: readonly OpenTerm[]
  readonly registryText?: string
  readonly notComputed?: readonly NotComputed[]
  readonly inclusion: readonly WrittenCriterion[]
  readonly exclusion: readonly WrittenCriterion[]
  readonly valueSets?: readonly ValueSet[]
  readonly facts?: readonly FactDefinition[]
  readonly questions?: readonly Question[]
}

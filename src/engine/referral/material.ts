import type { Making } from '../card/about.ts'
import type { Card } from '../card/card.ts'
import type { Answer } from '../facts/answers.ts'
import type { FactCatalog } from '../facts/catalog.ts'
import type { Resource } from '../fhir.ts'
import type { Trial } from '../trials/trial.ts'
import type { Verdict } from '../verdict/verdict.ts'
import type { Cited, DraftRequest, Letter } from './draft.ts'
import type { ReferralWords } from './words/words.ts'

/** What a letter is made from. */
export interface LetterMaterial {
  readonly request: DraftRequest
  readonly trial: Trial
  /** The card of this trial in the language of the letter, in words for the study team. */
  readonly card: Card
  readonly making: Making
  readonly words: ReferralWords
  /** True where the patient, or something that is cited, is invented. */
  readonly isTestData: boolean
}

/** What the resources are made from: the same, and what the letter says. */
export interface PartMaterial extends LetterMaterial {
  readonly letter: Letter
  readonly patient: Resource
  readonly verdict: Verdict
  /** The answers to questions of this trial, as they were given. */
  readonly given: readonly Answer[]
  readonly catalog: FactCatalog
  readonly cited: readonly Cited[]
  readonly recipient: NonNullable<DraftRequest['recipient']>
  readonly requester: NonNullable<DraftRequest['requester']>
}

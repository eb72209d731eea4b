import type { Words } from '../../card/words/words.ts'

/** Every sentence of a referral that the card has not, in one language. */
export interface ReferralWords {
  /** The card's words for another reader: "your answer" is not the reader's. */
  readonly card: Words
  readonly title: (trial: string) => string
  readonly parts: Readonly<
    Record<
      | 'testData'
      | 'patient'
      | 'referral'
      | 'trial'
      | 'result'
      | 'settle'
      | 'answers'
      | 'gaps'
      | 'consent'
      | 'about',
      string
    >
  >
  /** A line of a term and what it is: "Born: 12 Nov 1961". */
  readonly line: (term: string, text: string) => string
  readonly terms: Readonly<
    Record<
      | 'name'
      | 'born'
      | 'identifier'
      | 'sex'
      | 'from'
      | 'to'
      | 'written'
      | 'answerBy'
      | 'reason'
      | 'trial'
      | 'registry'
      | 'exclusion'
      | 'allowed'
      | 'note',
      string
    >
  >
  readonly nobodyNamed: string
  readonly studyTeam: string
  /** What stands before the result of a criterion. */
  readonly results: Readonly<Record<'met' | 'not-met' | 'unknown' | 'conflict', string>>
  /** The same of an exclusion, where to be met is to be excluded. */
  readonly exclusions: Readonly<Record<'met' | 'not-met' | 'unknown' | 'conflict', string>>
  readonly unknown: (why: string) => string
  readonly allRead: string
  readonly visible: string
  readonly agreed: (by: string) => string
  readonly notAgreed: string
  readonly objection: Readonly<Record<'none' | 'unchecked' | 'objects', string>>
  readonly toConfirm: (list: string) => string
  readonly contradicted: (list: string) => string
  readonly order: string
  readonly taskInput: string
  readonly letterInput: string
  readonly definition: (trial: string, version: string, hash: string) => string
}

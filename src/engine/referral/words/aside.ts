import type { OutcomeKind, OutcomeReason } from '../outcome.ts'

/**
 * What is said beside a referral, in one language: apart from the letter, whose words are those of the card, since the
 * page needs these and not the others.
 */
export interface AsideWords {
  readonly studyTeam: string
  /** The mail that names no patient. */
  readonly mail: {
    readonly subject: (trial: string) => string
    readonly greeting: (name: string) => string
    readonly body: (trial: string) => string
    readonly callBack: string
    readonly privacy: string
  }
  readonly outcome: {
    readonly asked: Readonly<Record<'outcome' | 'reason' | 'note', string>>
    readonly kinds: Readonly<Record<OutcomeKind, string>>
    readonly reasons: Readonly<Record<OutcomeReason, string>>
  }
}

import { dayOfIso, isoOf } from '../engine/calendar.ts'
import type { Card } from '../engine/card/card.ts'
import type { Consent, DraftRequest, Recipient, Requester } from '../engine/referral/draft.ts'
import type { Moment } from './ports.ts'

/** What a draft is asked for with, whoever asks. */
export interface DraftSurroundings {
  readonly card: Card
  readonly recipient: Recipient | undefined
  readonly requester: Requester | undefined
  readonly answerWithinDays: number | undefined
  readonly now: Moment
  /** True where the record holds an objection to research. */
  readonly objects: boolean
}

/** What one draft is for. */
export interface DraftPurpose {
  readonly key: string
  readonly consent: Consent | undefined
  readonly reason: string | undefined
}

/** Days that an answer may take where the site does not say. */
const ANSWER_WITHIN_DAYS = 14

/** Asks for a draft in the language of the card, with a day for the answer. */
export const draftRequest = (
  { card, recipient, requester, answerWithinDays = ANSWER_WITHIN_DAYS, now, objects }: DraftSurroundings,
  { key, consent, reason }: DraftPurpose,
): DraftRequest => ({
  trial: card.trial.id,
  language: card.language,
  ...(recipient && { recipient }),
  ...(requester && { requester }),
  ...(consent && { consent }),
  ...(reason !== undefined && { reason }),
  ...(objects && { objects: true }),
  writtenAt: now.instant,
  answerBy: isoOf((dayOfIso(now.date) ?? 0) + answerWithinDays),
  key,
})

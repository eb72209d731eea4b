/** The cards that a board sees of one patient: those of every trial of the catalog. */

import type { Card } from '../../../src/engine/card/card.ts'
import type { Answer } from '../../../src/engine/facts/answers.ts'
import type { Language } from '../../../src/engine/language.ts'
import type { PatientRecord } from '../../../src/engine/record/record.ts'
import type { Trial } from '../../../src/engine/trials/trial.ts'
import { catalog, day, matcher, TODAY } from '../../support/match.ts'
import { labelled, MAKING } from '../referral/drafts.ts'

/** What of the cards a test changes. */
export interface Seen {
  readonly language?: Language
  readonly answers?: readonly Answer[]
  readonly trials?: readonly Trial[]
}

/** The cards of a record. */
export const cardsOf = (
  record: PatientRecord,
  { language = 'en', answers = [], trials = catalog.trials }: Seen = {},
): Card[] => matcher.cards(matcher.match(record, trials, day(TODAY), answers), language, MAKING)

const made = new Map<string, Card[]>()

/** The cards of a labelled patient, with the answers that belong to the case or without any; made once for all tests. */
export function cardsOfCase(
  id: string,
  { language = 'en', isAnswered = true }: { language?: Language; isAnswered?: boolean } = {},
): Card[] {
  const key = `${id} ${language} ${isAnswered}`
  const before = made.get(key)
  if (before) return before
  const { record, answers } = labelled(id)
  const cards = cardsOf(record, { language, answers: isAnswered ? answers : [] })
  made.set(key, cards)
  return cards
}

/** The card of one trial among several. */
export function cardOf(cards: readonly Card[], trial: string): Card {
  const card = cards.find((one) => one.trial.id === trial)
  if (!card) throw new Error(`no card of ${trial}`)
  return card
}

import type { Card } from '../../engine/card/card.ts'
import type { Clinician } from '../clinician.ts'
import { clinicianWords } from '../words/clinician.ts'
import css from './VerdictLine.module.css'

/** How many answers count on these cards, and how long they last. Stands there before the first one is given. */
export function AnswersLine({ cards, clinician }: { cards: readonly Card[]; clinician: Clinician }) {
  const [card] = cards
  if (!card || !asksAnything(cards)) return null
  const answered = new Set(
    cards.flatMap(({ lines }) => lines.flatMap((line) => line.answered.map(({ id }) => id))),
  )
  return (
    <p class={css['answers']} data-part="answers">
      {clinicianWords(card.language).kept[clinician.keeping.value](answered.size)}
    </p>
  )
}

/** True where something is asked or was answered. */
export const asksAnything = (cards: readonly Card[]): boolean =>
  cards.some(({ verdict, lines }) =>
    verdict.kind === 'not-applicable'
      ? false
      : lines.some(({ asks, answered }) => asks || answered.length > 0),
  )

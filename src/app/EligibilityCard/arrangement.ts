import { useSignal } from '@preact/signals'
import type { Card } from '../../engine/card/card.ts'

/** What stands where, and what may change it. */
export interface Arrangement {
  /** By result; otherwise in the trial's own order. */
  readonly isByResult: boolean
  /** The cards as they were when everything took its place by result. */
  readonly placed: readonly Card[]
  /** Why things stand elsewhere than where they belong, until the reader asks. */
  readonly held?: 'read' | 'answered'
  /** The reader opened or focused a row. */
  readonly touch: () => void
  /** The reader asked for the order by result. */
  readonly settle: () => void
}

/**
 * The rows stand in the trial's order while the record is read and go to their sections once, at the end. Where the
 * reader had a row in use by then, nothing moves under the hand: the rows wait to be asked. So they do after every
 * answer, whatever it changes.
 */
export function useArrangement(cards: readonly Card[]): Arrangement {
  const isReading = cards.some(({ checking }) => checking)
  const isTouched = useSignal(false)
  const isSettled = useSignal(!isReading)
  const placed = useSignal(cards)
  const isSame = isSameReading(placed.peek(), cards)
  // Other trials are being read for: their rows have had no place yet.
  if (isReading && isSettled.peek() && !isSame) isSettled.value = false
  if (!isReading && !isTouched.peek() && !isSettled.peek()) {
    isSettled.value = true
    placed.value = cards
  }
  // Whoever reads the rows in another language reads them anew.
  if (!isReading && !isSame) placed.value = cards
  const isByResult = isSettled.value
  const isMoved = placesOf(placed.value) !== placesOf(cards)
  const held = isReading ? undefined : !isByResult ? 'read' : isMoved ? 'answered' : undefined
  return {
    isByResult,
    placed: placed.value,
    ...(held && { held }),
    touch: () => {
      if (!isByResult) isTouched.value = true
    },
    settle: () => {
      placed.value = cards
      isSettled.value = true
    },
  }
}

/** The same trials in the same language: their rows can stay where they are. */
const isSameReading = (before: readonly Card[], now: readonly Card[]): boolean =>
  JSON.stringify(before.map(readingOf)) === JSON.stringify(now.map(readingOf))

const readingOf = ({ language, trial, lines }: Card) => [language, trial.id, lines.length]

/** Which row belongs into which section. Which comes first within one is no reason to move any. */
const placesOf = (cards: readonly Card[]): string =>
  JSON.stringify(
    cards.map(({ sections }) => sections.map(({ kind, lines }) => [kind, lines.map(({ id }) => id).sort()])),
  )

import type { Card, CardLine, CardQuestion } from '../card/card.ts'
import { UNKNOWN } from '../facts/answers.ts'
import { isWorthDiscussing } from '../verdict/worth-discussing.ts'
import type { Supplier } from './supplier.ts'

/** One thing that is missing for one patient, for one or several trials. Made from cards by `missingIn`. */
export interface MissingItem {
  /** Id of the question, or of trial and criterion where no question settles it. */
  readonly id: string
  /** What is missing, as a noun: "Side of the recurrence". */
  readonly wanted: string
  /** The question to put, where there is one. */
  readonly question?: string
  readonly supplier: Supplier
  /** Acronyms of the trials that wait for it. */
  readonly trials: readonly string[]
}

/**
 * What is missing for one patient, over all trials that are worth discussing: each thing once, first what most trials
 * wait for, of those what unlocks most on the cards; what could not be read of the record last.
 * @param cards the cards of one patient, in one language
 */
export function missingIn(cards: readonly Card[]): MissingItem[] {
  const items = new Map<string, MissingItem>()
  for (const card of cards)
    for (const line of openLinesOf(card)) {
      const item = itemOf(line, card)
      const key = JSON.stringify(item.question === undefined ? ['wanted', item.wanted] : ['id', item.id])
      const before = items.get(key)
      items.set(key, before ? together(before, item) : item)
    }
  return [...items.values()].sort(
    (a, b) => Number(isOfRecords(a)) - Number(isOfRecords(b)) || b.trials.length - a.trials.length,
  )
}

const isOfRecords = ({ supplier }: MissingItem): boolean => supplier === 'records'

/** Open lines in the order of the card; what is still being read is not missing yet. */
const openLinesOf = ({ verdict, sections }: Card): CardLine[] =>
  isWorthDiscussing(verdict.kind)
    ? sections
        .filter(({ kind }) => kind === 'open')
        .flatMap(({ lines }) => lines.filter(({ checking }) => !checking))
    : []

function itemOf(line: CardLine, { trial }: Card): MissingItem {
  const question = questionOf(line)
  return {
    id: question?.id ?? `${trial.id}/${line.id}`,
    wanted: question?.wanted ?? line.settledBy,
    ...(question ? { question: question.text } : {}),
    supplier: supplierOf(line, question),
    trials: [trial.acronym],
  }
}

/** The question to put; one that was answered with "unknown" is put to whoever may know more. */
const questionOf = ({ asks, answered }: CardLine): CardQuestion | undefined =>
  asks ?? answered.find(({ given }) => given === UNKNOWN)

/** Where no question is left, whoever was asked last may know what is still to come: a result, a decision. */
function supplierOf(
  { reason, answered, isTextUnavailable }: CardLine,
  question: CardQuestion | undefined,
): Supplier {
  if (isTextUnavailable) return 'study-team'
  return reason === 'incomplete' ? 'records' : ((question ?? answered.at(-1))?.supplier ?? 'clinician')
}

/** Both trials wait for it. Whoever can be asked is asked, also where another trial's line waits for the records. */
const together = (a: MissingItem, b: MissingItem): MissingItem => ({
  ...a,
  supplier: isOfRecords(a) ? b.supplier : a.supplier,
  trials: [...new Set([...a.trials, ...b.trials])],
})

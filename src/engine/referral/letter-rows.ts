import type { Card, CardAnswer, CardLine, CardSection, EvidenceLine } from '../card/card.ts'
import type { LetterRow } from './draft.ts'
import type { ReferralWords } from './words/words.ts'

/** The criteria of one section of the card, with result, evidence and override. */
export const criterionRows = ({ kind, lines }: CardSection, words: ReferralWords): LetterRow[] =>
  lines.map((line) => ({
    statement: statementOf(line, words),
    result: [resultOf(line, kind === 'allowed', words), line.caution, overrideOf(line, words)]
      .filter((part) => part !== undefined)
      .join('. '),
    evidence: line.used.map(evidenceInWords),
  }))

/** The answers that were given, "unknown" among them, each once: several criteria may rest on one. */
export const answerRows = ({ lines }: Pick<Card, 'lines'>): LetterRow[] =>
  [...new Map(lines.flatMap(({ answered }) => answered).map((one) => [one.id, one])).values()].map(
    ({ text, answer, whose }: CardAnswer) => ({ statement: text, result: answer, evidence: [whose] }),
  )

/** The criterion in a few words; an exclusion says that it is one. */
export const statementOf = ({ statement, exclude }: CardLine, { terms, line }: ReferralWords): string =>
  exclude ? line(terms.exclusion, statement) : statement

/** What came of it, before what it rests on: the card says the first by where the line stands. */
function resultOf(line: CardLine, isAllowed: boolean, words: ReferralWords): string {
  const { status, reason, result, exclude, checking } = line
  if (checking) return result
  if (isAllowed) return words.line(words.terms.allowed, result)
  if (reason !== null) {
    const why = words.card.results.reasons[reason]
    return result === why ? words.unknown(why) : words.line(words.unknown(why), result)
  }
  // Of an exclusion the card itself says whether it applies.
  return exclude ? result : words.line(words.results[status], result)
}

/** "Overridden by Dr. Jansen, 23 Nov 2026 09:41: the chart is out of date". */
function overrideOf({ override }: CardLine, words: ReferralWords): string | undefined {
  if (!override) return undefined
  const why = words.line(override.whose, override.text)
  return override.note ? `${why}. ${words.line(words.terms.note, override.note)}` : why
}

/** "Radiotherapy to breast, left, 9 Jun 2015, completed (Procedure/123, v4 · SNOMED CT 108290001)". */
function evidenceInWords({ label, value, side, date, status, caution, source }: EvidenceLine): string {
  // The record's own words may end with the side already.
  const ownSide = side && label.toLowerCase().endsWith(side.toLowerCase()) ? undefined : side
  const parts = [label, value, ownSide, date, status, caution].filter((part) => part)
  return `${parts.join(', ')} (${source})`
}

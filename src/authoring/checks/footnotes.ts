import type { Finding } from '../problem.ts'
import type { Check } from './checks.ts'
import { placedCriteria } from './places.ts'
import { plainText } from './registry-text.ts'

/**
 * Marks of a footnote: behind or before a word. `10*9/L`, `1.5*ULN`, `HLA-A*02` and `m²` are none: there the sign
 * stands within a measure or a name.
 */
export const MARK =
  /(?<=[\p{L}\p{N})\]])\*+(?![\p{L}\p{N}])|(?<![\p{L}\p{N})\]])\*+(?=\p{L})|[†‡§¶‖](?!\s*\d)|(?<!\b(?:[cmkdµ]?m|in|ft|10))[¹²³⁴-⁹⁰]+|\[\d{1,2}\]/gu

/** A footnote that the text does not resolve is a term left open, never a word without its meaning (HZ-18). */
export const checkFootnotes: Check = (checked) =>
  placedCriteria(checked).flatMap(({ criterion: { id, sentence }, path }) => {
    const terms = (checked.written.openTerms ?? [])
      .filter(({ criteria }) => criteria.includes(id))
      .map(({ term }) => term)
    return [...sentence.matchAll(MARK)]
      .filter(({ 0: mark, index }) => !isHeldBy(terms, sentence, mark, index))
      .map(
        ({ 0: mark, index }): Finding => ({
          code: 'L-FOOTNOTE',
          path: [...path, 'sentence'],
          within: index + 1,
          message: `“${mark}” points to a footnote, and no open term says what it means.`,
          hint: `List the word with its ${mark} under open-terms, for ${id}.`,
        }),
      )
  })

/** True when one of the terms stands in the sentence where the mark is, and has it. */
function isHeldBy(terms: readonly string[], sentence: string, mark: string, index: number): boolean {
  return terms.some((term) => {
    if (!plainText(term).text.includes(mark)) return false
    for (let at = sentence.indexOf(term); at >= 0; at = sentence.indexOf(term, at + 1))
      if (at <= index && index < at + term.length) return true
    return false
  })
}

import type { Finding } from '../problem.ts'
import type { Check } from './checks.ts'
import { placedCriteria } from './places.ts'
import { plainText } from './registry-text.ts'

/**
 * Marks of a footnote: behind or before a word. `10*9/L`, `1.5*ULN`, `HLA-A*02` and `m²` are none: there the sign
 * stands within a measure or a name.
 */
export const MARK =
  /(?<=[\p{L}\p{N})\]])\*+(?![\p{L}\p{N}])|(?<![\p{L}\p{N})\]])\*+(?=\p{L})|[†‡§¶‖](?!\s*\d)|(?<!\b(?:[cmkdµ]?m|in|ft|10))[¹²³⁴-⁹⁰]+|[ᵃᵇᶜᵈᵉᶠᵍ]+|\[(?:\d{1,2}|[a-z*])\]/gu

/** A footnote that the text does not resolve is a term left open, never a word without its meaning (HZ-18). */
export const checkFootnotes: Check = (checked) =>
  placedCriteria(checked).flatMap(({ criterion: { id, sentence }, path }) => {
    const terms = (checked.written.openTerms ?? [])
      .filter(({ criteria }) => criteria.includes(id))
      .map(({ term }) => term)
    const held = heldPlaces(terms, sentence)
    return [...sentence.matchAll(MARK)]
      .filter(({ 0: mark, index }) => !held(mark)[index])
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

/** For each mark the places of a sentence at which one of the terms stands that has it; looked for once. */
function heldPlaces(terms: readonly string[], sentence: string): (mark: string) => Uint8Array {
  const known = new Map<string, Uint8Array>()
  const plain = terms.map((term) => [term, plainText(term).text] as const)
  return (mark) => {
    const before = known.get(mark)
    if (before) return before
    const held = new Uint8Array(sentence.length)
    for (const [term, text] of plain) {
      if (!text.includes(mark)) continue
      let filled = 0
      for (let at = sentence.indexOf(term); at >= 0; at = sentence.indexOf(term, at + 1)) {
        held.fill(1, Math.max(at, filled), at + term.length)
        filled = at + term.length
      }
    }
    known.set(mark, held)
    return held
  }
}

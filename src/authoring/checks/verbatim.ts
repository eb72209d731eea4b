import type { Finding, Path } from '../problem.ts'
import type { Check } from './checks.ts'
import { Coverage } from './coverage.ts'
import { placedCriteria } from './places.ts'
import { hasWords, plainText, type RegistryText, registryText, type Section } from './registry-text.ts'

/** A sentence of the definition, and on which side it is listed. */
interface Quoted {
  readonly sentence: string
  readonly path: Path
  readonly section: Section
}

/** The sentences are the registry's own, each on its own side, and none of the registry's is left out. */
export const checkVerbatim: Check = (checked) => {
  const { wording, registryText: original, notComputed = [] } = checked.written
  if (wording === 'summary') return original === undefined ? [] : [SUMMARY_WITH_TEXT]
  if (original === undefined) return [NO_TEXT]
  const quoted: Quoted[] = [
    ...placedCriteria(checked).map(
      ({ criterion: { sentence, exclude }, path }): Quoted => ({
        sentence: plainText(sentence).text,
        path: [...path, 'sentence'],
        section: exclude ? 'exclusion' : 'inclusion',
      }),
    ),
    ...notComputed.map(
      ({ sentence }, index): Quoted => ({
        sentence: plainText(sentence).text,
        path: ['not-computed', index, 'sentence'],
        section: undefined,
      }),
    ),
  ]
  const text = registryText(original)
  const coverage = new Coverage(text)
  const found: Finding[] = []
  const nearest = nearestIn(text)
  for (const { sentence, path, section } of quoted) {
    // That a criterion has no sentence is said where the lists are looked at.
    if (!hasWords(sentence) && path[0] !== 'not-computed') continue
    const place = coverage.cover(sentence, section)
    if (place === 'nowhere') {
      const hint = found.length < MOST_HINTS ? nearest(sentence) : undefined
      const message = 'This sentence does not stand in the registry’s text.'
      found.push({ code: 'L-NOT-VERBATIM', path, message, ...(hint ? { hint } : {}) })
    } else if (place === 'on the other side')
      found.push({
        code: 'L-POLARITY',
        path,
        message: `The registry lists this sentence under ${section === 'inclusion' ? 'exclusion' : 'inclusion'}, the definition under ${section}.`,
      })
  }
  const uncovered = coverage.uncovered().map(
    ({ sentence, at }): Finding => ({
      code: 'L-NOT-COVERED',
      path: ['registry-text'],
      within: at + 1,
      message: `No criterion covers “${shortened(sentence)}”.`,
      hint: 'Write a criterion for it, or list it under not-computed with the reason.',
    }),
  )
  return [...found, ...uncovered, ...checkTerms(checked)]
}

const SUMMARY_WITH_TEXT: Finding = {
  code: 'L-NOT-VERBATIM',
  path: ['registry-text'],
  atKey: true,
  message: 'The wording is a summary, and the text of a registry stands here.',
  hint: 'Write wording: verbatim with the registry’s own sentences, or leave registry-text out.',
}

const NO_TEXT: Finding = {
  code: 'L-NOT-VERBATIM',
  path: ['wording'],
  message: 'The wording is said to be verbatim, and the registry’s text is not here to hold it to.',
  hint: 'Put the eligibility text into registry-text, unchanged.',
}

/** A term that the text leaves open stands in the sentence of each criterion that it leaves open. */
const checkTerms: Check = (checked) => {
  const criteria = placedCriteria(checked).map(({ criterion }) => criterion)
  const sentences = new Map(criteria.map(({ id, sentence }) => [id, plainText(sentence).text]))
  return (checked.written.openTerms ?? []).flatMap(({ term, criteria: ids }, index) =>
    ids.flatMap((id, place): Finding[] => {
      const sentence = sentences.get(id)
      return sentence === undefined || sentence.includes(plainText(term).text)
        ? []
        : [
            {
              code: 'L-NOT-VERBATIM',
              path: ['open-terms', index, 'criteria', place],
              message: `“${shortened(term)}” does not stand in the sentence of ${id}.`,
              hint: 'Write the term as it stands in the text, or name another criterion.',
            },
          ]
    }),
  )
}

const MOST_HINTS = 20
const MOST_COMPARED = 2000

/** Looks for the sentence of the text that shares most words with another, by the sentences that have each word. */
function nearestIn({ text, units }: RegistryText): (sentence: string) => string | undefined {
  const known = units.slice(0, MOST_COMPARED).map(({ start, end }) => text.slice(start, end))
  const sizes: number[] = []
  const having = new Map<string, number[]>()
  const index = () => {
    for (const [place, one] of known.entries()) {
      const words = wordsOf(one)
      sizes.push(words.size)
      for (const word of words) {
        const places = having.get(word)
        if (places) places.push(place)
        else having.set(word, [place])
      }
    }
  }
  return (sentence) => {
    if (sizes.length === 0) index()
    const words = wordsOf(sentence)
    const shared = new Uint32Array(known.length)
    for (const word of words)
      for (const place of having.get(word) ?? []) shared[place] = (shared[place] ?? 0) + 1
    let [best, most] = [0, 0]
    for (const [place, count] of shared.entries()) {
      const alike = (2 * count) / (words.size + (sizes[place] ?? 0) || 1)
      if (alike > most) [best, most] = [place, alike]
    }
    return most > 0.3 ? `The nearest there is “${shortened(known[best] ?? '')}”.` : undefined
  }
}

const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .slice(0, 4000)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+|[<>=≤≥]+/gu) ?? [],
  )

const shortened = (text: string): string => (text.length > 160 ? `${text.slice(0, 157)}…` : text)

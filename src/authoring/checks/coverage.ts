import { occurrences, type RegistryText, type Section } from './registry-text.ts'

/** A sentence of a registry's text that nothing covers: what is left of it, and where that begins in the original. */
export interface Uncovered {
  readonly sentence: string
  readonly at: number
}

/** A sentence that stands at more places covers the first of them alone: less is covered, never more. */
const MOST_PLACES = 200

/** Which parts of a registry's text are covered by the sentences of a definition. */
export class Coverage {
  readonly #text: RegistryText
  /** Where sentences begin to cover (+1) and cease to (−1). */
  readonly #changes: Int32Array
  readonly #sections: Section[]

  constructor(text: RegistryText) {
    this.#text = text
    this.#changes = new Int32Array(text.text.length + 1)
    this.#sections = Array<Section>(text.text.length).fill(undefined)
    for (const { start, end, section } of text.units) this.#sections.fill(section, start, end)
  }

  /**
   * Marks what a sentence covers: under its own heading where it stands there, else wherever it stands.
   * Gives whether it stands in the text at all, and whether on its own side.
   */
  cover(sentence: string, section: Section): 'here' | 'on the other side' | 'nowhere' {
    const places: [number, number][] = []
    for (const place of occurrences(this.#text.text, sentence)) if (places.push(place) >= MOST_PLACES) break
    if (places.length === 0) return 'nowhere'
    const here = places.filter(([start]) => {
      const found = this.#sections[start]
      return section === undefined || found === undefined || found === section
    })
    for (const [start, end] of here.length > 0 ? here : places) {
      this.#changes[start] = (this.#changes[start] ?? 0) + 1
      this.#changes[end] = (this.#changes[end] ?? 0) - 1
    }
    return here.length > 0 ? 'here' : 'on the other side'
  }

  /** The sentences of which a word, a number or a sign of comparison is left over. */
  uncovered(): Uncovered[] {
    const { text, units, from } = this.#text
    let depth = 0
    const left = Array<string>(text.length).fill(' ')
    for (let at = 0; at < text.length; at += 1) {
      depth += this.#changes[at] ?? 0
      left[at] = depth > 0 ? ' ' : text.charAt(at)
    }
    const rest = left.join('')
    return units.flatMap(({ start, end }) => {
      // Two criteria made of one sentence may leave the word between them.
      const part = rest
        .slice(start, end)
        .replace(/(?<=^|\s)(and|en)(?=\s|$)/gi, (word) => ' '.repeat(word.length))
      const first = part.search(/[\p{L}\p{N}<>=≤≥±]/u)
      return first < 0 ? [] : [{ sentence: text.slice(start, end), at: from[start + first] ?? 0 }]
    })
  }
}

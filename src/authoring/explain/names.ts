import { en as cardEn } from '../../engine/card/words/en.ts'
import { nl as cardNl } from '../../engine/card/words/nl.ts'
import type { Words as CardWords } from '../../engine/card/words/words.ts'
import type { FactCatalog, FactDefinition, ValueSet } from '../../engine/facts/catalog.ts'
import type { Language, Text } from '../../engine/language.ts'
import { en } from './words/en.ts'
import { nl } from './words/nl.ts'
import type { Words } from './words/words.ts'

/** What the things of a catalog are called in one language. */
export class Names {
  readonly words: Words
  readonly card: CardWords
  readonly #facts: ReadonlyMap<string, FactDefinition>
  readonly #sets: ReadonlyMap<string, ValueSet>

  constructor(
    readonly catalog: FactCatalog,
    readonly language: Language,
  ) {
    this.words = language === 'nl' ? nl : en
    this.card = language === 'nl' ? cardNl : cardEn
    this.#facts = new Map(catalog.facts.map((fact) => [fact.name, fact]))
    this.#sets = new Map(catalog.valueSets.map((set) => [set.name, set]))
  }

  /** A text in this language; one that is not written in it stands in another, since silence would hide it. */
  text(text: Partial<Text>): string {
    return text[this.language] ?? Object.values(text)[0] ?? ''
  }

  /** The definition of a fact. */
  definition(name: string): FactDefinition | undefined {
    return this.#facts.get(name)
  }

  /** A value set by its name. */
  set(name: string): ValueSet | undefined {
    return this.#sets.get(name)
  }

  /** The title of a fact. */
  fact(name: string): string {
    const title = this.#facts.get(name)?.title
    return title ? this.text(title) : plain(name)
  }

  /** A kind of a fact: as the catalog names it, else as an answer does, else by its own name. */
  kind(kind: string, fact: string): string {
    const named = this.#facts.get(fact)?.kinds?.[kind]
    if (named) return this.text(named)
    const ours = this.words.kinds[kind]
    if (ours !== undefined) return ours
    const set = this.#sets.get(kind)
    if (set) return this.text(set.title)
    const answers = this.catalog.questions
      .flatMap((question) => question.answers)
      .filter(({ states }) => states.some((one) => one.fact === fact && one.kind === kind))
      .map(({ text }) => this.text(text))
    return answers.length > 0 ? [...new Set(answers)].join(' / ') : plain(kind)
  }

  /** A body site. */
  site(site: string): string {
    return this.card.sites[site] ?? plain(site)
  }
}

/** A name of the grammar as words: `lesion-count` and `lesionCount` are "lesion count". */
export const plain = (name: string): string =>
  name.replace(/-/g, ' ').replace(/(?<=\p{Ll})\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`)

/** A title inside a sentence: its capital goes, unless the word is written in capitals, as WHO or PET-CT are. */
export const within = (title: string): string =>
  /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title

/** A text as the beginning of a sentence. */
export const opening = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

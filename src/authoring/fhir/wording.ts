import type { Element, Extension } from 'fhir/r4'
import { LANGUAGES, type Language, type Text } from '../../engine/language.ts'
import type { Trial } from '../../engine/trials/trial.ts'

const TRANSLATION = 'http://hl7.org/fhir/StructureDefinition/translation'

/** A text of an extension, with its translations. */
type TextExtension = Extension

/** Texts in the language of the definition, with their translations beside them. */
export class Wording {
  readonly language: Language
  readonly #written: readonly Language[]

  constructor({ languages }: Pick<Trial, 'languages'>) {
    this.language = languages[0] ?? 'en'
    this.#written = languages
  }

  /** A text in the language of the definition. */
  text(text: Text): string {
    return text[this.language]
  }

  /** What stands beside an element to translate it; nothing where a language was only filled in from another. */
  translations(text: Text): Element | undefined {
    const extension = LANGUAGES.filter((one) => one !== this.language)
      .filter((one) => this.#written.includes(one) || text[one] !== text[this.language])
      .map((one) => ({
        url: TRANSLATION,
        extension: [
          { url: 'lang', valueCode: one },
          { url: 'content', valueString: text[one] },
        ],
      }))
    return extension.length > 0 ? { extension } : undefined
  }

  /** An element with its translations: `title`, and `_title` beside it. */
  element<Name extends string>(
    name: Name,
    text: Text,
  ): { [K in Name]: string } & { [K in `_${Name}`]?: Element } {
    const beside = this.translations(text)
    return {
      [name]: this.text(text),
      ...(beside ? { [`_${name}`]: beside } : {}),
    } as { [K in Name]: string } & { [K in `_${Name}`]?: Element }
  }

  /** An extension that holds a text. */
  string(url: string, text: Text): TextExtension {
    return { url, ...this.element('valueString', text) }
  }

  /** An extension that holds a longer text. */
  markdown(url: string, text: Text): TextExtension {
    return { url, ...this.element('valueMarkdown', text) }
  }
}

/** The languages that the chart speaks. */
export type Language = 'en' | 'nl'

/** A sentence in each language. */
export type Text = Readonly<Record<Language, string>>

/** Reads a language, or gives the other choice. */
export const languageOr = (asked: string | undefined, otherwise: Language): Language =>
  asked === 'en' || asked === 'nl' ? asked : otherwise

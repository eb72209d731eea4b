/** The languages that the card speaks. */
export const LANGUAGES = ['en', 'nl'] as const

/** A language that the card speaks. */
export type Language = (typeof LANGUAGES)[number]

/** A sentence in each language. */
export type Text = Readonly<Record<Language, string>>

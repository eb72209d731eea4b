/** The languages that the card speaks. */
export type Language = 'en' | 'nl'

/** A sentence in each language. */
export type Text = Readonly<Record<Language, string>>

/**
 * A definition in plain words, on paper: what a principal investigator reads and signs. Everything on it is made
 * from the definition itself, so that the paper and the engine cannot say different things.
 */
import type { Language } from '../../engine/language.ts'
import type { Explained } from './explained.ts'
import { renderHtml } from './html-sheet.ts'
import { toSheet } from './sheet.ts'
import { renderText } from './text-sheet.ts'
import { en } from './words/en.ts'
import { nl } from './words/nl.ts'

/** `html`: a page of its own, to be printed on A4. `text`: for a terminal, 80 columns. */
export type ExplainFormat = 'html' | 'text'

/** The whole definition in plain words. The same definition gives the same text, byte for byte. */
export function explain(explained: Explained, language: Language, format: ExplainFormat): string {
  const { sheet: words } = language === 'nl' ? nl : en
  const sheet = toSheet(explained, language)
  return format === 'html' ? renderHtml(sheet, words) : renderText(sheet, words)
}

import type { Language } from '../../engine/language.ts'
import { type BoardWords, boardEn } from './board-en.ts'
import { boardNl } from './board-nl.ts'

export type { BoardWords }

/** The words of the board's page. Apart from the page's own, since a chart needs none of them. */
export const boardPageWords = (language: Language): BoardWords => (language === 'nl' ? boardNl : boardEn)

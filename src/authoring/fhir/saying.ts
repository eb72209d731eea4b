import type { Rule } from '../../engine/criteria/kinds.ts'
import { LANGUAGES, type Language, type Text } from '../../engine/language.ts'
import { Names, within } from '../explain/names.ts'
import { type Phrase, phraseOf } from '../explain/phrase.ts'
import type { Context } from './context.ts'

/** A rule in plain words, in every language: the words of the explanation, so that the two cannot differ. */
export function saying(rule: Rule, { catalog }: Pick<Context, 'catalog'>): Text {
  const said = (language: Language) => oneSentence(phraseOf(rule, new Names(catalog, language)))
  return Object.fromEntries(LANGUAGES.map((language) => [language, said(language)])) as Record<
    Language,
    string
  >
}

/** A sentence and its parts in one line: "All of these: (age …; event …)". */
function oneSentence({ text, parts }: Phrase): string {
  if (parts.length === 0) return text
  const inside = parts.map((part) => within(oneSentence(part)).replace(/\.$/, ''))
  return `${text} (${inside.join('; ')}).`
}

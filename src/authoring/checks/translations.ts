import type { Finding, Path } from '../problem.ts'
import type { WrittenText } from '../written.ts'
import type { Check } from './checks.ts'
import { textsIn } from './strings.ts'

/** Each text stands in each language of the definition and in no other, with the same numbers in all. */
export const checkTranslations: Check = ({ written }) => {
  const { languages } = written
  return [...textsIn(written)].flatMap(({ value, path }): Finding[] => {
    const missing = languages.filter((language) => value[language] === undefined)
    const extra = Object.keys(value).filter((key) => !(languages as readonly string[]).includes(key))
    return [
      ...missing.map(
        (language): Finding => ({
          code: 'L-TRANSLATION',
          path,
          message: `It is missing in “${language}”.`,
          hint: `The definition is written in ${languages.join(' and ')}.`,
        }),
      ),
      ...extra.map(
        (language): Finding => ({
          code: 'L-TRANSLATION',
          path: [...path, language],
          atKey: true,
          message: `“${language}” is not among the languages of the definition.`,
          hint: `Add it there, with every text, or leave it out here: ${languages.join(', ')}.`,
        }),
      ),
      ...(missing.length > 0 ? [] : [...otherPlaceholders(value, path), ...otherNumbers(value, path)]),
    ]
  })
}

/** A placeholder that stands in one language alone: what belongs in its place would be missing in the other. */
const otherPlaceholders = (text: WrittenText, path: Path): Finding[] =>
  differing(text, placeholdersIn).map(({ path: steps, message }) => ({
    code: 'L-TRANSLATION',
    path: [...path, ...steps],
    message,
    hint: 'Write it in every language, or in none.',
  }))

/**
 * A number that stands in one language alone: a limit may be wrong in one of them. Warned and not refused, since a
 * number may rightly be a word in one of them (“a year”, “12 maanden”).
 */
const otherNumbers = (text: WrittenText, path: Path): Finding[] =>
  differing(text, numbersIn).map(({ path: steps, message }) => ({
    code: 'L-TRANSLATION-NUMBER',
    path: [...path, ...steps],
    message,
    hint: 'Does the limit agree in both?',
  }))

/** What stands in one of two languages alone: the first of it, by the language that is held against the first. */
function differing(
  text: WrittenText,
  wordsIn: (text: string) => Set<string>,
): Pick<Finding, 'path' | 'message'>[] {
  const [basis, ...others] = Object.entries(text).map(([language, one]) => [language, wordsIn(one)] as const)
  if (!basis) return []
  const [first, words] = basis
  return others.flatMap(([language, numbers]) => {
    const differs = [...words].find((one) => !numbers.has(one)) ?? [...numbers].find((one) => !words.has(one))
    return differs === undefined
      ? []
      : [
          {
            path: [language],
            message: `“${differs}” stands in “${words.has(differs) ? first : language}” alone.`,
          },
        ]
  })
}

/** Numbers without their separators, which languages write differently. */
const numbersIn = (text: string): Set<string> =>
  new Set(
    (text.replace(PLACEHOLDER, '').match(/\d+(?:[.,]\d+)*/g) ?? []).map((one) =>
      one.replace(/[.,]/g, '').replace(/^0+(?=\d)/, ''),
    ),
  )

const PLACEHOLDER = /\{[^{}\s]{1,40}\}/g

const placeholdersIn = (text: string): Set<string> => new Set(text.match(PLACEHOLDER) ?? [])

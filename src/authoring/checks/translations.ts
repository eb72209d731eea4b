import type { Finding } from '../problem.ts'
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
      ...(missing.length > 0 ? [] : otherNumbers(value, path)),
    ]
  })
}

/**
 * A number or a placeholder that stands in one language alone: a limit may be wrong in one of them. Warned and not
 * refused, since a number may rightly be a word in one of them (“a year”, “12 maanden”).
 */
function otherNumbers(text: Readonly<Record<string, string>>, path: Finding['path']): Finding[] {
  const [basis, ...others] = Object.entries(text).map(
    ([language, one]) => [language, numbersIn(one)] as const,
  )
  if (!basis) return []
  const [first, words] = basis
  return others.flatMap(([language, numbers]): Finding[] => {
    const differs = [...words].find((one) => !numbers.has(one)) ?? [...numbers].find((one) => !words.has(one))
    return differs === undefined
      ? []
      : [
          {
            code: 'L-TRANSLATION-NUMBER',
            path: [...path, language],
            message: `“${differs}” stands in “${words.has(differs) ? first : language}” alone.`,
            hint: 'Does the limit agree in both?',
          },
        ]
  })
}

/** Numbers without their separators, which languages write differently, and placeholders. */
const numbersIn = (text: string): Set<string> =>
  new Set(
    (text.match(/\d+(?:[.,]\d+)*|\{[^{}\s]{1,40}\}/g) ?? []).map((one) =>
      one.startsWith('{') ? one : one.replace(/[.,]/g, '').replace(/^0+(?=\d)/, ''),
    ),
  )

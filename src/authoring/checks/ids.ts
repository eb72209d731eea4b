import type { Finding, Path } from '../problem.ts'
import type { Check } from './checks.ts'
import { placedCriteria } from './places.ts'
import { stringsIn } from './strings.ts'

/** Ids are unique, whole and unmistakable. */
export const checkIds: Check = (checked) => [
  ...registryId(checked.written.id),
  ...repeatedCriteria(checked),
  ...repeatedTerms(checked),
  ...lookAlikes(checked),
]

const SHAPES: readonly (readonly [registry: RegExp, shape: RegExp, example: string])[] = [
  [/^NCT/i, /^NCT\d{8}$/, 'NCT01234567'],
  [/^DRKS/i, /^DRKS\d{8}$/, 'DRKS00012345'],
  [/^ISRCTN/i, /^ISRCTN\d{8}$/, 'ISRCTN12345678'],
  [/^\d{4}-\d/, /^\d{4}-\d{6}-\d{2}(-\d{2})?$/, '2022-500123-12-00'],
]

/** Any registry's id; of those whose ids have a known shape, a whole one. */
function registryId(id: string): Finding[] {
  const refuse = (message: string, hint: string): Finding[] => [{ code: 'L-ID', path: ['id'], message, hint }]
  if (!/^[A-Za-z0-9]+([./_-][A-Za-z0-9]+)*$/.test(id) || id.length > 64)
    // Other characters are named where look-alikes are looked for.
    return /^[ -~]*$/.test(id)
      ? refuse(
          `“${id.slice(0, 80)}” is no id of a registry.`,
          'Letters, digits, and between them - . _ or /, at most 64.',
        )
      : []
  const [, shape, example = ''] = SHAPES.find(([registry]) => registry.test(id)) ?? []
  return shape && !shape.test(id)
    ? refuse(`“${id}” is not a whole id of its registry.`, `As in ${example}.`)
    : []
}

const repeatedCriteria: Check = (checked) => {
  const seen = new Set<string>()
  return placedCriteria(checked).flatMap(({ criterion: { id }, path }): Finding[] => {
    const isRepeated = seen.has(id)
    seen.add(id)
    return isRepeated
      ? [
          {
            code: 'L-CRITERION-ID',
            path: [...path, 'id'],
            message: `Two criteria have the id “${id}”.`,
            hint: 'Findings, questions and referrals name a criterion by its id.',
          },
        ]
      : []
  })
}

const repeatedTerms: Check = ({ written }) => {
  const ids = (written.openTerms ?? []).map(({ id }) => id)
  return ids.flatMap((id, index): Finding[] =>
    ids.indexOf(id) < index
      ? [
          {
            code: 'L-CRITERION-ID',
            path: ['open-terms', index, 'id'],
            message: `Two open terms have the id “${id}”.`,
          },
        ]
      : [],
  )
}

/** Keys whose text is a name for a machine, or has to be told apart by the eye. */
const NAMES = ['id', 'version', 'system', 'code', 'prefix', 'fact', 'questions', 'question-order']

const lookAlikes: Check = ({ written }) =>
  [...stringsIn(written)].flatMap(({ value, path }) => {
    const key = path.findLast((step) => typeof step === 'string') ?? ''
    return NAMES.includes(key)
      ? notAscii(value, path)
      : key === 'acronym' || key === 'name'
        ? mixed(value, path)
        : []
  })

function notAscii(value: string, path: Path): Finding[] {
  const strange = /[^ -~]/u.exec(value)
  return strange
    ? [lookAlike(path, strange.index, strange[0], 'A name has letters a to z, digits and signs of ASCII.')]
    : []
}

/**
 * Latin letters beside those of another script in one word: one of them is not what it looks like. Nor is a letter
 * that is made of two characters (not NFC): it is not the same as the one that it is shown as.
 */
function mixed(value: string, path: Path): Finding[] {
  const composed = /.\p{M}/u.exec(value)
  if (composed && value !== value.normalize('NFC'))
    return [lookAlike(path, composed.index, composed[0].slice(-1), 'Type it again, as one character.')]
  for (const { 0: word, index } of value.matchAll(/[\p{L}\p{N}]+/gu)) {
    const strange = /\p{Script=Latin}/u.test(word)
      ? /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.exec(word)
      : null
    if (strange) return [lookAlike(path, index + strange.index, strange[0], 'Type the word again.')]
  }
  return []
}

const lookAlike = (path: Path, index: number, character: string, hint: string): Finding => ({
  code: 'L-LOOK-ALIKE',
  path,
  within: index + 1,
  message: `“${character}” (${codePoint(character)}) only looks like a letter of this name.`,
  hint,
})

/** `U+0430`, for a character that cannot be told from another by the eye. */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

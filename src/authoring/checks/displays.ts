/** Whether two displays of a code may be the same one in the words of different editions. */
import { nearest } from '../nearest.ts'

/** Words that say nothing by themselves. */
const SMALL = ['a', 'an', 'and', 'by', 'for', 'in', 'of', 'or', 'the', 'to', 'with', 'de', 'en', 'het', 'van']

/** Words that make another thing of the same words. */
const TELLING =
  /^(\d+|left|right|links|rechts|bilateral|bilateraal|not|no|without|niet|geen|zonder|i{1,3}|iv)$/

/** More than half of the words shared, or nearly one text; and no number, side or denial in one of them alone. */
export function areAlike(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)]
  if (telling(a) !== telling(b)) return false
  const shared = [...a].filter((word) => b.has(word)).length
  return shared * 2 > Math.min(a.size, b.size) || nearest(one, [other]) !== undefined
}

/** What is measured or done: not the property and specimen behind it, which many codes of LOINC share. */
const wordsOf = (display: string): Set<string> => {
  const [head = ''] = display.toLowerCase().split(/\s[[(]/)
  return new Set((head.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !SMALL.includes(word)))
}

const telling = (words: ReadonlySet<string>): string =>
  [...words]
    .filter((word) => TELLING.test(word))
    .sort()
    .join()

/** A registry's text as its bullets, sentences and headings, whatever way it is broken into lines. */

/** A text without bullets and breaks, and where each of its characters stood. */
export interface Plain {
  readonly text: string
  /** Place in the original of each character of `text`. */
  readonly from: readonly number[]
}

const BULLET = /^\s*(?:(?:[*+•·‣◦▪●○–-]|\d{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)]|o)\s+)*/

/** A text with its bullets left out and every break or run of spaces as one space. */
export function plainText(original: string): Plain {
  const plain: { text: string; from: number[] } = { text: '', from: [] }
  for (const { at, line } of linesOf(original)) addLine(plain, line, at)
  return plain
}

/** False for a text of bullets and signs alone: a criterion cannot be made from it. */
export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(plainText(text).text)

function* linesOf(original: string): Generator<{ readonly at: number; readonly line: string }> {
  let at = 0
  for (const line of original.split('\n')) {
    yield { at, line }
    at += line.length + 1
  }
}

function addLine(plain: { text: string; from: number[] }, line: string, at: number): void {
  const bullet = BULLET.exec(line)?.[0].length ?? 0
  const words = [...line.slice(bullet).matchAll(/\S+/g)]
  for (const { 0: word, index } of words) {
    if (plain.text !== '') {
      plain.text += ' '
      plain.from.push(at + bullet + index - 1)
    }
    plain.text += word
    for (let letter = 0; letter < word.length; letter += 1) plain.from.push(at + bullet + index + letter)
  }
}

/** On which side of the text something stands; undefined before the first heading. */
export type Section = 'inclusion' | 'exclusion' | undefined

/** A sentence of the text: where it stands in the plain text, and under which heading. */
export interface Unit {
  readonly start: number
  readonly end: number
  readonly section: Section
}

/** A registry's text, taken apart. */
export interface RegistryText extends Plain {
  readonly units: readonly Unit[]
}

/** Takes a registry's text apart into sentences. Headings are none, but say on which side what follows stands. */
export function registryText(original: string): RegistryText {
  const plain: { text: string; from: number[] } = { text: '', from: [] }
  const units: Unit[] = []
  let section: Section
  for (const { at, line } of linesOf(original)) {
    const before = plain.text.length
    addLine(plain, line, at)
    const start = before === 0 ? 0 : before + 1
    const words = plain.text.slice(start)
    if (words === '') continue
    const heading = headingOf(words)
    if (heading !== 'none') {
      section = heading === 'either' ? undefined : heading
      continue
    }
    for (const [from, to] of sentencesOf(words)) units.push({ start: start + from, end: start + to, section })
  }
  return { ...plain, units }
}

const LEADING = '(?:(?:key|main|major|general|core|principal|specific|additional|other|belangrijkste)\\s+)*'
const HEADING = new RegExp(
  `^[#*_\\s]*${LEADING}(?:(in)clusion|(ex)clusion|(in)clusie|(ex)clusie|eligibility|inclusion (?:and|&|/) exclusion)` +
    `[\\s-]?(?:criteri(?:a|on|um))?[*_]*(?::|\\s*\\([^)]*\\)\\s*:?|\\s[^:.]{1,60}:)?[*_]*$`,
  'i',
)

/** A heading is short; to look for one takes the square of a line's length where it is made of stars. */
const LONGEST_HEADING = 300

/** The side that a heading opens; `either` for one that opens both, `none` for what is no heading. */
function headingOf(line: string): 'inclusion' | 'exclusion' | 'either' | 'none' {
  const found = line.length > LONGEST_HEADING ? null : HEADING.exec(line)
  if (!found) return 'none'
  if (found[1] ?? found[3]) return 'inclusion'
  return (found[2] ?? found[4]) ? 'exclusion' : 'either'
}

/** Start and end of each sentence of a line. */
function* sentencesOf(line: string): Generator<[number, number]> {
  let start = 0
  for (const { index, 0: gap } of line.matchAll(/(?<=[.!?])\s+(?=[\p{Lu}(])/gu)) {
    yield [start, index]
    start = index + gap.length
  }
  yield [start, line.length]
}

/**
 * Every place where a sentence stands in a text as whole words: start and end. In time that grows with the text
 * and not with its square, whatever both say (Knuth, Morris, Pratt 1977).
 */
export function* occurrences(text: string, sentence: string): Generator<[number, number]> {
  const { length } = sentence
  if (length === 0) return
  const letters = lettersOf(sentence)
  const border = bordersOf(letters)
  let matched = 0
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at)
    while (matched > 0 && letter !== letters[matched]) matched = border[matched - 1] ?? 0
    if (letter === letters[matched]) matched += 1
    if (matched < length) continue
    const start = at + 1 - length
    if (!isWithinWord(text, start) && !isWithinWord(text, at + 1)) yield [start, at + 1]
    matched = border[matched - 1] ?? 0
  }
}

const lettersOf = (text: string): Uint16Array => {
  const letters = new Uint16Array(text.length)
  for (let at = 0; at < text.length; at += 1) letters[at] = text.charCodeAt(at)
  return letters
}

/** For each beginning of a sentence the longest end of it that is a beginning, too. */
function bordersOf(letters: Uint16Array): Uint32Array {
  const border = new Uint32Array(letters.length)
  let length = 0
  for (let at = 1; at < letters.length; at += 1) {
    while (length > 0 && letters[at] !== letters[length]) length = border[length - 1] ?? 0
    if (letters[at] === letters[length]) length += 1
    border[at] = length
  }
  return border
}

const isWithinWord = (text: string, at: number): boolean =>
  /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && /[\p{L}\p{N}]/u.test(text.charAt(at))

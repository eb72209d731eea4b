/**
 * Words of the registry as they may stand in a definition. Only what a computer put into them is undone: line ends,
 * characters that nobody sees, entities of HTML, letters read in the wrong encoding, escapes of Markdown.
 */
import { MISENCODED } from '../checks/mangled.ts'

/** Text without what cannot be seen and without what a careless copy leaves behind. Its lines stay lines. */
export function readable(text: string): string {
  return decoded(text)
    .normalize('NFC')
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, '    ')
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(UNSEEN, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
}

/** The same in one line. */
export const inOneLine = (text: string): string => readable(text).replace(/\s+/g, ' ').trim()

/** `\>=` as `>=`: the registry hands out Markdown, in which signs are escaped (CommonMark 0.31, 2.4). */
export const unescaped = (text: string): string => text.replace(/\\+([!-/:-@[-`{-~])/g, '$1')

/**
 * The same words with a blank where a sign would make them act: a tag of HTML, a link of Markdown, an entity.
 * Nothing is taken out, so that an author sees what was there.
 */
export const harmless = (text: string): string =>
  text
    .replace(/<(?=[a-z/!?])/gi, (sign, at: number) =>
      MARKUP.test(text.slice(at, at + 40)) ? `${sign} ` : sign,
    )
    .replace(/\](?=\()/g, '] ')
    .replace(/&(?=(?:[a-z][a-z\d]{1,31}|#\d{1,7}|#x[\da-f]{1,6});)/gi, '& ')
    .replace(/(?<=`)(?=`)|(?<=~)(?=~)/g, ' ')
    .replace(/\b(java|vb)(?=script\b)/gi, '$1 ')
    .replace(/\bdata:(?=[a-z]+\/)/gi, 'data: ')

/** What stands behind a `<` that begins a tag or a link; a comparison such as `<LLN` or `<5` is neither. */
const MARKUP = /^<(?![ul]ln\b)(?:\/|!|\?|https?:|mailto:|[a-z]{1,10}[1-6]?(?:[\s/>]|$))/i

/** Controls, marks that turn the direction of reading, letters without width, and what is no character at all. */
const UNSEEN =
  /(?!\n)[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\p{Default_Ignorable_Code_Point}]/gu

const ENTITIES: Readonly<Record<string, string>> = {
  ge: '≥',
  le: '≤',
  gt: '>',
  lt: '<',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  plusmn: '±',
  micro: 'µ',
  deg: '°',
  times: '×',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  sup2: '²',
  sup3: '³',
  frac12: '½',
  bull: '•',
  middot: '·',
  hellip: '…',
}

/** UTF-8 that somebody read as Windows-1252: a letter that begins such a sequence, and those that carry it on. */
const MISREAD = /[\u00c2-\u00c5\u00ce\u00cf\u00e2][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}/gu

/** The letters that Windows-1252 has at 80 to 9F; elsewhere it is as Latin-1. */
const WINDOWS_LETTERS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const windowsByte = (letter: string): number => {
  const place = WINDOWS_LETTERS.indexOf(letter)
  return place < 0 ? letter.charCodeAt(0) : 0x80 + place
}

/** The text before it was read wrongly; the same text where it was not. */
function asMeant(letters: string): string {
  try {
    const bytes = new Uint8Array([...letters].map(windowsByte))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return letters.length > 2 ? asMeant(letters.slice(0, -1)) + letters.slice(-1) : letters
  }
}

/** What was changed on its way so that nobody can say what it was: a lost character, letters of another encoding. */
export const LOST = new RegExp(`\ufffd|${MISENCODED.source}`, 'u')

/** An entity can hide behind another: `&amp;ge;`. */
const MOST_DECODINGS = 4

function decoded(text: string): string {
  let now = text.replace(MISREAD, asMeant)
  for (let count = 0; count < MOST_DECODINGS; count += 1) {
    const next = now.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}\d{0,2}));/gi, entity)
    if (next === now) break
    now = next
  }
  return now
}

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name] ?? ENTITIES[name.toLowerCase()] ?? whole
  const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole
}

import type { Code } from '../codes.ts'
import type { Finding, Path } from '../problem.ts'
import type { Check } from './checks.ts'
import { codePoint } from './ids.ts'
import { isExpression, stringsIn } from './strings.ts'

/** Names of HTML and SVG that do something; a comparison such as `<LLN` is none of them. */
const TAGS =
  'a|abbr|address|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button|canvas|caption|center|cite|code|dd|del|details|div|dl|dt|em|embed|fieldset|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hr|html|i|iframe|image|img|input|ins|kbd|label|li|link|main|map|mark|marquee|math|meta|nav|noscript|object|ol|option|p|param|picture|pre|q|s|samp|script|section|select|small|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|th|thead|title|tr|tt|u|ul|var|video|xml'

const MARKUP: readonly (readonly [RegExp, string, string])[] = [
  [new RegExp(`</?(?:${TAGS})(?=[\\s/>]|$)|<!--|<!doctype|<\\?`, 'iu'), 'is HTML', 'Write plain text.'],
  [/\b(?:(?:javascript|vbscript)\s*:\s*\S|data:[a-z]+\/)/iu, 'is an address that runs', 'Leave it out.'],
  [
    /!?\[[^\]\n]{0,200}\]\(\s*<?[^)\s]*[:/.#][^)\s]*/u,
    'is a link of Markdown',
    'Write plain text; links have a key of their own.',
  ],
  [
    /<(?:https?|mailto):[^>\s]*>?/iu,
    'is a link of Markdown',
    'Write plain text; links have a key of their own.',
  ],
  [/```|~~~/u, 'is a block of Markdown', 'Write plain text.'],
]

const HIDDEN: readonly (readonly [RegExp, string])[] = [
  [
    /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u,
    'turns the direction of the text: it reads other than it is',
  ],
  [/(?![\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069])\p{Default_Ignorable_Code_Point}/u, 'is not seen'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  [/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029]/u, 'is a control character'],
  [/[\uE000-\uF8FF\u{F0000}-\u{10FFFF}]/u, 'means nothing to other readers'],
]

/** Plain text, and nothing in it that acts, hides or turns: the card shows it as it is (T-09). */
export const checkTexts: Check = ({ written }) => wordsFaults(written)

/** The same over a document that has other faults as well. */
export const wordsFaults = (document: unknown): Finding[] =>
  [...stringsIn(document)].flatMap(({ value, path }) => (isExpression(path) ? [] : textFaults(value, path)))

function textFaults(value: string, path: Path): Finding[] {
  if (value.trim() === '') {
    const code: Code = path.at(-1) === 'sentence' ? 'L-NO-SENTENCE' : 'L-TEXT'
    return [{ code, path, message: 'This text is blank.' }]
  }
  const found: Finding[] = []
  for (const [pattern, what, hint] of MARKUP) {
    const match = pattern.exec(value)
    if (match && found.length === 0)
      found.push({
        code: 'L-TEXT',
        path,
        within: match.index + 1,
        message: `“${match[0].slice(0, 40)}” ${what}.`,
        hint,
      })
  }
  for (const [pattern, what] of HIDDEN) {
    const match = pattern.exec(value)
    if (match)
      found.push({
        code: 'L-TEXT',
        path,
        within: match.index + 1,
        message: `The character ${codePoint(match[0])} ${what}.`,
        hint: 'Type the text again.',
      })
  }
  return found
}

import type { Entry } from './entry.ts'
import type { Phrase } from './phrase.ts'
import type { Row, Section, Sheet } from './sheet.ts'
import type { Words } from './words/words.ts'

const COLUMNS = 80

/** The sheet for a terminal: plain text, at most 80 columns. */
export function renderText(sheet: Sheet, words: Words['sheet']): string {
  const blocks = [
    [
      '='.repeat(COLUMNS),
      ...wrap(sheet.title),
      ...sheet.lines.flatMap((line) => wrap(line)),
      ...wrap(sheet.file),
    ],
    sheet.warnings.flatMap((warning) => wrap(warning, '', '! ')),
    wrap(sheet.intro),
    ...sheet.criteria.flatMap(({ title, entries }) => [
      heading(title),
      ...entries.map((entry) => criterion(entry, words)),
    ]),
    ...sheet.sections.map(section),
    [
      ...heading(words.signature),
      ...wrap(words.confirm, '  '),
      ...words.signed.flatMap((label) => ['', `  ${label}: `.padEnd(COLUMNS, '.')]),
    ],
    ['='.repeat(COLUMNS), ...wrap(sheet.file)],
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

const heading = (title: string): string[] => wrap(title.toUpperCase())

const criterion = (entry: Entry, words: Words['sheet']): string[] => [
  ...wrap(entry.statement, '', `${entry.number}  `),
  ...row({ term: entry.says, text: `“${entry.sentence}”` }, '    '),
  ...row({ term: words.reading, text: entry.reading }, '    '),
  ...row({ term: words.how, text: entry.how.text }, '    '),
  ...entry.how.parts.flatMap((part) => phrase(part, '      ', '- ')),
  ...entry.more.flatMap((one) => row(one, '    ')),
]

const phrase = ({ text, parts }: Phrase, indent: string, mark: string): string[] => [
  ...wrap(text, indent, mark),
  ...parts.flatMap((part) => phrase(part, `${indent}  `, '- ')),
]

const section = ({ title, intro, rows }: Section): string[] => [
  ...heading(title),
  ...(intro === undefined ? [] : wrap(intro, '  ')),
  ...rows.flatMap((one) => row(one, '  ')),
]

const row = ({ term, text }: Row, indent: string): string[] =>
  wrap(term === '' ? text : `${term}: ${text}`, `${indent}  `).map((line, index) =>
    index === 0 ? line.replace('  ', '') : line,
  )

/** What a terminal would obey, or would hide, is left out. */
const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, ' ')

/** Lines of at most 80 columns; a word too long for one stays whole, so that an address can be copied. */
function wrap(text: string, indent = '', mark = ''): string[] {
  const lines: string[] = []
  let line = indent + mark
  let isEmpty = true
  for (const word of printable(text).split(/\s+/u).filter(Boolean)) {
    if (!isEmpty && [...line].length + 1 + [...word].length > COLUMNS) {
      lines.push(line)
      line = indent + ' '.repeat(mark.length)
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}

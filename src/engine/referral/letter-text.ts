import type { LetterPart } from './draft.ts'

/** Columns that a note in an EHR shows without breaking lines by itself. */
const COLUMNS = 78

/** The letter as plain text: titles in capitals, what belongs to them below, no line longer than it must be. */
export function textOfLetter(title: string, parts: readonly LetterPart[]): string {
  const blocks = parts.map((part) =>
    [
      part.title.toUpperCase(),
      ...('lines' in part
        ? part.lines.flatMap((line) => wrap(line, '  '))
        : part.rows.flatMap(({ statement, result, evidence }) => [
            ...wrap(statement, '  '),
            ...wrap(result, '    '),
            ...evidence.flatMap((one) => wrap(one, '    ', '- ')),
          ])),
    ].join('\n'),
  )
  return `${[wrap(title).join('\n'), ...blocks].join('\n\n')}\n`
}

/** A text as lines: the first after `mark`, the rest below it. A word too long for a line stays whole. */
function wrap(text: string, indent = '', mark = ''): string[] {
  const hanging = indent + ' '.repeat(mark.length)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').filter((one) => one !== '')) {
    const start = lines.length === 0 ? indent + mark : hanging
    if (line === '') line = start + word
    else if ([...line].length + 1 + [...word].length <= COLUMNS) line += ` ${word}`
    else {
      lines.push(line)
      line = hanging + word
    }
  }
  return line === '' ? lines : [...lines, line]
}

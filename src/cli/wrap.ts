import { printable } from './problem.ts'

/** Columns of a terminal that everybody has. */
export const COLUMNS = 80

/**
 * A text as lines of at most 80 columns: the first after `mark`, the rest below it. A word too long for a line
 * stays whole, so that addresses and references can be copied.
 */
export function wrap(text: string, indent = '', mark = ''): string[] {
  const hanging = indent + ' '.repeat(mark.length)
  const lines: string[] = []
  let line = indent + mark
  let isEmpty = true
  for (const word of printable(text.replace(/\s+/gu, ' ').trim()).split(' ')) {
    if (!isEmpty && widthOf(line) + 1 + widthOf(word) > COLUMNS) {
      lines.push(line)
      line = hanging
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}

const widthOf = (text: string): number => [...text.normalize('NFC')].length

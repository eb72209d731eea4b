/** The lines of a Markdown text with what stands before their words. */
import { plainText } from '../checks/registry-text.ts'
import { harmless, unescaped } from './registry-words.ts'

/** A line that is not blank. */
export interface TextLine {
  /** Blanks before it. */
  readonly indent: number
  /** Its kind of bullet: the sign, or `1`, `a`, `A` for numbers and letters; absent for a paragraph. */
  readonly bullet: string | undefined
  /** What it says, escapes undone, without its bullet, as the check compares it. */
  readonly words: string
  /** The same with its bullet. */
  readonly whole: string
  /** True when a blank line stands before it. */
  readonly afterBlank: boolean
}

const BULLET =
  /^(?:(?<sign>\\?[-+*•·▪◦‣○●–—]|o)|\(?(?:(?<number>\d{1,3})|(?<letter>[a-zA-Z]|[ivx]{2,5}|[IVX]{2,5}))\\?[.)])\s+(?=\S)/u

/** The lines of a text that are not blank. An escaped asterisk begins no list; an escaped dash does. */
export function textLines(text: string): TextLine[] {
  const raw = text.split('\n')
  return raw.flatMap((line, index): TextLine[] => {
    const rest = line.trim()
    if (rest === '') return []
    const found = rest.startsWith('\\*') ? null : BULLET.exec(rest)
    const { sign, number, letter } = found?.groups ?? {}
    const bullet = sign?.replace('\\', '') ?? (number ? '1' : letter && (/[a-z]/.test(letter) ? 'a' : 'A'))
    const whole = asRead(rest)
    return [
      {
        indent: line.length - line.trimStart().length,
        bullet,
        words: plainText(whole).text,
        whole,
        afterBlank: (raw[index - 1] ?? '').trim() === '',
      },
    ]
  })
}

/** The text as the definition holds it: escapes undone, and nothing in it that acts. */
export const registryTextOf = (text: string): string => text.split('\n').map(asRead).join('\n')

const asRead = (line: string): string => harmless(unescaped(line))

import type { Scalar } from 'yaml'

/**
 * Where in a YAML source a character of a scalar's value stands. A folded or literal block starts on the line below
 * its sign, quotes take a character, an escape several: the value is followed through the source, character by
 * character.
 */
export function placeInText(source: string, { type, value, range }: Scalar, index: number): number {
  const [start = 0, end = start] = range ?? []
  if (typeof value !== 'string' || index <= 0) return start + textStart(source, start, type)
  let at = start + textStart(source, start, type)
  for (let place = 0; place <= index; place += 1) {
    const character = value.charAt(place)
    const isSpace = /\s/.test(character)
    if (!isSpace)
      while (at < end && source.charAt(at) !== character && escapeAt(source, at, type) === 0) at += 1
    if (place === index) break
    if (!isSpace) at += escapeAt(source, at, type) || 1
    else if (/\s/.test(source.charAt(at))) at += 1
  }
  return at
}

/** How far behind the start of a scalar its text begins. */
function textStart(source: string, start: number, type: Scalar['type']): number {
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return 1
  if (type !== 'BLOCK_FOLDED' && type !== 'BLOCK_LITERAL') return 0
  const text = source.slice(start)
  return /^.*\n\s*/.exec(text)?.[0].length ?? 0
}

/** The length of an escape that stands here in double quotes; 0 where none does. */
function escapeAt(source: string, at: number, type: Scalar['type']): number {
  if (type !== 'QUOTE_DOUBLE' || source.charAt(at) !== '\\') return 0
  const letter = source.charAt(at + 1)
  // A break that is escaped is no character of the value.
  if (letter === '\n') return 0
  return { x: 4, u: 6, U: 10 }[letter] ?? 2
}

import type { Scalar } from 'yaml'

/**
 * Where in a YAML source each character of a scalar's value stands, and where its end does. A folded or literal block
 * starts on the line below its sign, quotes take a character, an escape several: the value is followed through the
 * source, character by character, once for all.
 */
export function placesInText(source: string, { type, value, range }: Scalar): Uint32Array {
  const [start = 0, end = start] = range ?? []
  const text = typeof value === 'string' ? value : ''
  const places = new Uint32Array(text.length + 1)
  const first = start + textStart(source, start, type)
  let at = first
  for (let place = 0; place <= text.length; place += 1) {
    const character = text.charAt(place)
    const isSpace = /\s/.test(character)
    if (!isSpace)
      while (at < end && source.charAt(at) !== character && escapeAt(source, at, type) === 0) at += 1
    places[place] = at
    if (!isSpace) at += escapeAt(source, at, type) || 1
    else if (/\s/.test(source.charAt(at))) at += 1
  }
  places[0] = first
  return places
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

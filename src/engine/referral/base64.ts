const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** A text in UTF-8 as base64 (RFC 4648, section 4). The engine has neither `btoa` nor an encoder of text. */
export function base64Of(text: string): string {
  const bytes = [...text].flatMap((letter) => utf8Of(letter.codePointAt(0) ?? 0))
  let out = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3)
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    out += letterAt(word >> 18) + letterAt(word >> 12)
    out += (b === undefined ? '=' : letterAt(word >> 6)) + (c === undefined ? '=' : letterAt(word))
  }
  return out
}

const letterAt = (bits: number): string => LETTERS.charAt(bits & 63)

const REPLACEMENT = 0xfffd

/** Half of a pair of surrogates is no character: the sign for a character that is lost stands in its place. */
function utf8Of(point: number): number[] {
  if (point >= 0xd800 && point <= 0xdfff) return utf8Of(REPLACEMENT)
  const last = (shift: number) => 0x80 | ((point >> shift) & 0x3f)
  if (point < 0x80) return [point]
  if (point < 0x800) return [0xc0 | (point >> 6), last(0)]
  if (point < 0x10000) return [0xe0 | (point >> 12), last(6), last(0)]
  return [0xf0 | (point >> 18), last(12), last(6), last(0)]
}

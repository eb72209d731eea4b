/** The most letters of one text of the record in a letter: enough for anything that was meant to be read. */
const LONGEST = 500

/**
 * A text of the record as one line that says no more than it shows: what breaks lines, cannot be seen or turns the
 * direction of writing becomes a space, so that no entry can pass for a line of the letter.
 */
export function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\s]+/gu, ' ').trim()
  return line.length <= LONGEST ? line : `${[...line].slice(0, LONGEST).join('').trimEnd()} …`
}

/** The most letters of one text in a letter: enough for anything that was meant to be read, a note of 500 with it. */
const LONGEST = 2000

/**
 * A text of the record as one line that says no more than it shows: what breaks lines becomes a space, and what cannot
 * be seen or turns the direction of writing goes, so that no entry can pass for a line of the letter.
 */
export function plain(text: string): string {
  const line = text
    .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return line.length <= LONGEST ? line : `${[...line].slice(0, LONGEST).join('').trimEnd()} …`
}

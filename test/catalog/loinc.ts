// The check digit of a LOINC code (mod 10) and of an answer code, LA…, whose letters count by their place in ASCII.
// A right check digit proves that a code was copied whole, not what it means.

/** What is wrong with a LOINC code or an answer code; undefined when nothing is. */
export function faultOfLoinc(code: string): string | undefined {
  const [, part, check] = /^((?:LA)?[0-9]{1,7})-([0-9])$/.exec(code) ?? []
  if (part === undefined) return 'not a number, a hyphen and a check digit'
  return checkDigitOf(part) === Number(check) ? undefined : 'wrong check digit'
}

// Every second place from the right counts double, by the sum of its digits.
function checkDigitOf(part: string): number {
  const sum = [...part]
    .reverse()
    .map((letter) => letter.charCodeAt(0) - '0'.charCodeAt(0))
    .map((worth, position) => (position % 2 === 0 ? 2 * worth - 9 * Math.floor(worth / 5) : worth))
    .reduce((total, one) => total + one, 0)
  return (10 - (sum % 10)) % 10
}

import type { Coding } from '../fhir.ts'

/**
 * True for a SNOMED CT identifier whose check digit does not fit (SNOMED CT Technical Implementation Guide,
 * SCTID; Verhoeff's dihedral check). Spreadsheets round long ids: the code is not what somebody recorded.
 */
export const isDamagedSnomedId = ({ system, code }: Coding): boolean =>
  /^https?:\/\/snomed\.info\/sct/.test(system) && !isWhole(code)

const known = new Map<string, boolean>()

function isWhole(code: string): boolean {
  let whole = known.get(code)
  if (whole === undefined) {
    whole = /^\d{6,18}$/.test(code) && passesVerhoeff(code)
    known.set(code, whole)
  }
  return whole
}

// The permutation that Verhoeff applies to a digit at each position; it repeats after eight.
const PERMUTATION = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
]

function passesVerhoeff(digits: string): boolean {
  let check = 0
  for (const [position, digit] of [...digits].reverse().entries()) {
    check = multiply(check, Number(PERMUTATION[position % 8]?.[Number(digit)]))
  }
  return check === 0
}

/** Multiplication in the dihedral group of the pentagon: 0–4 turn, 5–9 turn and mirror. */
function multiply(a: number, b: number): number {
  const turn = a < 5 ? (a + b) % 5 : (((a - b) % 5) + 5) % 5
  return a < 5 === b < 5 ? turn : turn + 5
}

// The check of a SNOMED CT identifier: its form, its partition and its check digit (Verhoeff).
// A right check digit proves that an id was copied whole, not what it means.

// The dihedral group D5, and the permutation by which a digit's position counts.
const product: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
  [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
  [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
  [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
  [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
  [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
  [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
  [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
  [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
]
const step: readonly number[] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

function permute(digit: number, times: number): number {
  let result = digit
  for (let i = 0; i < times % 8; i++) result = step[result] as number
  return result
}

export function checkDigitHolds(digits: string): boolean {
  let state = 0
  for (const [position, digit] of [...digits].reverse().entries()) {
    state = product[state]?.[permute(Number(digit), position)] as number
  }
  return state === 0
}

// What is wrong with the id of a SNOMED CT concept, or undefined. Partition 00 is a concept of the
// international edition; 10 is one of an extension, with a namespace of seven digits before it.
export function faultOfConceptId(id: string): string | undefined {
  if (!/^[1-9][0-9]{5,17}$/.test(id)) return 'not 6 to 18 digits'
  const partition = id.slice(-3, -1)
  if (partition !== '00' && partition !== '10') return `partition ${partition} is not that of a concept`
  if (partition === '10' && id.length < 11) return 'too short for a namespace'
  return checkDigitHolds(id) ? undefined : 'wrong check digit'
}

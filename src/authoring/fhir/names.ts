/** A name for machines out of words: `Nct06452485Questions` (FHIR R4, invariants que-0, vsd-0 and csd-0). */
export const nameOf = (...words: readonly string[]): string => {
  const name = words
    .flatMap((word) => word.split(/[^A-Za-z0-9]+/))
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1).toLowerCase())
    .join('')
  return (/^[A-Z]/.test(name) ? name : `Trial${name}`).slice(0, 255)
}

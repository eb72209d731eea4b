/**
 * The day of a FHIR date or instant in words, in an order that nobody can misread: "23 Nov 2026". The day is the one
 * that the EHR wrote. Whatever is no date is given back as it is.
 */
export function dayInWords(at: string, months: readonly string[]): string {
  const [, year, month, date] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(at) ?? []
  if (!year) return at
  return [date && String(Number(date)), month && months[Number(month) - 1], year].filter(Boolean).join(' ')
}

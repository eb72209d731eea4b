import { ageInYears, type Day } from '../calendar.ts'
import type { Words } from './words/words.ts'

/**
 * A recorded date in words, at its own precision and in an order that nobody can misread: "2 Oct 2026",
 * "Oct 2026", "2026". A period is "16 Jun 2007 – 21 Aug 2007". A time of day is left out.
 */
export function dateInWords(text: string, words: Words): string {
  return text
    .split('/')
    .map((part) => {
      const [, year, month, date] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(part) ?? []
      if (!year) return part
      const monthName = month ? words.months[Number(month) - 1] : undefined
      return [date ? String(Number(date)) : undefined, monthName, year]
        .filter((one) => one !== undefined)
        .join(' ')
    })
    .join(' – ')
}

/** A minute of the clock in words: "23 Nov 2026 09:41" of `2026-11-23T09:41`. */
export const momentInWords = (minute: string, words: Words): string =>
  `${dateInWords(minute.slice(0, 10), words)} ${minute.slice(11, 16)}`.trim()

/** Age in whole years, in words; undefined for a birth date that is not a full date. */
export function ageInWords(
  birth: { first: Day; last: Day } | undefined,
  today: Day,
  words: Words,
): string | undefined {
  if (!birth) return undefined
  const [least, most] = [ageInYears(birth.last, today), ageInYears(birth.first, today)]
  if (least < 0) return undefined
  return least === most ? words.years(least) : `${least}–${words.years(most)}`
}

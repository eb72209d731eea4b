/**
 * Calendar days without a clock or a time zone. A FHIR date may name a day, a month or a year
 * (FHIR R4 datatypes, date and dateTime); it is kept as the interval of days that it may mean, and an order
 * between two dates is certain only when their intervals do not overlap.
 */
import type { Truth } from './truth.ts'

/** Days since 1970-01-01 in the Gregorian calendar; negative before. */
export type Day = number

/** The days that a recorded date may mean, both ends included. */
export interface DayRange {
  readonly first: Day
  readonly last: Day
}

const DAYS_PER_400_YEARS = 146_097

/** The day number of a calendar date. Months from 1. Gives undefined for a date that does not exist. */
export function dayOf(year: number, month: number, date: number): Day | undefined {
  if (month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return undefined
  // Years counted from March put the leap day at the end (H. Hinnant, days_from_civil).
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * DAYS_PER_400_YEARS + dayOfEra - 719_468
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** The calendar date of a day number. */
export function dateOf(day: Day): { readonly year: number; readonly month: number; readonly date: number } {
  const z = day + 719_468
  const era = Math.floor(z / DAYS_PER_400_YEARS)
  const dayOfEra = z - era * DAYS_PER_400_YEARS
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const date = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date }
}

/** `YYYY-MM-DD` of a day number. */
export function isoOf(day: Day): string {
  const { year, month, date } = dateOf(day)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

/** The day of an ISO date, if there is such a day. */
export function dayOfIso(text: string): Day | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts ? dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined
}

const FHIR_DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?$/

/**
 * Reads a FHIR date or dateTime. A time of day is checked and set aside: the day is the one written down at
 * the place of recording. Gives undefined for a date that does not exist, such as 2024-02-30.
 */
export function parseDate(text: string): DayRange | undefined {
  const parts = FHIR_DATE.exec(text)
  if (!parts) return undefined
  const [year, month, date, hour, minute, second] = parts
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)))
  if (year === undefined || year < 1) return undefined
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return undefined
  if (month === undefined) return range(dayOf(year, 1, 1), dayOf(year, 12, 31))
  if (date === undefined) return range(dayOf(year, month, 1), dayOf(year, month, daysInMonth(year, month)))
  const day = dayOf(year, month, date)
  return range(day, day)
}

const range = (first: Day | undefined, last: Day | undefined): DayRange | undefined =>
  first === undefined || last === undefined ? undefined : { first, last }

/** Whether every day of `a` lies before every day of `b`. Unknown while the two overlap. */
export function isBefore(a: DayRange, b: DayRange): Truth {
  if (a.last < b.first) return true
  return a.first >= b.last ? false : 'ambiguous'
}

/** Whether `a` lies on or after `b`. */
export function isOnOrAfter(a: DayRange, b: DayRange): Truth {
  if (a.first >= b.last) return true
  return a.last < b.first ? false : 'ambiguous'
}

/** The range moved by whole days. */
export const shift = (days: DayRange, by: number): DayRange => ({
  first: days.first + by,
  last: days.last + by,
})

/** The smallest range that holds both. */
export const hull = (a: DayRange, b: DayRange): DayRange => ({
  first: Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
})

/**
 * The same day so many years later, as FHIRPath adds years (N1, 6.7.1): 29 February becomes 28 February
 * where the later year has none.
 */
export function addYears(day: Day, years: number): Day {
  const { year, month, date } = dateOf(day)
  const later = dayOf(year + years, month, Math.min(date, daysInMonth(year + years, month)))
  if (later === undefined) throw new Error(`no such day: ${year + years}-${month}-${date}`)
  return later
}

/** A span of calendar time. Months and years are calendar months and years. */
export interface Duration {
  readonly count: number
  readonly unit: 'day' | 'week' | 'month' | 'year'
  /** Days to add, to stand on either side of a boundary. */
  readonly days?: number
}

/** The day so much later; of a month that is too short, its last day. */
export function laterBy(day: Day, { count, unit, days = 0 }: Duration, sign: 1 | -1 = 1): Day {
  // A date that reaches back or on without end stays so.
  if (!Number.isFinite(day)) return day
  const whole = sign * count
  if (unit === 'day' || unit === 'week') return day + whole * (unit === 'week' ? 7 : 1) + sign * days
  return (unit === 'year' ? addYears(day, whole) : addMonths(day, whole)) + sign * days
}

/** The day so much earlier. */
export const earlierBy = (day: Day, duration: Duration): Day => laterBy(day, duration, -1)

function addMonths(day: Day, months: number): Day {
  const { year, month, date } = dateOf(day)
  const count = year * 12 + (month - 1) + months
  const [y, m] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1]
  const moved = dayOf(y, m, Math.min(date, daysInMonth(y, m)))
  if (moved === undefined) throw new Error(`no such month: ${y}-${m}`)
  return moved
}

/** Whole years lived by somebody born on `birth`, on `day`. */
export function ageInYears(birth: Day, day: Day): number {
  const years = dateOf(day).year - dateOf(birth).year
  return addYears(birth, years) <= day ? years : years - 1
}

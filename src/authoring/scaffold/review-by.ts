import { addYears, isoOf } from '../../engine/calendar.ts'
import { dayOfIso } from '../../engine/index.ts'

/** Days for which a record that nobody has touched for a year may be relied on. */
const DAYS_FOR_AN_OLD_RECORD = 90

/**
 * The day until which a definition may be relied on: a year after the record's own date. Where that has passed the
 * registry is late, and a new look is due sooner, not later: in three months.
 */
export function reviewBy(asOf: string, today: string): string {
  const [from, now] = [dayOfIso(asOf), dayOfIso(today)]
  if (from === undefined || now === undefined) throw new Error(`no such day: ${asOf} or ${today}`)
  const inAYear = addYears(from, 1)
  return isoOf(inAYear > now ? inAYear : now + DAYS_FOR_AN_OLD_RECORD)
}

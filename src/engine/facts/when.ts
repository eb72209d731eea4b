import { type DayRange, parseDate } from '../calendar.ts'
import { isObject, type Resource, textOf } from '../fhir.ts'
import type { ResourceReading } from './catalog.ts'
import { expression } from './expression.ts'

/** When something was, as far as the record says. Empty: nothing dates it. */
export interface When {
  readonly start?: DayRange
  readonly end?: DayRange
  /** The date as recorded. */
  readonly dateText?: string
  /** True when it only says when something was written down. */
  readonly weak?: boolean
  /** True for a date that does not exist. */
  readonly unreadable?: boolean
}

/** The clinical date where there is one; else the date of writing, marked as weak. */
export function whenOf(resource: Resource, reading: ResourceReading): When {
  const firstOf = (texts: readonly string[]) =>
    texts
      .flatMap((text) => expression(text)(resource))
      .map(datedBy)
      .find((when) => when !== undefined)
  const clinical = firstOf(reading.when)
  if (clinical) return clinical
  const written = firstOf(reading.weakWhen)
  return written ? { ...written, weak: true } : {}
}

/** A dateTime, or a Period. A period without end is still running: it may end on any later day. */
function datedBy(found: unknown): When | undefined {
  if (typeof found === 'string') {
    const days = parseDate(found)
    return days ? { start: days, end: days, dateText: found } : { dateText: found, unreadable: true }
  }
  if (!isObject(found)) return undefined
  const startText = textOf(found['start'])
  const endText = textOf(found['end'])
  if (!startText && !endText) return undefined
  const dateText = [startText ?? '…', endText ?? '…'].join('/')
  const start = startText ? parseDate(startText) : ANY_DAY
  const end = endText ? parseDate(endText) : ANY_DAY
  if (!start || !end || end.last < start.first) return { dateText, unreadable: true }
  return {
    dateText,
    start: { first: start.first, last: Math.min(start.last, end.last) },
    end: { first: Math.max(start.first, end.first), last: end.last },
  }
}

const ANY_DAY: DayRange = { first: Number.NEGATIVE_INFINITY, last: Number.POSITIVE_INFINITY }

/** Something that goes on after its date until something else ends it: of a single date, the end is open. */
export const lasting = (when: When): When =>
  when.start && when.start === when.end
    ? { ...when, end: { first: when.start.first, last: Number.POSITIVE_INFINITY } }
    : when

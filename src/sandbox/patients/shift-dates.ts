const DAY = 86_400_000
const dated = /(DateTime|Date|^start|^end|^started|^authoredOn|^issued|^date|^dateTime)$/
const written = /^(\d{4})(-\d{2})?(-\d{2})?(T.*)?$/

/** Whole days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY)

/**
 * Moves every date of a record by so many days, so that "three weeks ago" stays three weeks ago. A date
 * keeps its precision: a month moves as its fifteenth day, a year as its middle. Birth dates stay unless asked.
 */
export function shiftDates<Value>(value: Value, days: number, withBirth: boolean): Value {
  if (days === 0) return value
  const shift = (key: string, item: unknown): unknown => {
    if (Array.isArray(item)) return item.map((each) => shift(key, each))
    if (item !== null && typeof item === 'object')
      return Object.fromEntries(Object.entries(item).map(([name, each]) => [name, shift(name, each)]))
    const moves = typeof item === 'string' && dated.test(key) && (withBirth || key !== 'birthDate')
    return moves ? shiftDate(item, days) : item
  }
  return shift('', value) as Value
}

function shiftDate(text: string, days: number): string {
  const [, year, month, day, time = ''] = written.exec(text) ?? []
  if (year === undefined) return text
  const moved = new Date(Date.parse(`${year}${month ?? '-07'}${day ?? '-15'}`) + days * DAY).toISOString()
  return moved.slice(0, day ? 10 : month ? 7 : 4) + time
}

import type { Duration } from '../../engine/calendar.ts'
import type { Window } from '../../engine/criteria/fields.ts'
import type { Finding, Path } from '../problem.ts'
import type { Check } from './checks.ts'
import { placedCriteria, placedParts } from './places.ts'

const DAYS: Readonly<Record<Duration['unit'], number>> = { day: 1, week: 7, month: 30.44, year: 365.25 }
const MOST_YEARS = 120

/** Windows of time are longer than nothing and no longer than a life. */
export const checkWindows: Check = (checked) =>
  placedCriteria(checked).flatMap((placed) =>
    placedParts(placed).flatMap(({ is, value, at, beside }): Finding[] => {
      if (is !== 'duration' && is !== 'window') return []
      return [...checkLength(value as Window, at), ...checkBeside(at, beside)]
    }),
  )

function checkLength(window: Window, path: Path): Finding[] {
  if (window === 'any time') return []
  const days = daysIn(window)
  const refuse = (message: string, hint: string): Finding[] => [{ code: 'L-WINDOW', path, message, hint }]
  if (days > MOST_YEARS * DAYS.year)
    return refuse(`It is longer than ${MOST_YEARS} years.`, 'For a value of any age write any time.')
  return days === 0 ? refuse('It is no time at all.', 'Write at least 1 day, or leave it out.') : []
}

const daysIn = ({ count, unit }: Duration): number => count * DAYS[unit]

const NEEDS: Readonly<Record<string, string>> = { grace: 'since', 'at-most-before': 'before' }

/** What a window counts from stands beside it; and two limits of a time leave something between them. */
function checkBeside(path: Path, beside: Readonly<Record<string, unknown>>): Finding[] {
  const key = String(path.at(-1))
  const needed = NEEDS[key]
  if (needed !== undefined && beside[needed] === undefined)
    return [
      {
        code: 'L-WINDOW',
        path,
        message: `“${key}” counts from what “${needed}” names, and that is missing.`,
        hint: `Add ${needed}, or leave ${key} out.`,
      },
    ]
  if (key !== 'at-most' && key !== 'less-than') return []
  const low = beside['atLeast'] ?? beside['moreThan']
  const high = beside['atMost'] ?? beside['lessThan']
  return isDuration(low) && isDuration(high) && daysIn(low) > daysIn(high)
    ? [
        {
          code: 'L-BOUNDS',
          path,
          message: 'The shortest time is longer than the longest.',
          hint: 'Are the two the wrong way round?',
        },
      ]
    : []
}

const isDuration = (value: unknown): value is Duration =>
  typeof value === 'object' && value !== null && 'count' in value && 'unit' in value

import { dayOf } from '../../engine/calendar.ts'
import type { Finding, Path } from '../problem.ts'
import type { Check } from './checks.ts'
import { stringsIn } from './strings.ts'

/** Dates exist, statements are not from the future, and the definition is to be looked at again after it was. */
export const checkDates: Check = ({ written, today }) => {
  const found: Finding[] = []
  for (const { value, path } of stringsIn(written))
    if (path.at(-1) === 'as-of') {
      if (!exists(value)) found.push(status(path, `${value} is no day of the calendar.`))
      else if (today !== undefined && value > today)
        found.push(status(path, `${value} lies in the future: nobody can have said it yet.`))
    }
  const { reviewBy, reviewed, status: recruitment } = written
  const path: Path = ['review-by']
  if (!exists(reviewBy))
    found.push({ code: 'L-REVIEW', path, message: `${reviewBy} is no day of the calendar.` })
  else if ([reviewed.asOf, recruitment.asOf].some((day) => exists(day) && day > reviewBy))
    found.push({
      code: 'L-REVIEW',
      path,
      message: 'The next look is due before the last one was taken.',
      hint: `Looked at on ${reviewed.asOf}; recruitment of ${recruitment.asOf}.`,
    })
  else if (today !== undefined && reviewBy < today)
    found.push({
      code: 'L-REVIEW-OVERDUE',
      path,
      message: `A new look at the registry was due on ${reviewBy}.`,
      hint: 'Until then the card says so and refers nobody.',
    })
  return found
}

const status = (path: Path, message: string): Finding => ({ code: 'L-STATUS', path, message })

/** True for a day that the calendar has. */
function exists(text: string): boolean {
  const [year = 0, month = 0, date = 0] = text.split('-').map(Number)
  return dayOf(year, month, date) !== undefined
}

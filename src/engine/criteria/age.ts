import { addYears } from '../calendar.ts'
import { allOf, type Truth } from '../truth.ts'
import type { Written } from './fields.ts'
import { type Outcome, outcome } from './finding.ts'
import { factsNamed, type Scene } from './scene.ts'

const OLDEST_YEARS = 120

const fields = {
  atLeast: ['years?', 'Youngest age, in whole years'],
  atMost: ['years?', 'Oldest age, in whole years: until the day before the next birthday'],
} as const

/**
 * Old enough and not too old. A birth date of a year or a month is open while the birthday may or may not have
 * been; a future one, and one of more than 120 years ago, is an error of the record.
 */
function evaluate({ atLeast, atMost }: Written<typeof fields>, scene: Scene): Outcome {
  const births = factsNamed(scene, 'birth')
  const dated = births.find(({ start }) => start !== undefined)
  if (!dated?.start) {
    const patientRead = scene.ledger.some(
      ({ resource, state }) => resource === 'Patient' && state === 'complete',
    )
    return outcome(
      births.length > 0 && births.some(({ dateText }) => dateText)
        ? 'ambiguous'
        : patientRead
          ? 'missing'
          : 'incomplete',
      { used: births },
    )
  }
  const { first, last } = dated.start
  if (first > scene.today || addYears(last, OLDEST_YEARS) < scene.today)
    return outcome('ambiguous', { used: [dated] })
  const hasLived = (years: number): Truth => {
    if (addYears(last, years) <= scene.today) return true
    return addYears(first, years) > scene.today ? false : 'ambiguous'
  }
  const old = atLeast === undefined || hasLived(atLeast)
  const tooOld = atMost === undefined ? false : hasLived(atMost + 1)
  return outcome(allOf([old, typeof tooOld === 'boolean' ? !tooOld : tooOld]), { used: [dated] })
}

/** Age on the day of evaluation. */
export const age = { fields, facts: ['birth'], evaluate } as const

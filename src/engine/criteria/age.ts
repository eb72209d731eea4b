import { addYears } from '../calendar.ts'
import { type Outcome, outcome } from './finding.ts'
import { factsNamed, type Scene } from './scene.ts'

const OLDEST_YEARS = 120

/**
 * At least so many years old. A birth date of a year or a month is open while the birthday may or may not have
 * been; a future one, and one of more than 120 years ago, is an error of the record.
 */
export function evaluateAge(rule: { readonly atLeast: number }, scene: Scene): Outcome {
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
  const earliest = addYears(first, rule.atLeast)
  const latest = addYears(last, rule.atLeast)
  const truth = latest <= scene.today ? true : earliest > scene.today ? false : 'ambiguous'
  return outcome(truth, { used: [dated] })
}

import { isBefore, shift } from '../calendar.ts'
import type { FactDefinition } from './catalog.ts'
import type { Fact } from './fact.ts'

/**
 * A later cancer on a side that was irradiated before counts as a recurrence ("second primary ipsilateral").
 * Only with two confirmed cancers of that side, clinical dates that lie more than a year apart, and irradiation
 * that certainly ended before the later one: two entries of one cancer on the problem list look the same otherwise.
 */
export function secondCancers(definition: FactDefinition, facts: readonly Fact[]): Fact[] {
  const rule = definition.secondCancer
  if (!rule) return []
  const cancers = facts.filter((fact) => fact.name === rule.of && isDatedAndSided(fact))
  const treatments = facts.filter((fact) => fact.name === rule.after && isDatedAndSided(fact))
  return cancers.flatMap((later) => {
    const follows = cancers.some(
      (earlier) => isSameSide(earlier, later) && endsBefore(earlier, later, rule.apartDays),
    )
    const treated = treatments.some(
      (treatment) => isSameSide(treatment, later) && endsBefore(treatment, later, 0),
    )
    return follows && treated ? [{ ...later, name: definition.name, kind: 'second-cancer' }] : []
  })
}

const isDatedAndSided = (fact: Fact): boolean =>
  fact.strength === 'confirmed' && !fact.weakDate && (fact.side === 'left' || fact.side === 'right')

const isSameSide = (a: Fact, b: Fact): boolean => a.side === b.side

const endsBefore = (earlier: Fact, later: Fact, days: number): boolean =>
  earlier.end !== undefined &&
  later.start !== undefined &&
  isBefore(shift(earlier.end, days), later.start) === true

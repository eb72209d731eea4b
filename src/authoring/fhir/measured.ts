import type { Duration as FhirDuration, GroupCharacteristic, Quantity } from 'fhir/r4'
import type { Duration } from '../../engine/calendar.ts'
import type { Limit } from '../../engine/criteria/fields.ts'
import type { RuleOf } from '../../engine/criteria/kinds.ts'
import type { FactDefinition } from '../../engine/facts/catalog.ts'

const UCUM = 'http://unitsofmeasure.org'

/** The value of a characteristic that is a number or a range of numbers. */
type Measured = Pick<GroupCharacteristic, 'valueQuantity' | 'valueRange'>

/** A bound of a value, and how it is compared. */
type Bound = readonly [comparator: NonNullable<Quantity['comparator']>, value: number]

/** Whole years lived. "At most 64" lasts until the day before the next birthday: below 65, counted as R4 counts. */
export function ageRange({ atLeast, atMost }: RuleOf<'age'>): Measured | undefined {
  const bounds: Bound[] = [
    ...(atLeast === undefined ? [] : [['>=', atLeast] as const]),
    ...(atMost === undefined ? [] : [['<', atMost + 1] as const]),
  ]
  return within(bounds, { unit: 'years', system: UCUM, code: 'a' })
}

/** The limits of a value in the unit of its fact; undefined where R4 cannot say them. */
export function limits(rule: RuleOf<'latest'>, { unit }: FactDefinition): Measured | undefined {
  const written: readonly (readonly [Bound[0], Limit | undefined])[] = [
    ['>=', rule.atLeast],
    ['>', rule.moreThan],
    ['<=', rule.atMost],
    ['<', rule.lessThan],
  ]
  const given = written.flatMap(([comparator, limit]) => (limit ? [{ comparator, limit }] : []))
  // A multiple of a limit that stands beside each result is no number.
  if (given.some(({ limit }) => limit.ofUpperLimit)) return undefined
  const bounds = given.map(({ comparator, limit }) => [comparator, limit.value] as const)
  return within(bounds, unit === undefined ? {} : { unit, system: UCUM, code: unit })
}

/** One bound is a Quantity with its comparator; two that belong to it a Range, whose ends always do (R4, Range). */
function within(bounds: readonly Bound[], unit: Quantity): Measured | undefined {
  const [one, other, ...more] = bounds
  if (!one || more.length > 0) return undefined
  if (!other) return { valueQuantity: { value: one[1], comparator: one[0], ...unit } }
  if (one[0] !== '>=' || other[0] !== '<=') return undefined
  return { valueRange: { low: { value: one[1], ...unit }, high: { value: other[1], ...unit } } }
}

const UNITS = { day: 'd', week: 'wk', month: 'mo', year: 'a' } as const

/** A duration in units of UCUM. */
export const duration = ({ count, unit }: Duration): FhirDuration => ({
  value: count,
  unit: count === 1 ? unit : `${unit}s`,
  system: UCUM,
  code: UNITS[unit],
})

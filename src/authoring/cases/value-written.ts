/** Values as a person writes them: `2`, `6.2 mmol/L`, `< 30 U/L`, `snomed 1229901006`, `text "…"`. */
import type { CodeSystem } from '../../engine/facts/catalog.ts'
import { isUnit, UCUM } from '../../engine/facts/units.ts'
import { fail, ok, type Result } from '../../engine/result.ts'
import { conceptIn, looksLikeCode, type Wrong, wordsIn } from './codes-written.ts'

const QUANTITY = /^(<=|>=|<|>)?\s*(-?[0-9]+(?:\.[0-9]+)?)(?:\s+(\S+))?$/

/** The value element of an Observation. */
export function valueIn(
  value: number | string | boolean,
  systems: Readonly<Record<string, CodeSystem>>,
): Result<Readonly<Record<string, unknown>>, Wrong> {
  if (typeof value === 'boolean') return ok({ valueBoolean: value })
  if (typeof value === 'number')
    return ok(Number.isInteger(value) ? { valueInteger: value } : { valueQuantity: { value } })
  const words = wordsIn(value)
  if (words !== undefined) return ok({ valueString: words })
  if (looksLikeCode(value)) {
    const concept = conceptIn(value, systems)
    return concept.ok ? ok({ valueCodeableConcept: concept.value }) : concept
  }
  const quantity = quantityIn(value)
  return quantity.ok ? ok({ valueQuantity: quantity.value }) : quantity
}

/** A Quantity of FHIR. Its unit has to be UCUM; another one is written as a `resource`. */
export function quantityIn(written: number | string): Result<Readonly<Record<string, unknown>>, Wrong> {
  const [, comparator, number, unit] = QUANTITY.exec(String(written).trim()) ?? []
  if (number === undefined)
    return fail({
      message: `“${written}” is not a value.`,
      hint: 'Write a number, or a number and its unit: 2, 6.2 mmol/L, < 30 U/L.',
    })
  if (unit !== undefined && !isUnit(unit))
    return fail({
      message: `“${unit}” is no unit of UCUM.`,
      hint: 'UCUM is written exactly: umol/L, 10*9/L, mm[Hg]. To try another unit, write the entry as a resource.',
    })
  return ok({
    value: Number(number),
    ...(comparator === undefined ? {} : { comparator }),
    ...(unit === undefined ? {} : { unit, system: UCUM, code: unit }),
  })
}

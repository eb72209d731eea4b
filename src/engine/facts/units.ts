/// <reference path="./ucum.d.ts" />
/** Units of measure: UCUM and nothing else. The only import of the engine that converts them. */
import ucum from '@lhncbc/ucum-lhc'

/** Where FHIR says that a unit is UCUM (FHIR R4, Quantity). */
export const UCUM = 'http://unitsofmeasure.org'

/** True for a unit of UCUM, written as UCUM writes it: `umol/L`, `10*9/L`. Litre is both `l` and `L` there. */
export function isUnit(unit: string): boolean {
  const { status, ucumCode } = ucum.UcumLhcUtils.getInstance().validateUnitString(unit)
  return status === 'valid' && ucumCode === unit
}

const factors = new Map<string, number | undefined>()

/**
 * The value in another unit; undefined where the two measure different things. Between mass and amount of substance
 * it takes the molar mass, in g/mol. Only for units whose zero is one (none of temperature or pH).
 */
export function converted(value: number, from: string, to: string, molarMass?: number): number | undefined {
  if (from === to) return value
  const key = `${from} ${to} ${molarMass ?? ''}`
  if (!factors.has(key)) factors.set(key, factorOf(from, to, molarMass))
  const factor = factors.get(key)
  // The library multiplies floating-point numbers: 1.5 10*3/uL would become 1.4999999999999998 10*9/L.
  return factor === undefined ? undefined : Number((value * factor).toPrecision(10))
}

/** UCUM ignores what stands in braces, but a clearance per 1.73 m² of body surface is another quantity. */
const perBodySurface = (unit: string): boolean => /\{1\.73/.test(unit)

/**
 * Parts of a whole: to UCUM all are one number, but what is counted differs. Glycated haemoglobin of 64 mmol/mol (IFCC)
 * is about 8.0 % (NGSP), not 6.4 %: of two such units none is converted to the other.
 */
const isShare = (unit: string): boolean =>
  ucum.UcumLhcUtils.getInstance().convertUnitTo(unit, 1, '1').status === 'succeeded'

function factorOf(from: string, to: string, molecularWeight: number | undefined): number | undefined {
  if (!isUnit(from) || !isUnit(to) || perBodySurface(from) !== perBodySurface(to)) return undefined
  if (isShare(from) || isShare(to)) return undefined
  const one = (value: number) => {
    const options = molecularWeight === undefined ? {} : { molecularWeight }
    const { status, toVal } = ucum.UcumLhcUtils.getInstance().convertUnitTo(from, value, to, options)
    return status === 'succeeded' && toVal !== null && Number.isFinite(toVal) ? toVal : undefined
  }
  const zero = one(0)
  return zero === undefined || Math.abs(zero) > 0 ? undefined : one(1)
}

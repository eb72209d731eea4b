import { isObject, listOf, type Resource, textOf } from '../fhir.ts'
import type { FactDefinition, FactSource } from './catalog.ts'
import type { Codebook } from './codebook.ts'
import { codingsIn, expression } from './expression.ts'
import type { Doubt } from './fact.ts'
import { converted, UCUM } from './units.ts'

/** What a result says: an interval of numbers, a code, or why it cannot be read. */
export interface Value {
  readonly low?: number
  readonly high?: number
  readonly coded?: string
  /** The value as recorded, with its unit. */
  readonly valueText?: string
  /** The upper limit of normal beside it, in the unit of the value. */
  readonly upperLimit?: number
  readonly doubt?: Doubt
}

/** Reads the value that a source promises. Text, several different values or none: unreadable, never guessed. */
export function readValue(
  source: FactSource,
  definition: FactDefinition,
  resource: Resource,
  book: Codebook,
): Value {
  if (source.quantity) return measured(expression(source.quantity)(resource), definition, resource)
  if (!source.coded && !source.number) return {}
  const coded = source.coded
    ? codingsIn(expression(source.coded)(resource)).flatMap((coding) =>
        book
          .meaningsOf(coding)
          .flatMap(({ set, entry }) => (set === source.codedBy ? (entry.value ?? []) : [])),
      )
    : []
  const numbers = source.number
    ? expression(source.number)(resource).filter((found) => typeof found === 'number')
    : []
  const [value, ...others] = new Set([...coded, ...numbers])
  if (value === undefined || others.length > 0) return { doubt: 'value-unreadable' }
  if (typeof value === 'string') return { coded: value }
  if (source.bands) {
    const band = source.bands.find(({ from, to }) => value >= from && value <= to)
    return band ? { low: band.low, high: band.high } : { doubt: 'scale-doubtful' }
  }
  const { scale } = definition
  if (scale && (!Number.isInteger(value) || value < scale.from || value > scale.to))
    return { doubt: 'value-unreadable' }
  return { low: value, high: value }
}

/** A Quantity in the unit of its fact. Its own unit has to be UCUM and of the same kind: nothing is guessed. */
function measured(found: readonly unknown[], definition: FactDefinition, resource: Resource): Value {
  const [quantity, ...others] = found
  if (!isObject(quantity) || others.length > 0) return { doubt: 'value-unreadable' }
  const value = inUnitOf(definition, quantity)
  if (typeof value === 'string') return { doubt: value }
  const { plausible } = definition
  const valueText = [textOf(quantity['comparator']), quantity['value'], quantity['unit'] ?? quantity['code']]
    .filter((part) => part !== undefined)
    .join(' ')
  if (plausible && (value < plausible.from || value > plausible.to))
    return { valueText, doubt: 'value-implausible' }
  const upperLimit = upperLimitOf(definition, resource)
  return {
    ...boundsOf(value, quantity['comparator']),
    valueText,
    ...(upperLimit === undefined ? {} : { upperLimit }),
  }
}

function inUnitOf(
  { unit, molarMass }: FactDefinition,
  quantity: Readonly<Record<string, unknown>>,
): number | Extract<Doubt, 'value-unreadable' | 'unit-unknown'> {
  const { value, system, code } = quantity
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'value-unreadable'
  if (unit === undefined || system !== UCUM || typeof code !== 'string') return 'unit-unknown'
  return converted(value, code, unit, molarMass) ?? 'unit-unknown'
}

/** What a comparator leaves open (FHIR R4, QuantityComparator). */
function boundsOf(value: number, comparator: unknown): Value {
  switch (comparator) {
    case undefined:
      return { low: value, high: value }
    case '<':
    case '<=':
      return { low: Number.NEGATIVE_INFINITY, high: value }
    case '>':
    case '>=':
      return { low: value, high: Number.POSITIVE_INFINITY }
    default:
      return { doubt: 'value-unreadable' }
  }
}

/** The one upper limit of normal beside a result; several that differ, as for each sex, are none. */
function upperLimitOf(definition: FactDefinition, resource: Resource): number | undefined {
  const limits = listOf(resource['referenceRange']).map((range) => {
    const high = isObject(range) ? range['high'] : undefined
    const limit = isObject(high) ? inUnitOf(definition, high) : undefined
    return typeof limit === 'number' ? limit : undefined
  })
  const [limit, ...others] = new Set(limits)
  return others.length === 0 ? limit : undefined
}

import type { Resource } from '../fhir.ts'
import type { FactDefinition, FactSource } from './catalog.ts'
import type { Codebook } from './codebook.ts'
import { codingsIn, expression } from './expression.ts'
import type { Doubt } from './fact.ts'

/** What a result says: an interval of numbers, a code, or why it cannot be read. */
export interface Value {
  readonly low?: number
  readonly high?: number
  readonly coded?: string
  readonly doubt?: Doubt
}

/** Reads the value that a source promises. Text, several different values or none: unreadable, never guessed. */
export function readValue(
  source: FactSource,
  definition: FactDefinition,
  resource: Resource,
  book: Codebook,
): Value {
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

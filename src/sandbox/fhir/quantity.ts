import { core, type StoredResource } from './medplum.ts'

type Filter = { code: string; operator: string; value: string }
type Quantity = { value?: number; unit?: string; code?: string; system?: string }

/** How far a number written with so many digits reaches: 5.4 stands for 5.35 up to 5.45. */
const precisionOf = (written: string): number => 0.5 * 10 ** -(written.split('.')[1]?.length ?? 0)

const comparisons: Record<string, (value: number, wanted: number, precision: number) => boolean> = {
  eq: (value, wanted, precision) => Math.abs(value - wanted) <= precision,
  ne: (value, wanted, precision) => Math.abs(value - wanted) > precision,
  gt: (value, wanted) => value > wanted,
  lt: (value, wanted) => value < wanted,
  ge: (value, wanted) => value >= wanted,
  le: (value, wanted) => value <= wanted,
  ap: (value, wanted) => Math.abs(value - wanted) <= Math.abs(wanted) * 0.1,
}

/**
 * Quantity search, `[prefix]number|system|code`, which Medplum's memory repository leaves out.
 * Units are compared by their code, never converted. https://hl7.org/fhir/R4/search.html#quantity
 */
export function matchesQuantity(resource: StoredResource, filter: Filter): boolean {
  const expression = core.globalSchema.types[resource.resourceType]?.searchParams?.[filter.code]?.expression
  if (!expression) return false
  const quantities = core.evalFhirPath(expression, resource) as Quantity[]
  if (filter.operator === 'missing') return (quantities.length === 0) === (filter.value === 'true')
  const compare = comparisons[filter.operator]
  return core.splitSearchOnComma(filter.value).some((wanted) => {
    const [number = '', system, code] = wanted.split('|')
    return quantities.some(
      (quantity) =>
        quantity.value !== undefined &&
        compare?.(quantity.value, Number(number), precisionOf(number)) === true &&
        (!system || quantity.system === system) &&
        (!code || quantity.code === code || (!system && quantity.unit === code)),
    )
  })
}

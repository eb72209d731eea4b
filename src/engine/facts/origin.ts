import { type Coding, codingsOf, type Resource } from '../fhir.ts'
import { gate } from '../record/gate.ts'
import type { FactSource, ResourceReading } from './catalog.ts'
import type { Codebook, Meaning } from './codebook.ts'
import { expression } from './expression.ts'
import type { Doubt } from './fact.ts'

/** What finding the origin of a fact needs. */
export interface OriginContext {
  readonly book: Codebook
  /** What a reference of this record stands for; undefined for one that is no condition. */
  readonly originOf: (reference: string) => Origin | undefined
  /** True when a malignancy of another organ is on record, whoever refers to it. */
  readonly otherTumourOnRecord: boolean
}

/** What a treatment or a metastasis is of. */
export type Origin = 'breast' | 'another-tumour' | 'unclear'

const OF_THE_BREAST = [
  'breast-malignancy',
  'breast-recurrence',
  'breast-in-situ',
  'breast-history',
  'recurrence-general',
]

/** What the meanings of a reason, or of a condition that is referred to, say of the tumour. */
export function originOfMeanings(meanings: readonly Meaning[]): Origin {
  const sets = meanings.map(({ set }) => set)
  if (sets.includes('other-primary')) return 'another-tumour'
  return sets.some((set) => OF_THE_BREAST.includes(set)) ? 'breast' : 'unclear'
}

/**
 * Finds out what the references of a record stand for. A reference to something that is no condition, such as a
 * report, says nothing; one to a condition that is not here, not understood or taken back is unclear.
 */
export function originsIn(resources: readonly Resource[], book: Codebook) {
  // Built when first asked: most records have no such reference in what is read.
  let conditions: ReadonlyMap<string, Resource> | undefined
  return (reference: string): Origin | undefined => {
    const [id = '', type] = reference
      .replace(/\/_history\/[^/]*$/, '')
      .replace(/^urn:uuid:/, 'Condition/')
      .split('/')
      .reverse()
    if (type !== undefined && type !== 'Condition') return undefined
    conditions ??= new Map(
      resources.flatMap((one) => (one.resourceType === 'Condition' ? [[one.id, one] as const] : [])),
    )
    const condition = conditions.get(id)
    if (!condition || !gate(condition).passes) return 'unclear'
    return originOfMeanings(codingsOf(condition['code']).flatMap((coding) => book.meaningsOf(coding)))
  }
}

/**
 * A treatment for, or a metastasis of, another tumour is not one of this. What a reference or a reason names must
 * be of the breast; another malignancy is another tumour's, and anything that cannot be placed leaves it open.
 */
export function ofAnotherTumour(
  reading: ResourceReading,
  resource: Resource,
  reasons: readonly Coding[],
  sites: readonly string[],
  source: FactSource,
  context: OriginContext,
): Doubt | undefined {
  const related = reading.related
    ? expression(reading.related)(resource).filter((one) => typeof one === 'string')
    : []
  const origins = related.flatMap((reference) => context.originOf(reference) ?? [])
  const named = reasons.map((coding) => originOfMeanings(context.book.meaningsOf(coding)))
  if ([...origins, ...named].includes('another-tumour')) return 'of-another-tumour'
  if (
    source.needsOrigin &&
    (origins.includes('unclear') || (origins.length === 0 && context.otherTumourOnRecord))
  )
    return 'origin-unclear'
  const ofTheBreast = sites.includes('breast')
  return source.needsReason && !ofTheBreast && [...origins, ...named].includes('unclear')
    ? 'origin-unclear'
    : undefined
}

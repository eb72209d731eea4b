import { codingsOf, type Resource } from '../fhir.ts'
import { gate } from '../record/gate.ts'
import type { Codebook, Meaning } from './codebook.ts'

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

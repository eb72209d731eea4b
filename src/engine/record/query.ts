import type { ResourceType } from './ledger.ts'

/**
 * One question to the EHR, derived from what the facts need.
 * `read` is `Patient/{id}`; `search` is `{resource}?patient={id}&{parameters}`.
 */
export interface Query {
  /** Unique and stable, such as `Condition:problem-list-item`. Names the query in the ledger. */
  readonly id: string
  readonly kind: 'read' | 'search'
  readonly resource: ResourceType
  /** Search parameters besides the patient, unencoded, in order. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
}

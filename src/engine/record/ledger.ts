/**
 * The ledger: what was asked of the record, and how far the answer can be trusted to be whole.
 * It is an input to every claim that something is absent, latest or counted.
 */

/** How a query ended. Only `complete` may support "nothing was found". */
export type ReadState = 'complete' | 'partial' | 'forbidden' | 'failed' | 'truncated'

/** Why a query is not complete. Each has a sentence of its own on the card. */
export type GapReason =
  | 'forbidden' // the EHR answered 403
  | 'not-granted' // the session's scopes leave this type out; it was not asked
  | 'session-ended' // 401, or the token expired on the way
  | 'not-offered' // 404, 405 or 501: the server has no such resource or search
  | 'refused-search' // another 4xx
  | 'server-error' // 5xx, 408, 425 or 429 that outlasted every retry
  | 'timed-out'
  | 'network' // no answer at all; also what a missing CORS header looks like
  | 'redirected' // the server sent us elsewhere; not followed
  | 'empty-answer' // 202, 204, 206, or a body of nothing
  | 'not-json' // HTML or another text where JSON was due, or a cut-off body
  | 'not-a-bundle'
  | 'not-r4' // a resource of another FHIR version
  | 'foreign-link' // the next link points outside the EHR; not followed
  | 'paging-loop'
  | 'page-cap' // 250 pages
  | 'entry-cap' // 25,000 entries
  | 'byte-cap' // 64 MB
  | 'total-mismatch' // the server counted more than it gave
  | 'restricted' // the server says that it left something out
  | 'more-pages' // a file with a next link
  | 'two-versions' // one id with two contents, of which none is the newer

/** One query and how it ended. */
export interface LedgerEntry {
  /** Id of the `Query`. */
  readonly query: string
  readonly resource: ResourceType
  readonly state: ReadState
  readonly pages: number
  readonly entries: number
  /** Bundle.total where the server gave one. */
  readonly total?: number
  /** Present exactly when the state is not `complete`. */
  readonly reason?: GapReason
}

/** The resource types that the criteria read. */
export const RESOURCE_TYPES = [
  'Patient',
  'Condition',
  'Procedure',
  'Observation',
  'DiagnosticReport',
  'ImagingStudy',
  'MedicationRequest',
  'MedicationStatement',
  'MedicationAdministration',
  'ServiceRequest',
] as const

/** A resource type that the criteria read. */
export type ResourceType = (typeof RESOURCE_TYPES)[number]

/** True for a type that the criteria read. */
export const isResourceType = (type: unknown): type is ResourceType =>
  (RESOURCE_TYPES as readonly unknown[]).includes(type)

/** A record of which nothing is left unread. */
export const EVERYTHING_READ: readonly LedgerEntry[] = RESOURCE_TYPES.map((resource) => ({
  query: resource,
  resource,
  state: 'complete',
  pages: 0,
  entries: 0,
}))

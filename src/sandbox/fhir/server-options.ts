import type { Clock } from '../clock.ts'
import type { Records } from './records.ts'

/** What a FHIR server is made of. */
export interface FhirServerOptions {
  readonly records: Records
  /** Its address, without a slash at the end. */
  readonly base: string
  /** Entries on a page when the client names no number. */
  readonly pageSize: number
  readonly clock: Clock
}

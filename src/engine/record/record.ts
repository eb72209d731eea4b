import type { Resource } from '../fhir.ts'
import type { LedgerEntry } from './ledger.ts'

/** A resource that was read and is not used at all, and why. */
export interface SetAside {
  readonly reference: string
  /** `unclear`: it does not say whose it is. `two-versions`: one id and version with two contents. */
  readonly why: 'somebody-else' | 'unclear' | 'two-versions'
}

/** What was read about one patient, and how far that is whole. */
export interface PatientRecord {
  readonly patientId: string
  /** Undefined until the Patient itself has been read. */
  readonly patient: Resource | undefined
  /** The patient's own resources, one of each id. Their order says nothing: whoever selects some puts them in order. */
  readonly resources: readonly Resource[]
  readonly setAside: readonly SetAside[]
  readonly ledger: readonly LedgerEntry[]
}

/** The kinds of entry of an example patient: what each is in FHIR R4, and what may stand in it. */
import type { ResourceType } from '../../engine/record/ledger.ts'

/** What may be said of an entry, besides what it is. */
export type EntryKey =
  | 'date'
  | 'from'
  | 'to'
  | 'recorded'
  | 'side'
  | 'site'
  | 'status'
  | 'verification'
  | 'clinical'
  | 'value'
  | 'upper-limit'
  | 'reason'
  | 'morphology'

/** One kind of entry. */
export interface EntryKind {
  readonly resource: ResourceType
  /** Keys that make sense here; `id` and `words` always do. */
  readonly keys: readonly EntryKey[]
  /** The element of a date, of a period and of a date of writing. */
  readonly day: string
  readonly period?: string
  readonly written?: string
  /** Statuses of FHIR, the one that is meant when none is given first. */
  readonly statuses: readonly string[]
  /** What FHIR requires besides. */
  readonly more?: Readonly<Record<string, unknown>>
}

const EVENT = ['completed', 'in-progress', 'not-done', 'on-hold', 'stopped', 'entered-in-error', 'unknown']
const REQUEST = ['active', 'draft', 'on-hold', 'revoked', 'completed', 'entered-in-error', 'unknown']
const PRESCRIPTION = [
  'active',
  'on-hold',
  'cancelled',
  'completed',
  'entered-in-error',
  'stopped',
  'draft',
  'unknown',
]
const RESULT = [
  'final',
  'amended',
  'corrected',
  'preliminary',
  'registered',
  'cancelled',
  'entered-in-error',
  'unknown',
]

/** Verification of a condition; the first is meant when none is given. */
export const VERIFICATION = [
  'confirmed',
  'unconfirmed',
  'provisional',
  'differential',
  'refuted',
  'entered-in-error',
] as const

/** Clinical status of a condition; the first is meant when none is given. */
export const CLINICAL = ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'] as const

/** Every kind of entry, by the word with which it is written. */
export const ENTRY_KINDS: Readonly<Record<string, EntryKind>> = {
  condition: {
    resource: 'Condition',
    keys: [
      'date',
      'from',
      'to',
      'recorded',
      'side',
      'site',
      'verification',
      'clinical',
      'reason',
      'morphology',
    ],
    day: 'onsetDateTime',
    period: 'onsetPeriod',
    written: 'recordedDate',
    statuses: [],
  },
  procedure: {
    resource: 'Procedure',
    keys: ['date', 'from', 'to', 'side', 'site', 'status', 'reason'],
    day: 'performedDateTime',
    period: 'performedPeriod',
    statuses: [...EVENT, 'preparation'],
  },
  observation: {
    resource: 'Observation',
    keys: ['date', 'from', 'to', 'recorded', 'side', 'site', 'status', 'value', 'upper-limit'],
    day: 'effectiveDateTime',
    period: 'effectivePeriod',
    written: 'issued',
    statuses: RESULT,
  },
  'diagnostic-report': {
    resource: 'DiagnosticReport',
    keys: ['date', 'from', 'to', 'recorded', 'status'],
    day: 'effectiveDateTime',
    period: 'effectivePeriod',
    written: 'issued',
    statuses: [...RESULT, 'partial', 'appended'],
  },
  'imaging-study': {
    resource: 'ImagingStudy',
    keys: ['date', 'status', 'reason'],
    day: 'started',
    statuses: ['available', 'registered', 'cancelled', 'entered-in-error', 'unknown'],
  },
  'medication-request': {
    resource: 'MedicationRequest',
    keys: ['date', 'status', 'reason'],
    day: 'authoredOn',
    statuses: PRESCRIPTION,
    more: { intent: 'order' },
  },
  'medication-statement': {
    resource: 'MedicationStatement',
    keys: ['date', 'from', 'to', 'recorded', 'status', 'reason'],
    day: 'effectiveDateTime',
    period: 'effectivePeriod',
    written: 'dateAsserted',
    statuses: [
      'active',
      'completed',
      'entered-in-error',
      'intended',
      'stopped',
      'on-hold',
      'unknown',
      'not-taken',
    ],
  },
  'medication-administration': {
    resource: 'MedicationAdministration',
    keys: ['date', 'from', 'to', 'status', 'reason'],
    day: 'effectiveDateTime',
    period: 'effectivePeriod',
    statuses: EVENT,
  },
  'service-request': {
    resource: 'ServiceRequest',
    keys: ['date', 'from', 'to', 'recorded', 'side', 'site', 'status', 'reason'],
    day: 'occurrenceDateTime',
    period: 'occurrencePeriod',
    written: 'authoredOn',
    statuses: REQUEST,
    more: { intent: 'order' },
  },
}

/** Every status that some kind of entry can have. */
export const STATUSES: readonly string[] = [
  ...new Set(Object.values(ENTRY_KINDS).flatMap(({ statuses }) => statuses)),
]

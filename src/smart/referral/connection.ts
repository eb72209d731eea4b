import type { EHR, GuardedFetch } from '../guarded-fetch.ts'
import type { GuardedWrite } from '../guarded-write.ts'
import type { Clock } from '../outside.ts'

/** One patient's chart at the EHR, to read and to write, each by its one guarded way. */
export interface Connection {
  readonly ehr: EHR
  readonly read: GuardedFetch
  readonly write: GuardedWrite
  readonly patientId: string
  /** The granted scopes, or absent where they are the ones asked for. */
  readonly scope?: string | undefined
  readonly clock: Pick<Clock, 'now'>
}

/** The FHIR base without a slash at its end: what a transaction is posted to, and what addresses begin with. */
export const baseOf = ({ ehr }: Pick<Connection, 'ehr'>): string => ehr.base.replace(/\/$/, '')

/** True for an id that can stand in an address: FHIR's pattern, and no step up the path, which it would allow. */
export const isId = (id: unknown): id is string =>
  typeof id === 'string' && /^[A-Za-z0-9\-.]{1,64}$/.test(id) && !/^\.+$/.test(id)

/** True for a name that a resource type may have. */
export const isTypeName = (type: unknown): type is string =>
  typeof type === 'string' && /^[A-Z][A-Za-z]{1,63}$/.test(type)

/** Who can supply what is missing before a meeting. */
import { ASKED_OF } from '../facts/asked-of.ts'

/** Whom to ask, as a code; each has words on the board's page. `records`: the EHR, where something could not be read. */
export const SUPPLIERS = [...ASKED_OF, 'records'] as const

/** Whom to ask. */
export type Supplier = (typeof SUPPLIERS)[number]

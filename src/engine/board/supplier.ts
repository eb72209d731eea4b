/** Who can supply what is missing before a meeting. */
import { ASKED_OF } from '../facts/asked-of.ts'

/**
 * Whom to ask, as a code; each has words on the board's page. `study-team`: the text of a criterion is not at hand.
 * `records`: the EHR, where something could not be read.
 */
export const SUPPLIERS = [...ASKED_OF, 'study-team', 'records'] as const

/** Whom to ask. */
export type Supplier = (typeof SUPPLIERS)[number]

import type { Explained } from '../explain/explained.ts'
import type { Addresses } from './canonical.ts'
import type { Wording } from './wording.ts'

/** A definition with the addresses and the languages of its export. */
export interface Context extends Explained {
  readonly addresses: Addresses
  readonly wording: Wording
}

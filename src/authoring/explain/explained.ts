import type { FactCatalog } from '../../engine/facts/catalog.ts'
import type { Trial } from '../../engine/trials/trial.ts'
import type { WrittenTrial } from '../written.ts'

/** A definition to be explained or exported: all that is needed of it, and nothing of a file. */
export interface Explained {
  readonly trial: Trial
  /** Codes, facts and questions, with those that the trial brings for itself. */
  readonly catalog: FactCatalog
  /** What only the definition as written has: the sentences that nothing computes. */
  readonly written: Pick<WrittenTrial, 'notComputed'>
}

import type { Catalog } from '../../engine/index.ts'
import type { Trial } from '../../engine/trials/trial.ts'

/** What example patients are of: a trial, and the catalog with what the trial brings for itself. */
export interface Subject {
  readonly trial: Trial
  readonly catalog: Catalog
}

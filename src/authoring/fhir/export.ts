import type { Bundle } from 'fhir/r4'
import type { Explained } from '../explain/explained.ts'
import { BASE } from './canonical.ts'

/** The definition as a FHIR R4 Bundle of type collection. */
export function exportFhir(_explained: Explained, _base: string = BASE): Bundle {
  return { resourceType: 'Bundle', type: 'collection' }
}

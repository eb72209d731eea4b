import type { CodeableConcept } from 'fhir/r4'
import { coded, concept } from './codes.ts'

/** A side of the body. */
export type Side = 'left' | 'right'

/** How a record names things: as mCODE, US Core or the Dutch zibs do. */
export type Dialect = 'mcode' | 'uscore' | 'zib'

const sides = {
  left: coded('snomed', '7771000', 'Left'),
  right: coded('snomed', '24028007', 'Right'),
} as const

const lateralBreast = {
  left: coded('snomed', '80248007', 'Left breast structure'),
  right: coded('snomed', '73056007', 'Right breast structure'),
} as const

const extension = {
  mcode: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-laterality-qualifier',
  zib: 'http://nictiz.nl/fhir/StructureDefinition/ext-AnatomicalLocation.Laterality',
} as const

/** Places that the records name, as SNOMED CT codes. */
export const PLACES = {
  breast: coded('snomed', '76752008', 'Breast structure'),
  'chest wall': coded('snomed', '78904004', 'Chest wall structure'),
  'mediastinal lymph node': coded('snomed', '62683002', 'Mediastinal lymph node structure'),
  lung: coded('snomed', '39607008', 'Lung structure'),
} as const

/** A place, with its side as the dialect writes it. US Core has no side of its own: there a code says it. */
export function bodySite(dialect: Dialect, place: keyof typeof PLACES, side?: Side): CodeableConcept {
  if (side === undefined) return concept(PLACES[place])
  if (dialect === 'uscore' && place === 'breast') return concept(lateralBreast[side])
  const url = extension[dialect === 'zib' ? 'zib' : 'mcode']
  return { extension: [{ url, valueCodeableConcept: concept(sides[side]) }], ...concept(PLACES[place]) }
}

import { isObject } from '../fhir.ts'

/** True for an element with a modifier, which can turn it into its opposite; none is understood (FHIR R4, modifier elements). */
export const hasModifier = (element: unknown): boolean =>
  isObject(element) && (element['modifierExtension'] !== undefined || element['implicitRules'] !== undefined)
